package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.core.kernel.Product;
import dev.weft.core.kernel.TilePlanes;
import java.util.Arrays;

/**
 * A 3 × 3 convolution of stride 1 by {@link LargeTile}'s method, from images to images: the forward pass, or with turned weights the
 * gradient of the input.
 *
 * <p>Tiles of 4 × 4 outputs are taken in blocks, over the borders of images: their inputs are transformed, multiplied with the
 * transformed weights in 36 products, and transformed back.
 */
final class LargeTilePass {

  private static final int BLOCK_FLOATS = 1 << 17; // transformed tiles of a block stay in the second-level cache
  private static final int LEAST_TILES = 24;
  private static final int MOST_TILES = 48;

  private final int height;
  private final int width;
  private final int channels;
  private final int outHeight;
  private final int outWidth;
  private final int filters;
  private final int top;
  private final int left;
  private final int tilesAcross;
  private final int tilesPerImage;
  private final int tilesPerBlock;
  private final int inPlane;
  private final int outPlane;
  private final TilePlanes inPlanes;
  private final TilePlanes outPlanes;
  private final int[] inRows;
  private final Product product;

  /**
   * Plans a pass.
   *
   * @param top rows of zeros above the image
   * @param left columns of zeros in front of it
   */
  LargeTilePass(
      int height, int width, int channels, int outHeight, int outWidth, int filters, int top, int left) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.outHeight = outHeight;
    this.outWidth = outWidth;
    this.filters = filters;
    this.top = top;
    this.left = left;
    this.tilesAcross = Math.ceilDiv(outWidth, LargeTile.OUT);
    this.tilesPerImage = Math.ceilDiv(outHeight, LargeTile.OUT) * tilesAcross;
    int fitting = BLOCK_FLOATS / (LargeTile.PLANES * (channels + filters));
    this.tilesPerBlock =
        Math.clamp(fitting, LEAST_TILES, MOST_TILES) / Kernels.PRODUCT_ROWS * Kernels.PRODUCT_ROWS;
    this.inPlane = LargeTile.plane(tilesPerBlock, channels);
    this.outPlane = LargeTile.plane(tilesPerBlock, filters);
    this.inPlanes = new TilePlanes(channels, inPlane);
    this.outPlanes = new TilePlanes(filters, outPlane);
    this.inRows = new int[tilesPerBlock];
    Arrays.setAll(inRows, t -> t * channels);
    this.product = Product.ofMatrices(channels, filters);
  }

  /** How much of the tiles' area lies in the image, from 0 to 1. */
  double use() {
    return (double) outHeight * outWidth / (tilesPerImage * LargeTile.OUT * LargeTile.OUT);
  }

  int tilesPerImage() {
    return tilesPerImage;
  }

  int tilesPerBlock() {
    return tilesPerBlock;
  }

  int inPlane() {
    return inPlane;
  }

  int outPlane() {
    return outPlane;
  }

  int[] inRows() {
    return inRows;
  }

  /** The product of an element of the tiles with one of the weights. */
  Product product() {
    return product;
  }

  /** The floats of working memory that {@link #run} needs. */
  int scratch() {
    return LargeTile.PLANES * (inPlane + outPlane) + tileScratch();
  }

  /** The floats of working memory that the transforms of a tile need. */
  int tileScratch() {
    int most = Math.max(channels, filters);
    return LargeTile.scratch(most) + LargeTile.IN * LargeTile.IN * most + Kernels.MOST_LANES;
  }

  /**
   * Convolves images.
   *
   * @param y where the outputs start, image after image
   * @param x where the inputs start
   * @param weights where the packed transformed weights start, plane after plane
   * @param weightPlane floats between two planes
   * @param bias where one number a filter lies, and room behind the last
   * @param zeros where as many zeros lie as there are filters
   */
  void run(
      Kernels kernels, float[] memory, int y, int x, int images, int weights, int weightPlane, int bias, int zeros,
      int scratch) {
    int products = scratch + LargeTile.PLANES * inPlane;
    int work = products + LargeTile.PLANES * outPlane;
    int all = images * tilesPerImage;
    for (int first = 0; first < all; first += tilesPerBlock) {
      int count = Math.min(tilesPerBlock, all - first);
      for (int t = 0; t < count; t++) {
        input(kernels, memory, scratch + t * channels, x, first + t, work);
      }
      for (int e = 0; e < LargeTile.PLANES; e++) {
        kernels.multiply(
            memory, products + e * outPlane, memory, zeros, memory, scratch + e * inPlane, inRows, 0, count, memory,
            weights + e * weightPlane, product);
      }
      for (int t = 0; t < count; t++) {
        output(kernels, memory, y, first + t, products + t * filters, bias, work);
      }
    }
  }

  /** Transforms a tile of the inputs; one that reaches over the border is copied between zeros first. */
  void input(Kernels kernels, float[] memory, int to, int x, int tile, int work) {
    int image = x + tile / tilesPerImage * (height * width * channels);
    int row = tile % tilesPerImage / tilesAcross * LargeTile.OUT - top;
    int column = tile % tilesAcross * LargeTile.OUT - left;
    int from = image + (row * width + column) * channels;
    int rowStride = width * channels;
    if (row < 0 || column < 0 || row + LargeTile.IN > height || column + LargeTile.IN > width) {
      from = work + LargeTile.scratch(channels);
      copy(memory, from, LargeTile.IN, image, row, column, height, width, channels);
      rowStride = LargeTile.IN * channels;
    }
    kernels.largeTileInput(memory, to, memory, from, rowStride, memory, work, inPlanes);
  }

  private void output(Kernels kernels, float[] memory, int y, int tile, int from, int bias, int work) {
    int row = tile % tilesPerImage / tilesAcross * LargeTile.OUT;
    int column = tile % tilesAcross * LargeTile.OUT;
    int to = y + (tile / tilesPerImage * outHeight * outWidth + row * outWidth + column) * filters;
    kernels.largeTileOutput(
        memory, to, outWidth * filters, Math.min(LargeTile.OUT, outHeight - row),
        Math.min(LargeTile.OUT, outWidth - column), memory, from, memory, bias, memory, work, outPlanes);
  }

  /** Transforms a tile of output gradients, with zeros where it reaches over the border. */
  void outputGradient(Kernels kernels, float[] memory, int to, int dy, int tile, int work) {
    int image = dy + tile / tilesPerImage * (outHeight * outWidth * filters);
    int row = tile % tilesPerImage / tilesAcross * LargeTile.OUT;
    int column = tile % tilesAcross * LargeTile.OUT;
    int from = image + (row * outWidth + column) * filters;
    int rowStride = outWidth * filters;
    if (row + LargeTile.OUT > outHeight || column + LargeTile.OUT > outWidth) {
      from = work + LargeTile.scratch(filters);
      copy(memory, from, LargeTile.OUT, image, row, column, outHeight, outWidth, filters);
      rowStride = LargeTile.OUT * filters;
    }
    kernels.largeTileOutputGradient(memory, to, memory, from, rowStride, memory, work, outPlanes);
  }

  /** Copies a square of pixels, with zeros where it is not in the image. */
  private static void copy(
      float[] memory, int to, int size, int image, int row, int column, int height, int width, int channels) {
    int length = size * channels;
    int first = Math.max(0, -column);
    int end = Math.min(size, width - column);
    for (int i = 0; i < size; i++) {
      int line = to + i * length;
      int r = row + i;
      if (r < 0 || r >= height || end <= first) {
        Arrays.fill(memory, line, line + length, 0f);
        continue;
      }
      Arrays.fill(memory, line, line + first * channels, 0f);
      System.arraycopy(memory, image + (r * width + column + first) * channels, memory, line + first * channels,
          (end - first) * channels);
      Arrays.fill(memory, line + end * channels, line + length, 0f);
    }
  }
}
