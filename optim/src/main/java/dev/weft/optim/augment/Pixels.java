package dev.weft.optim.augment;

import dev.weft.core.tensor.Shape;

/**
 * An image where it lies in a batch, to be changed there: value c of pixel (y, x) at {@code start + (y · width + x) · channels + c} of
 * {@link #values}.
 *
 * {@snippet :
 * ImageChange upperHalfOnly = (image, draws) -> image.fill(image.height() / 2, 0, image.height(), image.width(), 0);
 * }
 */
public final class Pixels {

  private final int height;
  private final int width;
  private final int channels;
  private final float[] copy;
  private float[] values;
  private int start;
  private float[] working = {};

  /**
   * Images of a shape.
   *
   * @param shape (H, W) or (H, W, C)
   */
  Pixels(Shape shape) {
    this.height = shape.dim(0);
    this.width = shape.dim(1);
    this.channels = shape.rank() == 3 ? shape.dim(2) : 1;
    this.copy = new float[shape.size()];
  }

  /** An image in an array of its own. */
  Pixels(Shape shape, float[] values) {
    this(shape);
    moveTo(values, 0);
  }

  void moveTo(float[] values, int start) {
    this.values = values;
    this.start = start;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Values of a pixel. */
  public int channels() {
    return channels;
  }

  /** The number of all values. */
  public int size() {
    return copy.length;
  }

  /** The array that the image is a part of. */
  public float[] values() {
    return values;
  }

  /** Where the image starts in the array. */
  public int start() {
    return start;
  }

  /** One past where the image ends in the array. */
  public int end() {
    return start + copy.length;
  }

  /** A copy of the image as it is now, from index 0; the next call writes over it. */
  public float[] copy() {
    System.arraycopy(values, start, copy, 0, copy.length);
    return copy;
  }

  /** Working memory of at least that many floats; the next call may give the same. */
  float[] working(int count) {
    if (working.length < count) {
      working = new float[count];
    }
    return working;
  }

  /** Sets the values of all pixels in the part of a rectangle that lies within the image. */
  public void fill(int top, int left, int rows, int columns, float value) {
    int from = Math.max(0, left) * channels;
    int to = Math.min(width, left + columns) * channels;
    for (int y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
      int row = start + y * width * channels;
      for (int at = row + from; at < row + to; at++) {
        values[at] = value;
      }
    }
  }
}
