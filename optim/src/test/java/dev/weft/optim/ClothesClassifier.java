package dev.weft.optim;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.History;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

final class ClothesClassifier {

  static History train(Dataset images, Path file) throws IOException {
    var split = images.split(0.2, 2023); // a fifth for validation

    var network = Sequential.input(28, 28, 1)
        .add(conv2D(32, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(128, 3)).add(relu()).add(dropout(0.4f))
        .add(flatten()).add(dense(128)).add(relu()).add(dropout(0.3f))
        .add(dense(10))
        .build(2023);

    var history = Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f))
        .batchSize(128).epochs(50).seed(2023).validateOn(split.validation())
        .fit(split.training());

    ModelFile.save(file, network, Map.of("trained-on", split.training().digest()));
    return history;
  }

  /** The class of each image of a tensor of shape (n, 28, 28, 1) with values from 0 to 1. */
  static int[] classify(Path file, Tensor images) throws IOException {
    return ModelFile.load(file).network().predict(images).argmax(1);
  }
}
