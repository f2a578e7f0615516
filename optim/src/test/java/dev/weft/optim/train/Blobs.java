package dev.weft.optim.train;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.util.List;
import java.util.Random;

/** A task that a tiny network learns in a second: which third of a small noisy image is bright. */
final class Blobs {

  private static final int SIDE = 6;
  private static final int NOISE = 100;
  private static final int BRIGHT = 120;

  private Blobs() {}

  static Dataset images(int n, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[n * SIDE * SIDE];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(3);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int bright = y / 2 == labels[i] ? BRIGHT : 0;
          pixels[(i * SIDE + y) * SIDE + x] = (byte) (random.nextInt(NOISE) + bright);
        }
      }
    }
    return Dataset.of(pixels, Shape.of(SIDE, SIDE, 1), labels, List.of("top", "middle", "bottom"));
  }

  /** Convolution, batch normalisation, pooling and dropout: every kind of state that a run has. */
  static Network network() {
    return layers().build(1);
  }

  static Sequential.Builder layers() {
    return Sequential.input(SIDE, SIDE, 1)
        .add(conv2D(4, 3)).add(batchNorm()).add(relu()).add(maxPool2D(2)).add(dropout(0.1f))
        .add(flatten()).add(dense(3));
  }
}
