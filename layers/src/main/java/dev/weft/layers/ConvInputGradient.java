package dev.weft.layers;

import dev.weft.core.kernel.Columns;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;

/**
 * The gradient of a convolution's input, dx.
 *
 * <ul>
 *   <li>Stride 1: dx is the convolution of dy, with a border of zeros, with the weights turned by half a turn, {@code dx[i, j, c] =
 *       Σ_uvk dy[i − u·d + p, j − v·d + q, k] · W[u, v, c, k]}. Again windows are read in place.
 *   <li>Else, with fewer channels than lanes, or where the border is more than half of the image: the gradients of the windows,
 *       {@code dy Wᵀ}, are written and added up (col2im).
 * </ul>
 */
final class ConvInputGradient {

  private static final int ROWS_PER_PRODUCT = 4 * Kernels.PRODUCT_ROWS;
  private static final double MOST_PIXELS = 1.5; // of dx for one of dy: col2im has a product for each pixel of dy, this way of dx

  private final Window window;
  private final int filters;
  private final Parameter weight;
  private final PackedWeight packed;
  private final int turned; // where the turned weights start in the layer's shared memory: plain, then packed
  private final int channels;
  private final int patch;
  private final Product columns; // dy Wᵀ
  private final int[] taps;
  private final Window gradientWindow; // null: by columns
  private final Product convolution; // of dy; null: by columns
  private final Table rows;
  private final Table dyRows;
  private final int imagesPerProduct;

  ConvInputGradient(Window window, int filters, Parameter weight, PackedWeight packed, int turned) {
    this.window = window;
    this.filters = filters;
    this.weight = weight;
    this.packed = packed;
    this.turned = turned;
    this.channels = window.channels();
    this.taps = window.taps();
    this.patch = taps.length * window.tapLength();
    boolean single = patch == channels; // one pixel: Wᵀ is the turned matrix
    this.gradientWindow = channels >= Kernels.MOST_LANES || single ? turned(window, filters) : null;
    this.columns = Product.ofMatrices(filters, patch);
    this.convolution = gradientWindow == null ? null : gradientWindow.product(channels);
    this.imagesPerProduct = imagesPerProduct(gradientWindow == null ? window.pixels() : gradientWindow.pixels());
    this.rows = new Table(() -> gradientWindow == null ? window.rows(1)
        : gradientWindow.rows(gradientWindow.padded() ? imagesPerProduct : Workspace.MAX_CHUNK));
    this.dyRows = new Table(this::dyRows);
  }

  /** The windows over dy from which the pixels of dx come, or null where the convolution is of another kind. */
  private static Window turned(Window window, int filters) {
    int reachHeight = (window.kernelHeight() - 1) * window.dilationHeight();
    int reachWidth = (window.kernelWidth() - 1) * window.dilationWidth();
    int top = reachHeight - window.padTop();
    int left = reachWidth - window.padLeft();
    int bottom = window.height() + reachHeight - window.outHeight() - top;
    int right = window.width() + reachWidth - window.outWidth() - left;
    boolean suits = window.strideHeight() == 1 && window.strideWidth() == 1 && top >= 0 && left >= 0 && bottom >= 0
        && right >= 0 && window.height() * window.width() <= MOST_PIXELS * window.pixels()
        && (window.height() + reachHeight) * (long) (window.width() + reachWidth) * filters <= Window.MOST_VALUES;
    return suits ? Window.of(Shape.of(window.outHeight(), window.outWidth(), filters),
        new Size2D(window.kernelHeight(), window.kernelWidth()), Size2D.of(1),
        new Size2D(window.dilationHeight(), window.dilationWidth()), Padding.of(top, bottom, left, right)) : null;
  }

  /** How many images make up whole register tiles of rows, where an image has so few pixels that it matters. */
  private static int imagesPerProduct(int pixels) {
    int images = 1;
    while (images * pixels % Kernels.PRODUCT_ROWS != 0 && (images + 1) * pixels <= ROWS_PER_PRODUCT) {
      images++;
    }
    return images;
  }

  private int[] dyRows() {
    int[] starts = new int[imagesPerProduct * window.pixels()];
    Arrays.setAll(starts, r -> r * filters);
    return starts;
  }

  /** Whether the weights are needed in another order than transposed. */
  boolean turnsWeights() {
    return gradientWindow != null && patch > channels;
  }

  /** Floats of shared memory. */
  int shared() {
    return turnsWeights() ? patch * filters + Kernels.mostPackedSize(turnedRows(), channels) : 0;
  }

  private int turnedRows() {
    return window.kernelHeight() * window.kernelWidth() * filters;
  }

  long scratch() {
    if (gradientWindow == null) {
      return (long) imagesPerProduct * window.pixels() * patch + (window.padded() ? window.paddedSize() : 0);
    }
    return gradientWindow.padded() ? (long) imagesPerProduct * gradientWindow.paddedSize() : 0;
  }

  /** Turns the weights of some channels, from the first on, and packs them: row {@code (u, v, k)}, column c. */
  void prepare(Pass p, int first) {
    int end = Math.min(channels, first + PackedWeight.COLUMNS_PER_TASK);
    if (!p.wantsDx() || first >= channels) {
      return;
    }
    int plain = p.shared() + turned;
    int area = window.kernelHeight() * window.kernelWidth();
    for (int tap = 0; tap < area; tap++) {
      int from = weight.offset() + (area - 1 - tap) * channels * filters;
      for (int k = 0; k < filters; k++) {
        int to = plain + (tap * filters + k) * channels;
        for (int c = first; c < end; c++) {
          p.memory()[to + c] = p.values()[from + c * filters + k];
        }
      }
    }
    p.kernels().pack(p.memory(), plain + patch * filters, p.memory(), plain, channels, 1, turnedRows(), channels, first,
        end);
  }

  /** Adds the kernels that {@link #run} runs. */
  void kernelUse(KernelUse use) {
    use.products(gradientWindow == null ? patch : channels);
    if (gradientWindow == null) {
      use.add(Group.ADD);
    }
  }

  void run(Pass p, int worker, int from, int to) {
    if (gradientWindow == null) {
      for (int n = from; n < to; n += imagesPerProduct) {
        addColumns(p, worker, n, Math.min(imagesPerProduct, to - n));
      }
    } else if (gradientWindow.padded()) {
      for (int n = from; n < to; n += imagesPerProduct) {
        int images = Math.min(imagesPerProduct, to - n);
        for (int i = 0; i < images; i++) {
          gradientWindow.pad(
              p.memory(), p.scratch(worker) + i * gradientWindow.paddedSize(), p.memory(), p.dy(n + i));
        }
        convolve(p, n, images, p.scratch(worker));
      }
    } else {
      convolve(p, from, to - from, p.dy(from));
    }
  }

  private void convolve(Pass p, int first, int images, int dy) {
    p.kernels().multiply(
        p.memory(), p.dx(first), p.memory(), packed.zeros(p), p.memory(), dy, rows.get(), 0,
        images * gradientWindow.pixels(), p.memory(),
        turnsWeights() ? p.shared() + turned + patch * filters : packed.transposed(p), convolution);
  }

  /** dx of a few images: dy Wᵀ, then each row added to the pixels of its window. */
  private void addColumns(Pass p, int worker, int first, int images) {
    int matrix = p.scratch(worker);
    int padded = matrix + imagesPerProduct * window.pixels() * patch;
    p.kernels().multiply(
        p.memory(), matrix, p.memory(), packed.zeros(p), p.memory(), p.dy(first), dyRows.get(), 0,
        images * window.pixels(), p.memory(), packed.transposed(p), columns);
    for (int i = 0; i < images; i++) {
      int dx = window.padded() ? padded : p.dx(first + i);
      Arrays.fill(p.memory(), dx, dx + window.paddedSize(), 0f);
      Columns.addToImage(
          p.kernels(), p.memory(), dx, p.memory(), matrix + i * window.pixels() * patch, rows.get(), 0, window.pixels(),
          taps, window.tapLength());
      if (window.padded()) {
        window.crop(p.memory(), p.dx(first + i), p.memory(), padded);
      }
    }
  }
}
