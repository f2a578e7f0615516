package dev.weft.optim;

import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;

final class Branches {

  static Network network() {
    return Sequential.input(28, 28, 1)
        .add(conv2D(16, 3).same()).add(relu()).add(maxPool2D(2))
        .add(residual(conv2D(16, 3).same(), batchNorm(), relu(), conv2D(16, 3).same(), batchNorm())).add(relu())
        .add(concat(conv2D(8, 1), conv2D(24, 3).same())).add(relu())
        .add(globalAveragePool().named("features")).add(dense(10).named("head"))
        .build(2023);
  }

  /** A copy of which only the head was trained: what lies below is frozen, and costs no backward. */
  static Network retrained(Network network, Dataset images) {
    var copy = network.frozen(parameter -> !parameter.startsWith("head/"));
    Trainer.of(copy, softmaxCrossEntropy(), adam(1e-2f)).batchSize(32).epochs(2).fit(images);
    return copy;
  }

  /** What the head sees of images of shape (n, 28, 28, 1): 32 numbers each. */
  static Tensor features(Network network, Tensor images) {
    return network.upTo("features").predict(images);
  }
}
