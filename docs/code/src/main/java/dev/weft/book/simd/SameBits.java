package dev.weft.book.simd;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.book.Print;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.util.Arrays;
import java.util.List;

/** Trains the same network with one to four threads and compares all weights bit for bit. */
public final class SameBits {

  private static final int IMAGES = 300;
  private static final int SIDE = 8;

  private SameBits() {}

  /** The weights after two epochs. */
  static float[] train(int threads) {
    Network network = Sequential.input(SIDE, SIDE, 1)
        .add(conv2D(8, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(flatten()).add(dense(3))
        .build(12);
    Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).batchSize(50).epochs(2).seed(12).threads(threads)
        .fit(noise());
    return network.parameters().values();
  }

  private static Dataset noise() {
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) CounterRandom.bits(12, i);
    }
    for (int n = 0; n < IMAGES; n++) {
      labels[n] = (byte) (n % 3);
    }
    return Dataset.of(pixels, Shape.of(SIDE, SIDE, 1), labels, List.of("a", "b", "c"));
  }

  /** Prints whether they are the same. */
  public static void main(String[] args) {
    float[] alone = train(1);
    for (int threads = 2; threads <= 4; threads++) {
      Print.line("%d threads: %s", threads, Arrays.equals(train(threads), alone) ? "the same bits" : "other bits");
    }
  }
}
