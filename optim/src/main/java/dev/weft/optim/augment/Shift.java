package dev.weft.optim.augment;

import java.util.Arrays;

/** Moves images by whole pixels; what is uncovered is 0. */
record Shift(int most) implements ImageChange {

  Shift {
    if (most < 0 || most >= 1 << 15) {
      throw new IllegalArgumentException("expected a shift from 0 to 32767 pixels, got " + most);
    }
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    int reach = 2 * most + 1;
    move(image, draws.below(reach) - most, draws.below(reach) - most);
  }

  /** Pixel (y, x) comes from (y − down, x − right). */
  static void move(Pixels image, int down, int right) {
    float[] values = image.values();
    int height = image.height();
    int length = image.width() * image.channels();
    int shift = right * image.channels();
    int kept = length - Math.abs(shift);
    for (int k = 0; k < height && (down != 0 || shift != 0); k++) {
      int y = down > 0 ? height - 1 - k : k; // a row is read before another one is written over it
      int from = y - down;
      int row = image.start() + y * length;
      if (from < 0 || from >= height || kept <= 0) {
        Arrays.fill(values, row, row + length, 0f);
        continue;
      }
      System.arraycopy(
          values, image.start() + from * length + Math.max(0, -shift), values, row + Math.max(0, shift), kept);
      Arrays.fill(values, shift > 0 ? row : row + kept, shift > 0 ? row + shift : row + length, 0f);
    }
  }

  @Override
  public String toString() {
    return "shift " + most;
  }
}
