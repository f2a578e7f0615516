package dev.weft.book.convolution;

/**
 * The convolution of one image as loops.
 *
 * <p>Shapes, flat in row-major order: x (H, W, C), W (size, size, C, K), b (K), y (H', W', K). Results are added to what is
 * there.
 *
 * @param height H
 * @param width W
 * @param channels C
 * @param size height and width of the window
 * @param filters K
 * @param stride step between neighbouring windows
 * @param padding rows and columns of zeros on each side
 */
public record PlainConvolution(
    int height, int width, int channels, int size, int filters, int stride, int padding) {

  /** H' = ⌊(H + 2 padding − size) / stride⌋ + 1. */
  public int outHeight() {
    return (height + 2 * padding - size) / stride + 1;
  }

  /** W', by the same formula. */
  public int outWidth() {
    return (width + 2 * padding - size) / stride + 1;
  }

  /** What one product of the sum connects: an output, an input and a weight, as positions in their arrays. */
  private interface Connection {
    void visit(int y, int x, int weight);
  }

  /** Visits every (i, j, u, v, c, k) whose input pixel lies in the image. */
  private void forEach(Connection connection) {
    for (int i = 0; i < outHeight(); i++) {
      for (int j = 0; j < outWidth(); j++) {
        for (int u = 0; u < size; u++) {
          for (int v = 0; v < size; v++) {
            int row = i * stride + u - padding;
            int column = j * stride + v - padding;
            if (row >= 0 && row < height && column >= 0 && column < width) {
              visitChannels(connection, i * outWidth() + j, row * width + column, u * size + v);
            }
          }
        }
      }
    }
  }

  private void visitChannels(Connection connection, int outPixel, int pixel, int tap) {
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < filters; k++) {
        connection.visit(outPixel * filters + k, pixel * channels + c, (tap * channels + c) * filters + k);
      }
    }
  }

  /** {@code y[i, j, k] += b[k] + Σ_uvc x[i·s + u − p, j·s + v − p, c] W[u, v, c, k]}. */
  public void forward(float[] y, float[] x, float[] weights, float[] b) {
    for (int o = 0; o < y.length; o++) {
      y[o] += b[o % filters];
    }
    forEach((o, e, w) -> y[o] += x[e] * weights[w]);
  }

  /** {@code dx[i·s + u − p, j·s + v − p, c] += Σ_k dy[i, j, k] W[u, v, c, k]} for all i, j, u, v. */
  public void backward(float[] dx, float[] dy, float[] weights) {
    forEach((o, e, w) -> dx[e] += dy[o] * weights[w]);
  }

  /** {@code dW[u, v, c, k] += Σ_ij x[i·s + u − p, j·s + v − p, c] dy[i, j, k]} and {@code db[k] += Σ_ij dy[i, j, k]}. */
  public void gradient(float[] dW, float[] db, float[] x, float[] dy) {
    for (int o = 0; o < dy.length; o++) {
      db[o % filters] += dy[o];
    }
    forEach((o, e, w) -> dW[w] += x[e] * dy[o]);
  }
}
