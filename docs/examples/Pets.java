///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Pictures in folders, one for each class, of any size: read, resized, standardised by channel, and mirrored at random.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.augment.ImageChanges.*;
import dev.weft.layers.Sequential;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.*;
import dev.weft.optim.train.Trainer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.*;
import javax.imageio.ImageIO;

void main() throws IOException {
  var split = ImageFolder.colour(16, 16).read(pictures()).split(Splits.stratified(0.25, 1));
  var network = Sequential.input(16, 16, 3).add(ChannelStatistics.of(split.training()).layer())
      .add(conv2D(8, 3).same()).add(relu()).add(maxPool2D(2)).add(conv2D(16, 3).same()).add(relu())
      .add(globalAveragePool()).add(dense(split.training().classes())).build(1);
  var history = Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(8).epochs(20)
      .augment(Augmentation.of(flip(), shift(1))).validateOn(split.validation())
      .fit(split.training());
  IO.println(split.training().classNames() + " told apart: " + (history.last().validationAccuracy() > 0.9));
}

/** Folders "green" and "red" with pictures of many sizes. */
Path pictures() throws IOException {
  var folder = Files.createTempDirectory("pictures");
  for (int i = 0; i < 48; i++) {
    var image = new BufferedImage(20 + i, 40 - i / 2, BufferedImage.TYPE_INT_RGB);
    var brush = image.createGraphics();
    brush.setColor(i % 2 == 0 ? new Color(200 - i, 60 + i, 50) : new Color(60 + i, 200 - i, 50));
    brush.fillOval(5, 5, 10 + i / 3, 20);
    var file = folder.resolve(i % 2 == 0 ? "red" : "green").resolve(i + ".png");
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
  return folder;
}
