package org.example.weft;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.optim.data.Dataset;
import java.util.List;
import java.util.Random;

/** Small pictures of one bright bar on a noisy ground: horizontal, vertical or diagonal, anywhere. */
final class Bars {

  static final int SIDE = 12;

  private static final int PIXELS = SIDE * SIDE;
  private static final int LENGTH = 6;
  private static final int BRIGHT = 230;
  private static final int NOISE = 100;
  private static final List<String> CLASSES = List.of("horizontal", "vertical", "diagonal");

  /** Right and down, for each class: one step along the bar. */
  private static final int[][] STEPS = {{1, 0}, {0, 1}, {1, 1}};

  private Bars() {}

  /** As many pictures as asked for, the same for the same seed. */
  static Dataset draw(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * PIXELS];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(CLASSES.size());
      draw(pixels, i * PIXELS, STEPS[labels[i]], random);
    }
    return Dataset.of(pixels, Shape.of(SIDE, SIDE, 1), labels, CLASSES);
  }

  private static void draw(byte[] pixels, int offset, int[] step, Random random) {
    for (int p = 0; p < PIXELS; p++) {
      pixels[offset + p] = (byte) random.nextInt(NOISE);
    }
    int left = random.nextInt(SIDE - step[0] * (LENGTH - 1));
    int top = random.nextInt(SIDE - step[1] * (LENGTH - 1));
    for (int i = 0; i < LENGTH; i++) {
      pixels[offset + (top + i * step[1]) * SIDE + left + i * step[0]] = (byte) (BRIGHT - random.nextInt(NOISE));
    }
  }

  /** All pictures as floats from 0 to 1, shape (n, side, side, 1). */
  static Tensor pictures(Dataset bars) {
    Tensor pictures = Tensor.zeros(bars.size(), SIDE, SIDE, 1);
    for (int i = 0; i < bars.size(); i++) {
      bars.gatherScaled(pictures.array(), i * PIXELS, i, Dataset.UNIT_SCALE);
    }
    return pictures;
  }
}
