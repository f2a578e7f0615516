package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of {@link LargeTile} for one tile, channels in the lanes: lines first, then columns, with the lines between in
 * working memory. Where channels are no multiple of the lanes, a store reaches behind the last channel, into the first of the next
 * item, which is written later: so the last vector of channels comes first. There is room behind the last item.
 */
final class LargeTileLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();
  private static final int IN = LargeTile.IN;
  private static final int FEW_VECTORS = 2; // of channels: loops over them would be too short

  private LargeTileLoops() {}

  static void input(
      float[] v, int vAt, int plane, float[] x, int xAt, int rowStride, int channels, float[] scratch, int at) {
    int line = LargeTile.lineStride(channels);
    input(scratch, at, line, L, x, xAt, rowStride, L, vectors(IN * channels), L);
    if (channels <= FEW_VECTORS * L) {
      input(v, vAt, plane, IN * plane, scratch, at, channels, line, IN, channels);
      return;
    }
    for (int i = 0; i < IN; i++) { // long runs of floats in each plane
      input(v, vAt + i * IN * plane, plane, L, scratch, at + i * line, channels, L, vectors(channels), L);
    }
  }

  private static int vectors(int count) {
    return (count + L - 1) / L;
  }

  /** {@code Bᵀ} times six lines of items, each of some channels: stride from line to line, step from item to item. */
  private static void input(
      float[] t, int tAt, int tStride, int tStep, float[] x, int xAt, int xStride, int xStep, int items,
      int channels) {
    for (int l = (channels - 1) / L * L; l >= 0; l -= L) {
      for (int i = 0; i < items; i++) {
        int from = xAt + i * xStep + l;
        int to = tAt + i * tStep + l;
        FloatVector d0 = FloatVector.fromArray(S, x, from);
        FloatVector d1 = FloatVector.fromArray(S, x, from + xStride);
        FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * xStride);
        FloatVector d3 = FloatVector.fromArray(S, x, from + 3 * xStride);
        FloatVector d4 = FloatVector.fromArray(S, x, from + 4 * xStride);
        FloatVector d5 = FloatVector.fromArray(S, x, from + 5 * xStride);
        FloatVector a = d2.fma(FloatVector.broadcast(S, -4f), d4);
        FloatVector b = d1.fma(FloatVector.broadcast(S, -4f), d3);
        FloatVector c = d4.sub(d2);
        FloatVector e = d3.sub(d1);
        e = e.add(e);
        d0.fma(FloatVector.broadcast(S, 4f), d2.fma(FloatVector.broadcast(S, -5f), d4)).intoArray(t, to);
        a.add(b).intoArray(t, to + tStride);
        a.sub(b).intoArray(t, to + 2 * tStride);
        c.add(e).intoArray(t, to + 3 * tStride);
        c.sub(e).intoArray(t, to + 4 * tStride);
        d1.fma(FloatVector.broadcast(S, 4f), d3.fma(FloatVector.broadcast(S, -5f), d5)).intoArray(t, to + 5 * tStride);
      }
    }
  }

  static void output(
      float[] y, int yAt, int rowStride, int rows, int columns, float[] m, int mAt, int plane, float[] bias, int biasAt,
      int channels, float[] scratch, int at) {
    int line = LargeTile.lineStride(channels);
    outputLines(scratch, at, line, channels, m, mAt, IN * plane, plane, channels);
    boolean whole = channels % L == 0 && columns == LargeTile.OUT;
    float[] to = whole ? y : scratch;
    int pixels = at + IN * line;
    int pixelStride = whole ? channels : channels + 16;
    for (int i = 0; i < rows; i++) {
      int row = yAt + i * rowStride;
      // One call for both: C2 has room for the code of one, and leaves vectors of a second one objects.
      outputPixels(to, whole ? row : pixels, pixelStride, scratch, at + i * line, bias, biasAt, channels);
      for (int j = 0; !whole && j < columns; j++) {
        System.arraycopy(scratch, pixels + j * pixelStride, y, row + j * channels, channels);
      }
    }
  }

  /** {@code Aᵀ} times six lines of six items. */
  private static void outputLines(
      float[] t, int tAt, int tStride, int tStep, float[] m, int mAt, int mStride, int mStep, int channels) {
    for (int l = (channels - 1) / L * L; l >= 0; l -= L) {
      for (int j = 0; j < IN; j++) {
        int from = mAt + j * mStep + l;
        int to = tAt + j * tStep + l;
        FloatVector m1 = FloatVector.fromArray(S, m, from + mStride);
        FloatVector m2 = FloatVector.fromArray(S, m, from + 2 * mStride);
        FloatVector m3 = FloatVector.fromArray(S, m, from + 3 * mStride);
        FloatVector m4 = FloatVector.fromArray(S, m, from + 4 * mStride);
        FloatVector p = m1.add(m2);
        FloatVector q = m1.sub(m2);
        FloatVector r = m3.add(m4);
        FloatVector s = m3.sub(m4);
        FloatVector.fromArray(S, m, from).add(p).add(r).intoArray(t, to);
        s.fma(FloatVector.broadcast(S, 2f), q).intoArray(t, to + tStride);
        r.fma(FloatVector.broadcast(S, 4f), p).intoArray(t, to + 2 * tStride);
        s.fma(FloatVector.broadcast(S, 8f), q).add(FloatVector.fromArray(S, m, from + 5 * mStride))
            .intoArray(t, to + 3 * tStride);
      }
    }
  }

  /** Four pixels of a row from six items of a line, and the bias. */
  private static void outputPixels(
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
    gradient(scratch, at, line, L, dy, dyAt, rowStride, L, vectors(LargeTile.OUT * channels), L);
    if (channels <= FEW_VECTORS * L) {
      gradient(d, dAt, plane, IN * plane, scratch, at, channels, line, IN, channels);
      return;
    }
    for (int i = 0; i < IN; i++) {
      gradient(d, dAt + i * IN * plane, plane, L, scratch, at + i * line, channels, L, vectors(channels), L);
    }
  }

  /** A times four lines of some items. */
  private static void gradient(
      float[] t, int tAt, int tStride, int tStep, float[] x, int xAt, int xStride, int xStep, int items, int channels) {
    for (int l = (channels - 1) / L * L; l >= 0; l -= L) {
      for (int i = 0; i < items; i++) {
        int from = xAt + i * xStep + l;
        int to = tAt + i * tStep + l;
        FloatVector d0 = FloatVector.fromArray(S, x, from);
        FloatVector d1 = FloatVector.fromArray(S, x, from + xStride);
        FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * xStride);
        FloatVector d3 = FloatVector.fromArray(S, x, from + 3 * xStride);
        FloatVector p = d0.add(d2);
        FloatVector q = d1.add(d3);
        FloatVector r = d2.fma(FloatVector.broadcast(S, 4f), d0);
        FloatVector s = d3.fma(FloatVector.broadcast(S, 8f), d1.add(d1));
        d0.intoArray(t, to);
        p.add(q).intoArray(t, to + tStride);
        p.sub(q).intoArray(t, to + 2 * tStride);
        r.add(s).intoArray(t, to + 3 * tStride);
        r.sub(s).intoArray(t, to + 4 * tStride);
        d3.intoArray(t, to + 5 * tStride);
      }
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
