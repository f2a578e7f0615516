package dev.weft.optim.augment;

/** Images read between their pixels: bilinear, and 0 outside. */
final class Sampler {

  private Sampler() {}

  /** Pixel p, from the middle of the image, becomes what was at {@code A (p − t)}. */
  static void affine(Pixels image, float xx, float xy, float yx, float yy, float right, float down) {
    float[] from = image.copy();
    float middleX = (image.width() - 1) / 2f;
    float middleY = (image.height() - 1) / 2f;
    int at = image.start();
    for (int y = 0; y < image.height(); y++) {
      float dy = y - middleY - down;
      for (int x = 0; x < image.width(); x++) {
        float dx = x - middleX - right;
        write(image, at, from, middleX + xx * dx + xy * dy, middleY + yx * dx + yy * dy);
        at += image.channels();
      }
    }
  }

  /** Writes a pixel as it was at (x, y) in the copy. */
  static void write(Pixels image, int at, float[] from, float x, float y) {
    int channels = image.channels();
    int left = (int) x - (x < 0 ? 1 : 0); // rounded down; whole negative numbers have another a, but the same value
    int top = (int) y - (y < 0 ? 1 : 0);
    float a = x - left;
    float b = y - top;
    float[] to = image.values();
    if (left < 0 || top < 0 || left >= image.width() - 1 || top >= image.height() - 1) {
      writeAtBorder(image, at, from, left, top, a, b);
      return;
    }
    int row = image.width() * channels;
    int i = top * row + left * channels;
    for (int end = at + channels; at < end; at++, i++) {
      float upper = from[i] + a * (from[i + channels] - from[i]);
      float lower = from[i + row] + a * (from[i + row + channels] - from[i + row]);
      to[at] = upper + b * (lower - upper);
    }
  }

  private static void writeAtBorder(Pixels image, int at, float[] from, int left, int top, float a, float b) {
    for (int c = 0; c < image.channels(); c++) {
      float upper = (1 - a) * value(image, from, left, top, c) + a * value(image, from, left + 1, top, c);
      float lower = (1 - a) * value(image, from, left, top + 1, c) + a * value(image, from, left + 1, top + 1, c);
      image.values()[at + c] = upper + b * (lower - upper);
    }
  }

  private static float value(Pixels image, float[] from, int x, int y, int c) {
    boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
    return inside ? from[(y * image.width() + x) * image.channels() + c] : 0;
  }
}
