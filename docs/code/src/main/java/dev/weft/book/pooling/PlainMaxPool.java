package dev.weft.book.pooling;

/**
 * The max-pool of one image as loops, without padding.
 *
 * <p>Shapes, flat in row-major order: x (H, W, C), y and places (H', W', C).
 *
 * @param height H
 * @param width W
 * @param channels C
 * @param size height and width of the window
 * @param stride step between neighbouring windows
 */
public record PlainMaxPool(int height, int width, int channels, int size, int stride) {

  /** H' = ⌊(H − size) / stride⌋ + 1. */
  public int outHeight() {
    return (height - size) / stride + 1;
  }

  /** W', by the same formula. */
  public int outWidth() {
    return (width - size) / stride + 1;
  }

  /** {@code y[i, j, c] = max_uv x[i·s + u, j·s + v, c]}, and the place in x where each maximum was found. */
  public void forward(float[] y, int[] places, float[] x) {
    for (int i = 0; i < outHeight(); i++) {
      for (int j = 0; j < outWidth(); j++) {
        for (int c = 0; c < channels; c++) {
          int o = (i * outWidth() + j) * channels + c;
          places[o] = largest(x, i * stride, j * stride, c);
          y[o] = x[places[o]];
        }
      }
    }
  }

  /** The place of the largest value in the window that starts at a pixel; the first one if several are equal. */
  private int largest(float[] x, int row, int column, int c) {
    int best = (row * width + column) * channels + c;
    for (int u = 0; u < size; u++) {
      for (int v = 0; v < size; v++) {
        int place = ((row + u) * width + column + v) * channels + c;
        if (x[place] > x[best]) {
          best = place;
        }
      }
    }
    return best;
  }

  /** Adds each element of dy to dx at the place its maximum came from. */
  public void backward(float[] dx, float[] dy, int[] places) {
    for (int o = 0; o < dy.length; o++) {
      dx[places[o]] += dy[o];
    }
  }
}
