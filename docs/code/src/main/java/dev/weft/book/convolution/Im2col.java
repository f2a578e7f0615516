package dev.weft.book.convolution;

/**
 * The windows of an image as the rows of a matrix, and back; stride 1, no padding.
 *
 * <p>The matrix has P = H' · W' rows and R = size · size · C columns.
 *
 * @param height H
 * @param width W
 * @param channels C
 * @param size height and width of the window
 */
public record Im2col(int height, int width, int channels, int size) {

  /** P, the number of windows. */
  public int windows() {
    return (height - size + 1) * (width - size + 1);
  }

  /** R, the number of elements of a window. */
  public int elements() {
    return size * size * channels;
  }

  /** Where element r of window p lies in the image. */
  int position(int p, int r) {
    int outWidth = width - size + 1;
    int tap = r / channels;
    int row = p / outWidth + tap / size;
    int column = p % outWidth + tap % size;
    return (row * width + column) * channels + r % channels;
  }

  /** im2col: copies every window into its row. */
  public float[] columns(float[] x) {
    float[] columns = new float[windows() * elements()];
    for (int p = 0; p < windows(); p++) {
      for (int r = 0; r < elements(); r++) {
        columns[p * elements() + r] = x[position(p, r)];
      }
    }
    return columns;
  }

  /** col2im: adds every element of every row to the place it was copied from. */
  public float[] image(float[] columns) {
    float[] x = new float[height * width * channels];
    for (int p = 0; p < windows(); p++) {
      for (int r = 0; r < elements(); r++) {
        x[position(p, r)] += columns[p * elements() + r];
      }
    }
    return x;
  }
}
