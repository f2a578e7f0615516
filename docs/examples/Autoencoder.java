///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Images as their own targets: a network that puts out what it is given, through a bottleneck of eight numbers.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;

void main() {
  var images = bars();
  var network = Sequential.input(8, 8, 1)
      .add(conv2D(8, 3).same()).add(relu()).add(maxPool2D(2)).add(flatten()).add(dense(8).named("code"))
      .add(dense(4 * 4 * 8)).add(relu()).add(reshape(4, 4, 8)).add(upSampling2D(2)).add(conv2D(1, 3).same())
      .build(1);
  var history = Trainer.of(network, meanSquaredError(), adam(0.005f)).batchSize(16).epochs(40).fit(images.asTargets());
  double before = history.epochs().getFirst().trainingLoss();
  IO.println("a tenth of the first loss: " + (history.last().trainingLoss() < 0.1 * before));
  IO.println("codes of shape " + network.upTo("code").outputShape());
}

/** Images with one bright bar each. */
Dataset bars() {
  byte[] pixels = new byte[256 * 64];
  for (int i = 0; i < 256; i++) {
    for (int k = 0; k < 8; k++) {
      pixels[64 * i + (i % 2 == 0 ? 8 * (i / 2 % 8) + k : 8 * k + i / 2 % 8)] = -1;
    }
  }
  return Dataset.of(pixels, Shape.of(8, 8, 1), new byte[256], List.of("bar"));
}
