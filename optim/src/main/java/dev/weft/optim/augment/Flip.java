package dev.weft.optim.augment;

/** Mirrors half of the images. */
record Flip(Way way) implements ImageChange {

  enum Way {
    /** Left to right. */
    HORIZONTAL,
    /** Top to bottom. */
    VERTICAL,
    /** Left to right, each image in every second epoch. */
    ALTERNATING
  }

  @Override
  public String toString() {
    return switch (way) {
      case HORIZONTAL -> "flip";
      case VERTICAL -> "flip-vertically";
      case ALTERNATING -> "alternating-flip";
    };
  }

  @Override
  public void apply(Pixels image, Draws draws) {
    boolean flips = way == Way.ALTERNATING ? draws.coinOfExample() == (draws.epoch() % 2 == 0) : draws.below(2) == 1;
    if (flips && way == Way.VERTICAL) {
      upsideDown(image);
    } else if (flips) {
      mirror(image);
    }
  }

  static void mirror(Pixels image) {
    float[] values = image.values();
    int channels = image.channels();
    for (int row = image.start(); row < image.end(); row += image.width() * channels) {
      int left = row;
      int right = row + (image.width() - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          float kept = values[left + c];
          values[left + c] = values[right + c];
          values[right + c] = kept;
        }
      }
    }
  }

  private static void upsideDown(Pixels image) {
    int length = image.width() * image.channels();
    float[] copy = image.copy();
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(copy, (image.height() - 1 - y) * length, image.values(), image.start() + y * length, length);
    }
  }
}
