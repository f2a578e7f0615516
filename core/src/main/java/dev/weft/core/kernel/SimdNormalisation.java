package dev.weft.core.kernel;

/** Normalisation in vectors of channels; fewer channels than lanes are left to the scalar form. */
interface SimdNormalisation extends NormalisationKernels {

  @Override
  default void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels) {
    if (channels < Panels.L) {
      ScalarKernels.INSTANCE.channelMoments(moments, momentsOffset, x, xOffset, rows, channels);
    } else {
      ChannelLoops.moments(moments, momentsOffset, x, xOffset, rows, channels);
    }
  }

  @Override
  default void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu) {
    if (channels < Panels.L) {
      ScalarKernels.INSTANCE.normalise(y, yOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.normalise(y, yOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }

  @Override
  default void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    if (channels < Panels.L) {
      ScalarKernels.INSTANCE.normaliseGradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.gradientSums(
          sums, sumsOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }

  @Override
  default void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu) {
    if (channels < Panels.L) {
      ScalarKernels.INSTANCE.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    } else {
      ChannelLoops.normaliseGradient(
          dx, dxOffset, dy, dyOffset, x, xOffset, rows, channels, constants, constantsOffset, relu);
    }
  }
}
