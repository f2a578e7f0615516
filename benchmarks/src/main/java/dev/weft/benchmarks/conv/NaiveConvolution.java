package dev.weft.benchmarks.conv;

import java.util.Arrays;

/** The definition, written down as loops: the lowest rung of the ladder and the measure of all others. */
final class NaiveConvolution implements Convolution {

  private static final int KERNEL = ConvShape.KERNEL;

  private final ConvData data;
  private final int side;
  private final int outSide;
  private final int channels;
  private final int filters;
  private final float[] y;
  private final float[] dx;
  private final float[] dW;

  NaiveConvolution(ConvData data) {
    ConvShape shape = data.shape();
    this.data = data;
    this.side = shape.side();
    this.outSide = shape.outSide();
    this.channels = shape.channels();
    this.filters = shape.filters();
    this.y = new float[data.batch() * shape.pixels() * filters];
    this.dx = new float[data.x().length];
    this.dW = new float[data.weights().length + filters];
  }

  @Override
  public void forward() {
    float[] x = data.x();
    float[] w = data.weights();
    for (int n = 0; n < data.batch(); n++) {
      for (int i = 0; i < outSide; i++) {
        for (int j = 0; j < outSide; j++) {
          for (int k = 0; k < filters; k++) {
            float sum = data.bias()[k];
            for (int u = 0; u < KERNEL; u++) {
              for (int v = 0; v < KERNEL; v++) {
                for (int c = 0; c < channels; c++) {
                  sum += x[input(n, i + u, j + v, c)] * w[weight(u, v, c, k)];
                }
              }
            }
            y[output(n, i, j, k)] = sum;
          }
        }
      }
    }
  }

  @Override
  public void backwardData() {
    float[] w = data.weights();
    Arrays.fill(dx, 0f);
    for (int n = 0; n < data.batch(); n++) {
      for (int i = 0; i < outSide; i++) {
        for (int j = 0; j < outSide; j++) {
          for (int k = 0; k < filters; k++) {
            float g = data.dy()[output(n, i, j, k)];
            for (int u = 0; u < KERNEL; u++) {
              for (int v = 0; v < KERNEL; v++) {
                for (int c = 0; c < channels; c++) {
                  dx[input(n, i + u, j + v, c)] += g * w[weight(u, v, c, k)];
                }
              }
            }
          }
        }
      }
    }
  }

  @Override
  public void backwardWeights() {
    float[] x = data.x();
    Arrays.fill(dW, 0f);
    for (int n = 0; n < data.batch(); n++) {
      for (int i = 0; i < outSide; i++) {
        for (int j = 0; j < outSide; j++) {
          for (int k = 0; k < filters; k++) {
            float g = data.dy()[output(n, i, j, k)];
            dW[data.weights().length + k] += g;
            for (int u = 0; u < KERNEL; u++) {
              for (int v = 0; v < KERNEL; v++) {
                for (int c = 0; c < channels; c++) {
                  dW[weight(u, v, c, k)] += g * x[input(n, i + u, j + v, c)];
                }
              }
            }
          }
        }
      }
    }
  }

  private int input(int n, int row, int column, int c) {
    return ((n * side + row) * side + column) * channels + c;
  }

  private int output(int n, int row, int column, int k) {
    return ((n * outSide + row) * outSide + column) * filters + k;
  }

  private int weight(int u, int v, int c, int k) {
    return ((u * KERNEL + v) * channels + c) * filters + k;
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
