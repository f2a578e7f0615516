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
      float[] y, int yOffset, float[] x, int xOffset, int rows, int channels, float[] k, int mean, boolean relu) {
    int scale = mean + channels;
    int beta = scale + channels;
    for (int c = 0; c < channels; c = next(c, channels)) {
      if (relu) {
        normaliseRelu(y, yOffset + c, x, xOffset + c, rows, channels, k, mean + c, scale + c, beta + c);
      } else {
        normalise(y, yOffset + c, x, xOffset + c, rows, channels, k, mean + c, scale + c, beta + c);
      }
    }
  }

  private static void normalise(
      float[] y, int yAt, float[] x, int xAt, int rows, int channels, float[] k, int mean, int scale, int beta) {
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector a = FloatVector.fromArray(S, k, scale);
    FloatVector shift = FloatVector.fromArray(S, k, beta);
    for (int r = 0, at = 0; r < rows; r++, at += channels) {
      FloatVector.fromArray(S, x, xAt + at).sub(m).mul(a).add(shift).intoArray(y, yAt + at);
    }
  }

  private static void normaliseRelu(
      float[] y, int yAt, float[] x, int xAt, int rows, int channels, float[] k, int mean, int scale, int beta) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector a = FloatVector.fromArray(S, k, scale);
    FloatVector shift = FloatVector.fromArray(S, k, beta);
    for (int r = 0, at = 0; r < rows; r++, at += channels) {
      FloatVector value = FloatVector.fromArray(S, x, xAt + at).sub(m).mul(a).add(shift);
      value.blend(zero, value.compare(VectorOperators.LE, zero)).intoArray(y, yAt + at);
    }
  }

  static void gradientSums(
      float[] sums, int at, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels, float[] k,
      int mean, boolean relu) {
    int scale = mean + channels;
    int beta = scale + channels;
    for (int c = 0; c < channels; c = next(c, channels)) {
      if (relu) {
        gradientSumsRelu(
            sums, at + c, dy, dyOffset + c, x, xOffset + c, rows, channels, k, mean + c, scale + c, beta + c);
      } else {
        gradientSums(sums, at + c, dy, dyOffset + c, x, xOffset + c, rows, channels, k, mean + c);
      }
    }
  }

  private static void gradientSums(
      float[] sums, int to, float[] dy, int dyAt, float[] x, int xAt, int rows, int channels, float[] k, int mean) {
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector b0 = FloatVector.zero(S);
    FloatVector b1 = b0;
    FloatVector g0 = b0;
    FloatVector g1 = b0;
    int even = rows & ~1;
    int at = 0;
    for (int r = 0; r < even; r += 2, at += 2 * channels) {
      FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + at);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + at + channels);
      b0 = b0.add(d0);
      b1 = b1.add(d1);
      g0 = g0.add(FloatVector.fromArray(S, x, xAt + at).sub(m).mul(d0));
      g1 = g1.add(FloatVector.fromArray(S, x, xAt + at + channels).sub(m).mul(d1));
    }
    for (int r = even; r < rows; r++) {
      FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + at);
      b0 = b0.add(d0);
      g0 = g0.add(FloatVector.fromArray(S, x, xAt + at).sub(m).mul(d0));
    }
    b0.add(b1).intoArray(sums, to);
    g0.add(g1).intoArray(sums, to + channels);
  }

  /** As {@link #gradientSums} with dy where ReLU let its input through, else 0. */
  private static void gradientSumsRelu(
      float[] sums, int to, float[] dy, int dyAt, float[] x, int xAt, int rows, int channels, float[] k, int mean,
      int scale, int beta) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector a = FloatVector.fromArray(S, k, scale);
    FloatVector b = FloatVector.fromArray(S, k, beta);
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector g0 = zero;
    FloatVector g1 = zero;
    int even = rows & ~1;
    int at = 0;
    for (int r = 0; r < even; r += 2, at += 2 * channels) {
      FloatVector x0 = FloatVector.fromArray(S, x, xAt + at).sub(m);
      FloatVector x1 = FloatVector.fromArray(S, x, xAt + at + channels).sub(m);
      VectorMask<Float> closed0 = x0.mul(a).add(b).compare(VectorOperators.LE, zero);
      VectorMask<Float> closed1 = x1.mul(a).add(b).compare(VectorOperators.LE, zero);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + at).blend(zero, closed0);
      FloatVector d1 = FloatVector.fromArray(S, dy, dyAt + at + channels).blend(zero, closed1);
      b0 = b0.add(d0);
      b1 = b1.add(d1);
      g0 = g0.add(x0.mul(d0));
      g1 = g1.add(x1.mul(d1));
    }
    for (int r = even; r < rows; r++) {
      FloatVector x0 = FloatVector.fromArray(S, x, xAt + at).sub(m);
      VectorMask<Float> closed = x0.mul(a).add(b).compare(VectorOperators.LE, zero);
      FloatVector d0 = FloatVector.fromArray(S, dy, dyAt + at).blend(zero, closed);
      b0 = b0.add(d0);
      g0 = g0.add(x0.mul(d0));
    }
    b0.add(b1).intoArray(sums, to);
    g0.add(g1).intoArray(sums, to + channels);
  }

  static void normaliseGradient(
      float[] dx, int dxOffset, float[] dy, int dyOffset, float[] x, int xOffset, int rows, int channels, float[] k,
      int mean, boolean relu) {
    int scale = mean + channels;
    int beta = scale + channels;
    int byX = beta + channels;
    int shift = byX + channels;
    for (int c = 0; c < channels; c = next(c, channels)) {
      if (relu) {
        normaliseGradientRelu(dx, dxOffset + c, dy, dyOffset + c, x, xOffset + c, rows, channels, k, mean + c,
            scale + c,
            beta + c, byX + c, shift + c);
      } else {
        normaliseGradient(dx, dxOffset + c, dy, dyOffset + c, x, xOffset + c, rows, channels, k, mean + c, scale + c,
            byX + c, shift + c);
      }
    }
  }

  private static void normaliseGradient(
      float[] dx, int dxAt, float[] dy, int dyAt, float[] x, int xAt, int rows, int channels, float[] k, int mean,
      int scale, int byX, int shift) {
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector a = FloatVector.fromArray(S, k, scale);
    FloatVector slope = FloatVector.fromArray(S, k, byX);
    FloatVector constant = FloatVector.fromArray(S, k, shift);
    for (int r = 0, at = 0; r < rows; r++, at += channels) {
      FloatVector d = FloatVector.fromArray(S, dy, dyAt + at).mul(a);
      FloatVector.fromArray(S, x, xAt + at).sub(m).mul(slope).add(constant).add(d).intoArray(dx, dxAt + at);
    }
  }

  private static void normaliseGradientRelu(
      float[] dx, int dxAt, float[] dy, int dyAt, float[] x, int xAt, int rows, int channels, float[] k, int mean,
      int scale, int beta, int byX, int shift) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector m = FloatVector.fromArray(S, k, mean);
    FloatVector a = FloatVector.fromArray(S, k, scale);
    FloatVector b = FloatVector.fromArray(S, k, beta);
    FloatVector slope = FloatVector.fromArray(S, k, byX);
    FloatVector constant = FloatVector.fromArray(S, k, shift);
    for (int r = 0, at = 0; r < rows; r++, at += channels) {
      FloatVector centred = FloatVector.fromArray(S, x, xAt + at).sub(m);
      VectorMask<Float> closed = centred.mul(a).add(b).compare(VectorOperators.LE, zero);
      FloatVector d = FloatVector.fromArray(S, dy, dyAt + at).blend(zero, closed).mul(a);
      centred.mul(slope).add(constant).add(d).intoArray(dx, dxAt + at);
    }
  }
}
