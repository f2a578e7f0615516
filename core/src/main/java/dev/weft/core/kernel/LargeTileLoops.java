package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of {@link LargeTile} for one tile, channels in the lanes: lines first, then columns, with the lines between in
 * working memory. Where channels are no multiple of the lanes, a store reaches behind the last channel, where the next one puts
 * what belongs there; there is room behind the last.
 */
final class LargeTileLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();
  private static final int IN = LargeTile.IN;

  private LargeTileLoops() {}

  static void input(
      float[] v, int vAt, int plane, float[] x, int xAt, int rowStride, int channels, float[] scratch, int at) {
    int line = LargeTile.lineStride(channels);
    inputLines(scratch, at, line, x, xAt, rowStride, IN * channels);
    for (int i = 0; i < IN; i++) {
      inputColumns(v, vAt + i * IN * plane, plane, scratch, at + i * line, channels);
    }
  }

  /** Six lines of count floats, {@code Bᵀ} times six lines. */
  private static void inputLines(
      float[] t, int tAt, int tStride, float[] x, int xAt, int xStride, int count) {
    for (int l = 0; l < count; l += L) {
      FloatVector d0 = FloatVector.fromArray(S, x, xAt + l);
      FloatVector d1 = FloatVector.fromArray(S, x, xAt + xStride + l);
      FloatVector d2 = FloatVector.fromArray(S, x, xAt + 2 * xStride + l);
      FloatVector d3 = FloatVector.fromArray(S, x, xAt + 3 * xStride + l);
      FloatVector d4 = FloatVector.fromArray(S, x, xAt + 4 * xStride + l);
      FloatVector d5 = FloatVector.fromArray(S, x, xAt + 5 * xStride + l);
      FloatVector a = d2.fma(FloatVector.broadcast(S, -4f), d4);
      FloatVector b = d1.fma(FloatVector.broadcast(S, -4f), d3);
      FloatVector c = d4.sub(d2);
      FloatVector e = d3.sub(d1);
      e = e.add(e);
      d0.fma(FloatVector.broadcast(S, 4f), d2.fma(FloatVector.broadcast(S, -5f), d4)).intoArray(t, tAt + l);
      a.add(b).intoArray(t, tAt + tStride + l);
      a.sub(b).intoArray(t, tAt + 2 * tStride + l);
      c.add(e).intoArray(t, tAt + 3 * tStride + l);
      c.sub(e).intoArray(t, tAt + 4 * tStride + l);
      d1.fma(FloatVector.broadcast(S, 4f), d3.fma(FloatVector.broadcast(S, -5f), d5)).intoArray(t,
          tAt + 5 * tStride + l);
    }
  }

  private static void inputColumns(float[] v, int vAt, int plane, float[] t, int tAt, int channels) {
    inputLines(v, vAt, plane, t, tAt, channels, channels);
  }

  static void output(
      float[] y, int yAt, int rowStride, int rows, int columns, float[] m, int mAt, int plane, float[] bias, int biasAt,
      int channels, float[] scratch, int at) {
    int line = LargeTile.lineStride(channels);
    for (int j = 0; j < IN; j++) {
      outputLines(scratch, at + j * channels, line, m, mAt + j * plane, IN * plane, channels);
    }
    int pixels = at + IN * line;
    int pixelStride = channels + 16;
    boolean whole = channels % L == 0 && columns == LargeTile.OUT;
    for (int i = 0; i < rows; i++) {
      if (whole) {
        outputColumns(y, yAt + i * rowStride, channels, scratch, at + i * line, bias, biasAt, channels);
      } else {
        outputColumns(scratch, pixels, pixelStride, scratch, at + i * line, bias, biasAt, channels);
        for (int j = 0; j < columns; j++) {
          System.arraycopy(scratch, pixels + j * pixelStride, y, yAt + i * rowStride + j * channels, channels);
        }
      }
    }
  }

  /** Four lines of count floats, {@code Aᵀ} times six lines. */
  private static void outputLines(float[] t, int tAt, int tStride, float[] m, int mAt, int mStride, int count) {
    for (int l = 0; l < count; l += L) {
      FloatVector m1 = FloatVector.fromArray(S, m, mAt + mStride + l);
      FloatVector m2 = FloatVector.fromArray(S, m, mAt + 2 * mStride + l);
      FloatVector m3 = FloatVector.fromArray(S, m, mAt + 3 * mStride + l);
      FloatVector m4 = FloatVector.fromArray(S, m, mAt + 4 * mStride + l);
      FloatVector p = m1.add(m2);
      FloatVector q = m1.sub(m2);
      FloatVector r = m3.add(m4);
      FloatVector s = m3.sub(m4);
      FloatVector.fromArray(S, m, mAt + l).add(p).add(r).intoArray(t, tAt + l);
      s.fma(FloatVector.broadcast(S, 2f), q).intoArray(t, tAt + tStride + l);
      r.fma(FloatVector.broadcast(S, 4f), p).intoArray(t, tAt + 2 * tStride + l);
      s.fma(FloatVector.broadcast(S, 8f), q).add(FloatVector.fromArray(S, m, mAt + 5 * mStride + l))
          .intoArray(t, tAt + 3 * tStride + l);
    }
  }

  /** Four pixels of a row from six columns, and the bias. */
  private static void outputColumns(
      float[] y, int yAt, int pixelStride, float[] t, int tAt, float[] bias, int biasAt, int channels) {
    for (int l = 0; l < channels; l += L) {
      FloatVector m1 = FloatVector.fromArray(S, t, tAt + channels + l);
      FloatVector m2 = FloatVector.fromArray(S, t, tAt + 2 * channels + l);
      FloatVector m3 = FloatVector.fromArray(S, t, tAt + 3 * channels + l);
      FloatVector m4 = FloatVector.fromArray(S, t, tAt + 4 * channels + l);
      FloatVector b = FloatVector.fromArray(S, bias, biasAt + l);
      FloatVector p = m1.add(m2).add(b);
      FloatVector q = m1.sub(m2).add(b);
      FloatVector r = m3.add(m4);
      FloatVector s = m3.sub(m4);
      FloatVector.fromArray(S, t, tAt + l).add(p).add(r).intoArray(y, yAt + l);
      s.fma(FloatVector.broadcast(S, 2f), q).intoArray(y, yAt + pixelStride + l);
      r.fma(FloatVector.broadcast(S, 4f), p).intoArray(y, yAt + 2 * pixelStride + l);
      s.fma(FloatVector.broadcast(S, 8f), q).add(FloatVector.fromArray(S, t, tAt + 5 * channels + l))
          .intoArray(y, yAt + 3 * pixelStride + l);
    }
  }

  static void outputGradient(
      float[] d, int dAt, int plane, float[] dy, int dyAt, int rowStride, int channels, float[] scratch, int at) {
    int line = LargeTile.lineStride(channels);
    gradientLines(scratch, at, line, dy, dyAt, rowStride, LargeTile.OUT * channels);
    for (int i = 0; i < IN; i++) {
      gradientLines(d, dAt + i * IN * plane, plane, scratch, at + i * line, channels, channels);
    }
  }

  /** Six lines of count floats, A times four lines. */
  private static void gradientLines(float[] t, int tAt, int tStride, float[] x, int xAt, int xStride, int count) {
    for (int l = 0; l < count; l += L) {
      FloatVector d0 = FloatVector.fromArray(S, x, xAt + l);
      FloatVector d1 = FloatVector.fromArray(S, x, xAt + xStride + l);
      FloatVector d2 = FloatVector.fromArray(S, x, xAt + 2 * xStride + l);
      FloatVector d3 = FloatVector.fromArray(S, x, xAt + 3 * xStride + l);
      FloatVector p = d0.add(d2);
      FloatVector q = d1.add(d3);
      FloatVector r = d2.fma(FloatVector.broadcast(S, 4f), d0);
      FloatVector s = d3.fma(FloatVector.broadcast(S, 8f), d1.add(d1));
      d0.intoArray(t, tAt + l);
      p.add(q).intoArray(t, tAt + tStride + l);
      p.sub(q).intoArray(t, tAt + 2 * tStride + l);
      r.add(s).intoArray(t, tAt + 3 * tStride + l);
      r.sub(s).intoArray(t, tAt + 4 * tStride + l);
      d3.intoArray(t, tAt + 5 * tStride + l);
    }
  }

  static void combine(
      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride, float[] matrix, int rows, int columns,
      int count) {
    int whole = S.loopBound(count);
    for (int l = 0; l < whole; l += L) {
      for (int i = 0; i < rows; i++) {
        FloatVector sum = FloatVector.fromArray(S, x, xOffset + l).mul(matrix[i * columns]);
        for (int j = 1; j < columns; j++) {
          FloatVector factor = FloatVector.broadcast(S, matrix[i * columns + j]);
          sum = FloatVector.fromArray(S, x, xOffset + j * xStride + l).fma(factor, sum);
        }
        sum.intoArray(y, yOffset + i * yStride + l);
      }
    }
    ScalarKernels.INSTANCE.combine(
        y, yOffset + whole, yStride, x, xOffset + whole, xStride, matrix, rows, columns, count - whole);
  }
}
