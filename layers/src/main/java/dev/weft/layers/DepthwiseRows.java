package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.ParameterSlab;
import java.util.Arrays;

/**
 * A depthwise convolution and its gradients as sums of products of rows, {@link Kernels#addProducts}.
 *
 * <p>With stride 1 output pixel j sees input pixel j + v under column v of the window, so that K channels of all pixels of a row
 * are one run of floats: {@code y[i, ·] = Σ_uv x[i + u, v + ·] W[u, v]} with the weights repeated for each pixel. For other
 * strides, and where the image is padded or has more than one filter a channel, it is copied first: the pixels of a row apart by
 * their rest modulo the stride, side by side again. Then {@code (i, j)} sees under column v the pixel {@code j + v·d / s} among
 * those of rest {@code v·d mod s}. The gradient of the input is such a sum as well, over the dy that saw a pixel.
 *
 * <p>Rows are cut into pieces of some pixels, so that the repeated weights stay in the nearest cache.
 *
 * <p>Letters: K channels of the output, m filters for each channel of the input.
 */
final class DepthwiseRows {

  private static final int FLOATS_PER_PIECE = 512;
  private static final long TABLES = 4; // of about the same length, made one after the other

  private final Window window;
  private final int multiplier;
  private final int filters;
  private final int rest; // pixels of a row with one rest modulo the stride
  private final int rowSize;
  private final int piece; // pixels
  private final int[] taps;
  private final int[] weights;
  private final int[] xPieces;
  private final int[] dyPieces;
  private final int[] xEnds;
  private final int[] dyEnds;
  private final DepthwiseInputRows inputRows;
  private final int tile;

  DepthwiseRows(Window window, int multiplier) {
    this.window = window;
    this.multiplier = multiplier;
    this.filters = window.channels() * multiplier;
    this.rest = Math.ceilDiv(window.paddedWidth(), window.strideWidth());
    this.rowSize = window.strideWidth() * rest * filters;
    this.piece = piece(window.outWidth(), filters);
    int inputPiece = piece(Math.ceilDiv(window.width(), window.strideWidth()), filters);
    this.tile = Math.max(piece, inputPiece) * filters;
    this.inputRows = new DepthwiseInputRows(window, filters, inputPiece, tile);
    this.taps = new int[window.kernelHeight() * window.kernelWidth()];
    this.weights = new int[taps.length];
    for (int t = 0; t < taps.length; t++) {
      int column = t % window.kernelWidth() * window.dilationWidth();
      taps[t] = t / window.kernelWidth() * window.dilationHeight() * rowSize
          + (column % window.strideWidth() * rest + column / window.strideWidth()) * filters;
      weights[t] = t * tile;
    }
    int whole = window.outWidth() / piece;
    this.xPieces = new int[window.outHeight() * whole];
    this.dyPieces = new int[xPieces.length];
    for (int e = 0; e < xPieces.length; e++) {
      xPieces[e] = e / whole * window.strideHeight() * rowSize + e % whole * piece * filters;
      dyPieces[e] = (e / whole * window.outWidth() + e % whole * piece) * filters;
    }
    this.xEnds = new int[window.outHeight()];
    this.dyEnds = new int[window.outHeight()];
    for (int i = 0; i < xEnds.length; i++) {
      xEnds[i] = i * window.strideHeight() * rowSize + whole * piece * filters;
      dyEnds[i] = (i * window.outWidth() + whole * piece) * filters;
    }
  }

  /** Refuses images whose copies have places that are no ints, and tables that are too large for the parameters. */
  static void requireRoom(ParameterSlab.Builder parameters, Window window, int filters) {
    long copy = (long) window.paddedHeight() * (window.paddedWidth() + window.strideWidth()) * filters;
    if (copy > Window.MOST_VALUES) {
      throw new IllegalArgumentException(
          "expected an image of at most " + Window.MOST_VALUES + " values, each channel as often as it"
              + " has filters, got about " + copy);
    }
    long taps = (long) window.kernelHeight() * window.kernelWidth();
    long lists = window.height() * (long) window.strideWidth();
    parameters.requireRoomForTable(TABLES * Math.max(window.pixels(), lists * taps));
  }

  /** How many pixels a piece of a row has: all pieces about the same, so that none is shorter than a vector without need. */
  static int piece(int pixels, int filters) {
    int most = Math.max(1, FLOATS_PER_PIECE / filters);
    return Math.ceilDiv(pixels, Math.ceilDiv(pixels, most));
  }

  /** Floats of the repeated weights of one tap. */
  int tile() {
    return tile;
  }

  /** Whether the input is read where it is. */
  boolean readsInput() {
    return window.strideWidth() == 1 && multiplier == 1 && !window.padded();
  }

  /** Floats of the copy of an image. */
  int imageSize() {
    return window.paddedHeight() * rowSize;
  }

  /** Floats of what {@link #inputGradient}, {@link #weightGradient} and {@link #biasGradient} need. */
  int scratch() {
    return Math.max(inputRows.scratch(), Math.max(piece, window.outWidth()) * filters);
  }

  /** Copies an image: padded, each channel m times, the pixels of a row apart by their rest modulo the stride. */
  void copyImage(float[] memory, int to, int x) {
    Arrays.fill(memory, to, to + imageSize(), 0f);
    for (int row = 0; row < window.height(); row++) {
      int start = to + (row + window.padTop()) * rowSize;
      int from = x + row * window.width() * window.channels();
      if (window.strideWidth() == 1 && multiplier == 1) {
        System.arraycopy(memory, from, memory, start + window.padLeft() * filters, window.width() * filters);
        continue;
      }
      for (int column = 0; column < window.width(); column++) {
        int padded = column + window.padLeft();
        int place = padded % window.strideWidth() * rest + padded / window.strideWidth();
        spread(memory, start + place * filters, from + column * window.channels());
      }
    }
  }

  private void spread(float[] memory, int to, int from) {
    if (multiplier == 1) {
      System.arraycopy(memory, from, memory, to, filters);
      return;
    }
    for (int k = 0; k < filters; k++) {
      memory[to + k] = memory[from + k / multiplier];
    }
  }

  void forward(Kernels kernels, float[] memory, int y, int image, int tiles, int biases) {
    for (int i = 0; i < window.outHeight(); i++) {
      int row = image + i * window.strideHeight() * rowSize;
      for (int j = 0; j < window.outWidth(); j += piece) {
        int count = Math.min(piece, window.outWidth() - j) * filters;
        int to = y + (i * window.outWidth() + j) * filters;
        System.arraycopy(memory, biases, memory, to, count);
        kernels.addProducts(
            memory, to, memory, row + j * filters, taps, memory, tiles, weights, 0, taps.length, count);
      }
    }
  }

  /** Adds dW of one example, (taps, K): the products of a piece's width, then its pixels added up. */
  void weightGradient(Kernels kernels, float[] memory, int dW, int image, int dy, int scratch) {
    int end = window.outWidth() % piece * filters;
    for (int t = 0; t < taps.length; t++) {
      Arrays.fill(memory, scratch, scratch + piece * filters, 0f);
      kernels.addProducts(
          memory, scratch, memory, image + taps[t], xPieces, memory, dy, dyPieces, 0, xPieces.length, piece * filters);
      if (end > 0) {
        kernels.addProducts(
            memory, scratch, memory, image + taps[t], xEnds, memory, dy, dyEnds, 0, xEnds.length, end);
      }
      kernels.sumRows(memory, dW + t * filters, memory, scratch, filters, piece, filters);
    }
  }

  /** Adds db of one example. */
  void biasGradient(Kernels kernels, float[] memory, int db, int dy, int scratch) {
    int row = window.outWidth() * filters;
    Arrays.fill(memory, scratch, scratch + row, 0f);
    kernels.sumRows(memory, scratch, memory, dy, row, window.outHeight(), row);
    kernels.sumRows(memory, db, memory, scratch, filters, window.outWidth(), filters);
  }

  /** Writes dx of one example. */
  void inputGradient(Kernels kernels, float[] memory, int dx, int dy, int tiles, int scratch) {
    inputRows.gradient(kernels, memory, dx, dy, tiles, multiplier, scratch);
  }
}
