package dev.weft.book.dense;

/**
 * The dense layer as loops: {@code y = x W + b}.
 *
 * <p>Shapes, row by row in flat arrays: x (N, C), W (C, K), b (K), y (N, K). The results are added to what is there.
 *
 * @param examples N
 * @param inputs C
 * @param units K
 */
public record PlainDense(int examples, int inputs, int units) {

  /** {@code y[n, k] += b[k] + Σ_c x[n, c] W[c, k]}. */
  public void forward(float[] y, float[] x, float[] weights, float[] b) {
    for (int n = 0; n < examples; n++) {
      for (int k = 0; k < units; k++) {
        y[n * units + k] += b[k];
        for (int c = 0; c < inputs; c++) {
          y[n * units + k] += x[n * inputs + c] * weights[c * units + k];
        }
      }
    }
  }

  /** {@code dx[n, c] += Σ_k dy[n, k] W[c, k]}. */
  public void backward(float[] dx, float[] dy, float[] weights) {
    for (int n = 0; n < examples; n++) {
      for (int k = 0; k < units; k++) {
        for (int c = 0; c < inputs; c++) {
          dx[n * inputs + c] += dy[n * units + k] * weights[c * units + k];
        }
      }
    }
  }

  /** {@code dW[c, k] += Σ_n x[n, c] dy[n, k]} and {@code db[k] += Σ_n dy[n, k]}. */
  public void gradient(float[] dW, float[] db, float[] x, float[] dy) {
    for (int n = 0; n < examples; n++) {
      for (int k = 0; k < units; k++) {
        db[k] += dy[n * units + k];
        for (int c = 0; c < inputs; c++) {
          dW[c * units + k] += x[n * inputs + c] * dy[n * units + k];
        }
      }
    }
  }
}
