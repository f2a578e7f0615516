package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import java.util.Arrays;

/**
 * The gradient of a depthwise convolution's input, row by row: what {@link DepthwiseRows} does for forward, turned around.
 *
 * <p>Pixel {@code J·s + a} of a row was seen under the columns v with {@code v·d mod s = a}, by output pixel {@code J − v·d / s}.
 * So the pixels with rest a are a sum over these taps of rows of dy, shifted; dy is copied between zeros for it.
 */
final class DepthwiseInputRows {

  private final Window window;
  private final int filters;
  private final int before; // zeros in front of a row of dy, in pixels
  private final int dyRow; // floats of a row of dy with its zeros
  private final int piece;
  private final int[] dyStarts;
  private final int[] weights;
  private final int[] ends; // where the list of (row, rest) ends

  /**
   * Rows for a window.
   *
   * @param piece pixels that are computed at once
   * @param tile floats of the repeated weights of one tap
   */
  DepthwiseInputRows(Window window, int filters, int piece, int tile) {
    this.window = window;
    this.filters = filters;
    int stride = window.strideWidth();
    this.before = (window.kernelWidth() - 1) * window.dilationWidth() / stride;
    int last = (window.padLeft() + window.width() - 1) / stride;
    this.dyRow = (before + Math.max(window.outWidth(), last + 1)) * filters;
    this.piece = piece;
    int lists = window.height() * stride;
    int most = lists * window.kernelHeight() * window.kernelWidth();
    int[] starts = new int[most];
    int[] tiles = new int[most];
    this.ends = new int[lists];
    int count = 0;
    for (int list = 0; list < lists; list++) {
      for (int t = 0; t < window.kernelHeight() * window.kernelWidth(); t++) {
        int row = list / stride + window.padTop() - t / window.kernelWidth() * window.dilationHeight();
        int column = t % window.kernelWidth() * window.dilationWidth();
        if (Math.floorMod(row, window.strideHeight()) == 0 && row >= 0
            && row / window.strideHeight() < window.outHeight() && column % stride == list % stride) {
          starts[count] = row / window.strideHeight() * dyRow + (before - column / stride) * filters;
          tiles[count++] = t * tile;
        }
      }
      ends[list] = count;
    }
    this.dyStarts = Arrays.copyOf(starts, count);
    this.weights = Arrays.copyOf(tiles, count);
  }

  int scratch() {
    return window.outHeight() * dyRow + Math.ceilDiv(window.width(), window.strideWidth()) * filters;
  }

  /**
   * Writes dx of one example.
   *
   * @param tiles where the repeated weights lie
   * @param multiplier filters for each channel of dx, which are added up
   */
  void gradient(Kernels kernels, float[] memory, int dx, int dy, int tiles, int multiplier, int scratch) {
    copyGradient(memory, scratch, dy);
    int stride = window.strideWidth();
    boolean direct = stride == 1 && multiplier == 1;
    int sums = scratch + window.outHeight() * dyRow;
    for (int list = 0; list < ends.length; list++) {
      int row = dx + list / stride * window.width() * window.channels();
      int a = list % stride;
      int first = Math.ceilDiv(window.padLeft() - a, stride);
      int pixels = Math.floorDiv(window.padLeft() + window.width() - 1 - a, stride) + 1 - first;
      int to = direct ? row : sums;
      Arrays.fill(memory, to, to + Math.max(0, pixels) * filters, 0f);
      for (int j = 0; j < pixels; j += piece) {
        kernels.addProducts(
            memory, to + j * filters, memory, scratch + (first + j) * filters, dyStarts, memory, tiles, weights,
            list == 0 ? 0 : ends[list - 1], ends[list], Math.min(piece, pixels - j) * filters);
      }
      for (int j = 0; !direct && j < pixels; j++) {
        int column = (first + j) * stride + a - window.padLeft();
        addUp(memory, row + column * window.channels(), sums + j * filters, multiplier);
      }
    }
  }

  /** Copies dy between zeros. */
  private void copyGradient(float[] memory, int to, int dy) {
    Arrays.fill(memory, to, to + window.outHeight() * dyRow, 0f);
    int size = window.outWidth() * filters;
    for (int i = 0; i < window.outHeight(); i++) {
      System.arraycopy(memory, dy + i * size, memory, to + i * dyRow + before * filters, size);
    }
  }

  private void addUp(float[] memory, int to, int from, int multiplier) {
    if (multiplier == 1) {
      System.arraycopy(memory, from, memory, to, filters);
      return;
    }
    for (int c = 0; c < window.channels(); c++) {
      float sum = 0;
      for (int q = 0; q < multiplier; q++) {
        sum += memory[from + c * multiplier + q];
      }
      memory[to + c] = sum;
    }
  }
}
