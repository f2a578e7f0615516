package dev.weft.layers.oracle;

import java.util.Arrays;

/** Convolution and pooling over images (N, H, W, C), written as loops over every index. */
final class Images {

  private Images() {}

  /** Receives a pixel under a window, and the tap of the window that lies on it. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int window, int pixel, int tap);
  }

  /** Visits every pixel of every window; the three are numbered over (N, H′, W′), (N, H, W) and (kh, kw). */
  private static void visit(int images, Windows rows, Windows columns, Visitor visitor) {
    for (int n = 0; n < images; n++) {
      for (int oy = 0; oy < rows.count(); oy++) {
        for (int ox = 0; ox < columns.count(); ox++) {
          for (int ky = 0; ky < rows.size(); ky++) {
            for (int kx = 0; kx < columns.size(); kx++) {
              int y = rows.pixel(oy, ky);
              int x = columns.pixel(ox, kx);
              if (y >= 0 && x >= 0) {
                int window = (n * rows.count() + oy) * columns.count() + ox;
                visitor.visit(
                    window, (n * rows.extent() + y) * columns.extent() + x, ky * columns.size() + kx);
              }
            }
          }
        }
      }
    }
  }

  private static int[] outputShape(Value x, Windows rows, Windows columns, int channels) {
    return new int[] {x.dim(0), rows.count(), columns.count(), channels};
  }

  /** {@code y[n,oy,ox,k] = Σ x[n, pixel(oy,ky), pixel(ox,kx), c] w[ky,kx,c,k]}. */
  static Value convolution(Value x, Value w, Windows rows, Windows columns) {
    int in = w.dim(2);
    int out = w.dim(3);
    if (x.dim(3) != in) {
      throw new IllegalArgumentException("expected " + in + " channels, got " + x.dim(3));
    }
    return Ops.sumOfProducts(
        x,
        w,
        outputShape(x, rows, columns, out),
        term -> visit(
            x.dim(0),
            rows,
            columns,
            (window, pixel, tap) -> {
              for (int c = 0; c < in; c++) {
                for (int k = 0; k < out; k++) {
                  term.accept(window * out + k, pixel * in + c, (tap * in + c) * out + k);
                }
              }
            }));
  }

  /** {@code y[n,oy,ox,c m + q] = Σ x[n, pixel(oy,ky), pixel(ox,kx), c] w[ky,kx,c,q]}. */
  static Value depthwise(Value x, Value w, Windows rows, Windows columns) {
    int filters = w.dim(2) * w.dim(3);
    return Ops.sumOfProducts(
        x,
        w,
        outputShape(x, rows, columns, filters),
        term -> visit(
            x.dim(0),
            rows,
            columns,
            (window, pixel, tap) -> {
              for (int k = 0; k < filters; k++) {
                term.accept(window * filters + k, pixel * w.dim(2) + k / w.dim(3), tap * filters + k);
              }
            }));
  }

  /** As {@link #convolution}, each group of filters over its group of channels; w is (G, kh, kw, in / G, out / G). */
  static Value grouped(Value x, Value w, Windows rows, Windows columns) {
    int groups = w.dim(0);
    int in = w.dim(3);
    int out = w.dim(4);
    int taps = w.dim(1) * w.dim(2);
    return Ops.sumOfProducts(
        x,
        w,
        outputShape(x, rows, columns, groups * out),
        term -> visit(
            x.dim(0),
            rows,
            columns,
            (window, pixel, tap) -> {
              for (int e = 0; e < groups * in * out; e++) {
                int k = e % out;
                int c = e / out % in;
                int g = e / out / in;
                term.accept(
                    (window * groups + g) * out + k, (pixel * groups + g) * in + c,
                    ((g * taps + tap) * in + c) * out + k);
              }
            }));
  }

  /** {@code y[n, pixel(iy,ky), pixel(ix,kx), k] = Σ x[n,iy,ix,c] w[ky,kx,k,c]}; the windows lie over y, one for each pixel of x. */
  static Value transposed(Value x, Value w, Windows rows, Windows columns) {
    if (x.dim(1) != rows.count() || x.dim(2) != columns.count()) {
      throw new IllegalArgumentException("expected " + rows.count() + " × " + columns.count() + " pixels");
    }
    int in = w.dim(3);
    int out = w.dim(2);
    return Ops.sumOfProducts(
        x,
        w,
        new int[] {x.dim(0), rows.extent(), columns.extent(), out},
        term -> visit(
            x.dim(0),
            rows,
            columns,
            (window, pixel, tap) -> {
              for (int c = 0; c < in; c++) {
                for (int k = 0; k < out; k++) {
                  term.accept(pixel * out + k, window * in + c, (tap * out + k) * in + c);
                }
              }
            }));
  }

  /** The largest pixel of each window and channel, the first of equals; padding is never the largest. */
  static Value maxPool(Value x, Windows rows, Windows columns) {
    int channels = x.dim(3);
    int[] shape = outputShape(x, rows, columns, channels);
    int[] from = new int[Ops.size(shape)];
    Arrays.fill(from, -1);
    visit(
        x.dim(0),
        rows,
        columns,
        (window, pixel, tap) -> {
          for (int c = 0; c < channels; c++) {
            int out = window * channels + c;
            int candidate = pixel * channels + c;
            if (from[out] < 0 || x.data()[candidate] > x.data()[from[out]]) {
              from[out] = candidate;
            }
          }
        });
    return Ops.pick(x, shape, from);
  }

  /** The mean of each window and channel over its pixels within the image. */
  static Value averagePool(Value x, Windows rows, Windows columns) {
    int channels = x.dim(3);
    int[] shape = outputShape(x, rows, columns, channels);
    double[] pixels = new double[Ops.size(shape)];
    visit(
        x.dim(0),
        rows,
        columns,
        (window, pixel, tap) -> {
          for (int c = 0; c < channels; c++) {
            pixels[window * channels + c]++;
          }
        });
    Value sums =
        Ops.sumOfProducts(
            x,
            Ops.filled(1),
            shape,
            term -> visit(
                x.dim(0),
                rows,
                columns,
                (window, pixel, tap) -> {
                  for (int c = 0; c < channels; c++) {
                    term.accept(window * channels + c, pixel * channels + c, 0);
                  }
                }));
    return Ops.dividedBy(sums, Value.of(pixels, shape));
  }
}
