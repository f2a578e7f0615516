package dev.weft.core.kernel;

/** Normalisation as it is defined. */
interface ScalarNormalisation extends NormalisationKernels {

  @Override
  default void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels) {
    for (int c = 0; c < channels; c++) {
      float mean = interleavedSum(x, xOffset + c, rows, channels, 0, false) / rows;
      moments[momentsOffset + c] = mean;
      moments[momentsOffset + channels + c] = interleavedSum(x, xOffset + c, rows, channels, mean, true);
    }
  }

  @Override
  default void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        float value = normalised(x[xOffset + r * channels + c], constants, constantsOffset + c, channels);
        y[yOffset + r * channels + c] = relu && value <= 0 ? 0 : value;
      }
    }
  }

  @Override
  default void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    for (int c = 0; c < channels; c++) {
      float even = 0;
      float odd = 0;
      float evenProducts = 0;
      float oddProducts = 0;
      for (int r = 0; r < rows; r++) {
        int place = r * channels + c;
        float value = x[xOffset + place];
        boolean closed = relu && normalised(value, constants, constantsOffset + c, channels) <= 0;
        float gradient = closed ? 0 : dy[dyOffset + place];
        float product = (value - constants[constantsOffset + c]) * gradient;
        if (r % 2 == 0) {
          even += gradient;
          evenProducts += product;
        } else {
          odd += gradient;
          oddProducts += product;
        }
      }
      sums[sumsOffset + c] = even + odd;
      sums[sumsOffset + channels + c] = evenProducts + oddProducts;
    }
  }

  @Override
  default void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    int scale = constantsOffset + channels;
    int slope = scale + 2 * channels;
    int level = slope + channels;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        int place = r * channels + c;
        float value = x[xOffset + place];
        boolean closed = relu && normalised(value, constants, constantsOffset + c, channels) <= 0;
        float gradient = closed ? 0 : dy[dyOffset + place];
        float linear = (value - constants[constantsOffset + c]) * constants[slope + c] + constants[level + c];
        dx[dxOffset + place] = linear + gradient * constants[scale + c];
      }
    }
  }

  /** The sum of a channel's values, or of their squared differences from the mean, in four interleaved parts. */
  private static float interleavedSum(float[] x, int from, int rows, int channels, float mean, boolean squared) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int whole = rows / 4 * 4;
    for (int r = 0; r < rows; r++) {
      float difference = x[from + r * channels] - mean;
      float value = squared ? difference * difference : difference;
      int part = r < whole ? r % 4 : 0;
      if (part == 0) {
        s0 += value;
      } else if (part == 1) {
        s1 += value;
      } else if (part == 2) {
        s2 += value;
      } else {
        s3 += value;
      }
    }
    return s0 + s1 + (s2 + s3);
  }

  /** {@code (x − mean) · scale + shift} of a channel. */
  private static float normalised(float x, float[] constants, int mean, int channels) {
    return (x - constants[mean]) * constants[mean + channels] + constants[mean + 2 * channels];
  }
}
