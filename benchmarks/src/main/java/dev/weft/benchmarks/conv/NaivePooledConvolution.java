package dev.weft.benchmarks.conv;

import java.util.Arrays;

/** Convolution, ReLU and 2 × 2 max-pool as three separate passes of plain loops. */
final class NaivePooledConvolution implements Convolution {

  private final ConvData data;
  private final NaiveConvolution convolution;
  private final float[] dConvolution;
  private final float[] y;
  private final int[] choice;

  NaivePooledConvolution(ConvData data) {
    this.data = data;
    ConvShape shape = data.shape();
    this.dConvolution = new float[data.batch() * shape.pixels() * shape.filters()];
    this.convolution = new NaiveConvolution(
        new ConvData(shape, data.batch(), data.x(), data.weights(), data.bias(), dConvolution));
    this.y = new float[data.dy().length];
    this.choice = new int[y.length];
  }

  @Override
  public void forward() {
    convolution.forward();
    float[] before = convolution.y();
    for (int o = 0; o < y.length; o++) {
      y[o] = 0;
      choice[o] = -1;
      for (int corner = 0; corner < 4; corner++) {
        int pixel = pixel(o, corner);
        if (before[pixel] > y[o]) {
          y[o] = before[pixel];
          choice[o] = pixel;
        }
      }
    }
  }

  /** Where a corner of the window of pooled element o lies in the convolution's output. */
  private int pixel(int o, int corner) {
    ConvShape shape = data.shape();
    int pooled = shape.pooledSide();
    int k = o % shape.filters();
    int column = o / shape.filters() % pooled * 2 + corner % 2;
    int row = o / (shape.filters() * pooled) % pooled * 2 + corner / 2;
    int n = o / (shape.filters() * pooled * pooled);
    return ((n * shape.outSide() + row) * shape.outSide() + column) * shape.filters() + k;
  }

  @Override
  public void backwardData() {
    unpool();
    convolution.backwardData();
  }

  @Override
  public void backwardWeights() {
    unpool();
    convolution.backwardWeights();
  }

  private void unpool() {
    Arrays.fill(dConvolution, 0f);
    for (int o = 0; o < y.length; o++) {
      if (choice[o] >= 0) {
        dConvolution[choice[o]] = data.dy()[o];
      }
    }
  }

  @Override
  public float[] y() {
    return y.clone();
  }

  @Override
  public float[] dx() {
    return convolution.dx();
  }

  @Override
  public float[] dW() {
    return convolution.dW();
  }
}
