package dev.weft.benchmarks.conv;

import dev.weft.core.kernel.Columns;
import dev.weft.core.kernel.Gemm;
import dev.weft.core.kernel.Kernels;
import java.util.Arrays;

/**
 * The classical way: the windows of an image are copied out as the rows of a matrix, and general matrix products do the
 * rest, image by image.
 */
final class Im2colConvolution implements Convolution {

  private final ConvData data;
  private final Kernels kernels = Kernels.active();
  private final int pixels;
  private final int filters;
  private final int patch;
  private final int[] rows;
  private final int[] taps = new int[ConvShape.KERNEL];
  private final int tapLength;
  private final Gemm forward;
  private final Gemm backwardData;
  private final Gemm backwardWeights;
  private final float[] columns;
  private final float[] y;
  private final float[] dx;
  private final float[] dW;

  Im2colConvolution(ConvData data) {
    ConvShape shape = data.shape();
    this.data = data;
    this.pixels = shape.pixels();
    this.filters = shape.filters();
    this.patch = shape.patch();
    this.rows = new int[pixels];
    Arrays.setAll(rows, r -> (r / shape.outSide() * shape.side() + r % shape.outSide()) * shape.channels());
    Arrays.setAll(taps, t -> t * shape.side() * shape.channels());
    this.tapLength = ConvShape.KERNEL * shape.channels();
    this.forward = new Gemm(kernels, pixels, filters, patch, false, false);
    this.backwardData = new Gemm(kernels, pixels, patch, filters, false, true);
    this.backwardWeights = new Gemm(kernels, patch, filters, pixels, true, false);
    this.columns = new float[pixels * patch];
    this.y = new float[data.batch() * pixels * filters];
    this.dx = new float[data.x().length];
    this.dW = new float[patch * filters + filters];
  }

  @Override
  public void forward() {
    for (int r = 0; r < data.batch() * pixels; r++) {
      System.arraycopy(data.bias(), 0, y, r * filters, filters);
    }
    for (int n = 0; n < data.batch(); n++) {
      im2col(n);
      forward.run(y, n * pixels * filters, columns, 0, data.weights(), 0, true);
    }
  }

  @Override
  public void backwardData() {
    Arrays.fill(dx, 0f);
    for (int n = 0; n < data.batch(); n++) {
      backwardData.run(columns, 0, data.dy(), n * pixels * filters, data.weights(), 0, false);
      Columns.addToImage(
          kernels, dx, n * data.shape().inputSize(), columns, 0, rows, 0, pixels, taps, tapLength);
    }
  }

  @Override
  public void backwardWeights() {
    Arrays.fill(dW, 0f);
    for (int n = 0; n < data.batch(); n++) {
      im2col(n);
      backwardWeights.run(dW, 0, columns, 0, data.dy(), n * pixels * filters, true);
    }
    kernels.sumRows(dW, patch * filters, data.dy(), 0, filters, data.batch() * pixels, filters);
  }

  private void im2col(int n) {
    Columns.fromImage(columns, 0, data.x(), n * data.shape().inputSize(), rows, 0, pixels, taps, tapLength);
  }

  @Override
  public float[] y() {
    return y.clone();
  }

  @Override
  public float[] dx() {
    return dx.clone();
  }

  @Override
  public float[] dW() {
    return dW.clone();
  }
}
