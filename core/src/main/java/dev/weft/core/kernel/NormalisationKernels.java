package dev.weft.core.kernel;

/** Normalisation by channel; a part of {@link Kernels}. */
public interface NormalisationKernels {

  /**
   * Mean and sum of squared differences from it of each channel of one example: {@code moments[c] = Σᵣ x[r, c] / rows} and {@code
   * moments[channels + c] = Σᵣ (x[r, c] − mean)²}.
   *
   * <p>Each sum runs over four interleaved parts of the rows, {@code (s₀ + s₁) + (s₂ + s₃)}; rows behind the last four go to s₀.
   */
  void channelMoments(float[] moments, int momentsOffset, float[] x, int xOffset, int rows, int channels);

  /**
   * Normalises rows of channels: {@code y[r, c] = (x[r, c] − mean[c]) · scale[c] + shift[c]}, then 0 in place of what is not above
   * 0 if {@code relu}; NaN stays.
   *
   * <p>y may be x. Products are rounded before they are added.
   *
   * @param constants mean, scale and shift, each with a number a channel, one after the other
   */
  void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] constants, int constantsOffset,
      boolean relu);

  /**
   * What the gradients of a normalisation need of one example: {@code sums[c] = Σᵣ dy[r, c]} and {@code sums[channels + c] = Σᵣ
   * (x[r, c] − mean[c]) · dy[r, c]}; if {@code relu} without the rows of which {@link #normalise} makes 0 or less, which is
   * computed again rather than read.
   *
   * <p>Each sum runs over the even rows and the odd ones, which are added.
   */
  void normaliseGradientSums(
      float[] sums, int sumsOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu);

  /**
   * The gradient of a normalisation's input: {@code dx[r, c] = scale[c] · dy[r, c] + (slope[c] · (x[r, c] − mean[c]) + level[c])},
   * with 0 for dy as in {@link #normaliseGradientSums} if {@code relu}.
   *
   * @param constants those of {@link #normalise}, and behind them slope and level
   */
  void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels,
      float[] constants, int constantsOffset, boolean relu);
}
