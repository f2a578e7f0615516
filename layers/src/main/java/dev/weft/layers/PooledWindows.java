package dev.weft.layers;

import dev.weft.core.kernel.PooledConvolution;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Workspace;

/**
 * Where the windows of a 2 × 2 max-pool lie over a convolution's image; what the parts of {@link ConvReluPool2D} share.
 *
 * @param conv the convolution
 * @param perImage P, the number of pool windows of an image
 * @param filters K
 * @param product of the patches of the image with the weights, whose length is R
 * @param convolution where the patches of each window's four pixels start, window by window, for several images in a row
 */
record PooledWindows(Conv2D conv, int perImage, int filters, Product product, PooledConvolution convolution) {

  /** The pixels of a window. */
  static final int CORNERS = 4;

  /** The windows that are computed at once, whose pixels stay in the cache. */
  static final int PER_BLOCK = 24;

  /**
   * The windows of a pool.
   *
   * @param pooled its output shape
   */
  static PooledWindows of(Conv2D conv, Shape pooled) {
    Window window = conv.window();
    int perImage = pooled.dim(0) * pooled.dim(1);
    int filters = pooled.dim(2);
    int[] corners = corners(window, pooled.dim(1), perImage, Workspace.MAX_CHUNK);
    return new PooledWindows(conv, perImage, filters, window.product(filters),
        new PooledConvolution(corners, window.width() * window.channels(), window.channels(), filters));
  }

  private static int[] corners(Window window, int across, int perImage, int images) {
    int[] pixels = window.rows(1);
    int[] corners = new int[images * perImage * CORNERS];
    for (int i = 0; i < corners.length; i++) {
      int q = i % CORNERS;
      int w = i / CORNERS % perImage;
      int row = w / across * 2 + q / 2;
      int column = w % across * 2 + q % 2;
      corners[i] = i / (CORNERS * perImage) * window.paddedSize() + pixels[row * window.outWidth() + column];
    }
    return corners;
  }

  int[] corners() {
    return convolution.corners();
  }

  /** R, the elements of a patch. */
  int patch() {
    return product.k();
  }

  /** Floats between two taps of a patch in the image. */
  int tapStride() {
    int[] taps = product.taps();
    return taps.length > 1 ? taps[1] - taps[0] : product.tapLength();
  }

  /** The numbers of an image behind the pool, P · K. */
  int pooledSize() {
    return perImage * filters;
  }
}
