package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What batch normalisation does to rows of channels, channels in the lanes; {@link ScalarKernels} defines it.
 *
 * <p>Sums run over four interleaved parts of the rows, which are added at the end, so that additions need not wait for each other.
 * Products are rounded before they are added: the scalar form gives the same bits. The last vector of channels overlaps the
 * one before it where channels are no multiple of the lanes; fewer channels than lanes are left to the scalar form.
 */
final class ChannelLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private ChannelLoops() {}

  static void moments(float[] moments, int at, float[] x, int xOffset, int rows, int channels) {
    for (int c = 0; c < channels; c = next(c, channels)) {
      mean(moments, at + c, x, xOffset + c, rows, channels);
      squares(moments, at + channels + c, x, xOffset + c, rows, channels, at + c);
    }
  }

  /** The channel at which the next vector starts: the last one ends with the last channel. */
  private static int next(int c, int channels) {
    return c + L < channels ? Math.min(c + L, channels - L) : channels;
  }

  private static void mean(float[] moments, int to, float[] x, int from, int rows, int channels) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int r = 0;
    int at = from;
    for (; r <= rows - 4; r += 4, at += 4 * channels) {
      s0 = s0.add(FloatVector.fromArray(S, x, at));
      s1 = s1.add(FloatVector.fromArray(S, x, at + channels));
      s2 = s2.add(FloatVector.fromArray(S, x, at + 2 * channels));
      s3 = s3.add(FloatVector.fromArray(S, x, at + 3 * channels));
    }
    for (; r < rows; r++, at += channels) {
      s0 = s0.add(FloatVector.fromArray(S, x, at));
    }
    s0.add(s1).add(s2.add(s3)).div(rows).intoArray(moments, to);
  }

  private static void squares(
      float[] moments, int to, float[] x, int from, int rows, int channels, int meanAt) {
    FloatVector mean = FloatVector.fromArray(S, moments, meanAt);
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int r = 0;
    int at = from;
    for (; r <= rows - 4; r += 4, at += 4 * channels) {
      FloatVector d0 = FloatVector.fromArray(S, x, at).sub(mean);
      FloatVector d1 = FloatVector.fromArray(S, x, at + channels).sub(mean);
      FloatVector d2 = FloatVector.fromArray(S, x, at + 2 * channels).sub(mean);
      FloatVector d3 = FloatVector.fromArray(S, x, at + 3 * channels).sub(mean);
      s0 = s0.add(d0.mul(d0));
      s1 = s1.add(d1.mul(d1));
      s2 = s2.add(d2.mul(d2));
      s3 = s3.add(d3.mul(d3));
    }
    for (; r < rows; r++, at += channels) {
      FloatVector d = FloatVector.fromArray(S, x, at).sub(mean);
      s0 = s0.add(d.mul(d));
    }
    s0.add(s1).add(s2.add(s3)).intoArray(moments, to);
  }

  static void normalise(
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] k, int mean, int scale, float[] b,
      int beta, boolean relu) {
    FloatVector zero = FloatVector.zero(S);
    for (int c = 0; c < channels; c = next(c, channels)) {
      FloatVector m = FloatVector.fromArray(S, k, mean + c);
      FloatVector a = FloatVector.fromArray(S, k, scale + c);
      FloatVector shift = FloatVector.fromArray(S, b, beta + c);
      int at = c;
      for (int r = 0; r < rows; r++, at += channels) {
        FloatVector value = FloatVector.fromArray(S, x, xOffset + at).sub(m).mul(a).add(shift);
        if (relu) {
          value = value.blend(zero, value.compare(VectorOperators.LE, zero));
        }
        value.intoArray(y, yOffset + at);
      }
    }
  }

  static void gradientSums(
      float[] sums, int at, float[] dy, int dyOffset, float[] x, int xOffset, float[] y, int yOffset, int rows,
      int channels, float[] k, int mean, boolean relu) {
    FloatVector zero = FloatVector.zero(S);
    for (int c = 0; c < channels; c = next(c, channels)) {
      FloatVector m = FloatVector.fromArray(S, k, mean + c);
      FloatVector b0 = zero;
      FloatVector b1 = zero;
      FloatVector g0 = zero;
      FloatVector g1 = zero;
      int place = c;
      int r = 0;
      for (; r <= rows - 2; r += 2, place += 2 * channels) {
        FloatVector d0 = open(dy, dyOffset + place, y, yOffset + place, relu);
        FloatVector d1 = open(dy, dyOffset + place + channels, y, yOffset + place + channels, relu);
        b0 = b0.add(d0);
        b1 = b1.add(d1);
        g0 = g0.add(FloatVector.fromArray(S, x, xOffset + place).sub(m).mul(d0));
        g1 = g1.add(FloatVector.fromArray(S, x, xOffset + place + channels).sub(m).mul(d1));
      }
      if (r < rows) {
        FloatVector d0 = open(dy, dyOffset + place, y, yOffset + place, relu);
        b0 = b0.add(d0);
        g0 = g0.add(FloatVector.fromArray(S, x, xOffset + place).sub(m).mul(d0));
      }
      b0.add(b1).intoArray(sums, at + c);
      g0.add(g1).intoArray(sums, at + channels + c);
    }
  }

  /** dy where ReLU let its input through, else 0. */
  private static FloatVector open(float[] dy, int dyAt, float[] y, int yAt, boolean relu) {
    FloatVector gradient = FloatVector.fromArray(S, dy, dyAt);
    if (!relu) {
      return gradient;
    }
    VectorMask<Float> closed = FloatVector.fromArray(S, y, yAt).compare(VectorOperators.LE, 0);
    return gradient.blend(0, closed);
  }

  static void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, float[] y, int yOffset, int rows,
      int channels, float[] k, int mean, int a, int b, int shift, boolean relu) {
    for (int c = 0; c < channels; c = next(c, channels)) {
      FloatVector m = FloatVector.fromArray(S, k, mean + c);
      FloatVector byDy = FloatVector.fromArray(S, k, a + c);
      FloatVector byX = FloatVector.fromArray(S, k, b + c);
      FloatVector constant = FloatVector.fromArray(S, k, shift + c);
      int place = c;
      for (int r = 0; r < rows; r++, place += channels) {
        FloatVector d = open(dy, dyOffset + place, y, yOffset + place, relu).mul(byDy);
        FloatVector.fromArray(S, x, xOffset + place).sub(m).mul(byX).add(constant).add(d)
            .intoArray(dx, dxOffset + place);
      }
    }
  }
}
