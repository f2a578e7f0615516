package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@link Kernels#multiply}: six rows times two to four vectors of columns, or eight times one.
 *
 * <p>A tile keeps its results in named accumulators, one vector each, while it reduces over k: 6 × 4 of them, 4 vectors of
 * B and a broadcast element of x fit the 32 registers of AVX-512 and NEON; 6 × 2 fit the 16 of AVX2. Fewer than eight sums would wait for each other, hence 8 × 1. A tile that
 * reaches over the last row computes that row again instead of branching: it stores the same value twice. So does a tile
 * that reaches over the last column: its last vector starts {@code end} columns after the first one, where it ends with
 * the row, and shares columns with the vector before it.
 *
 * <p>Written by core/src/tiles/java/Tiles.java; change it there.
 */
final class MultiplyTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private MultiplyTiles() {}

  static void tile6x4(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride, int first, int last,
      float[] x, int xOffset, int[] rows, int firstRow, int[] taps, int tapLength, float[] b, int bOffset, int end) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int r4 = Math.min(first + 4, last);
    int r5 = Math.min(first + 5, last);
    int i0 = initOffset + first * initStride;
    int i1 = initOffset + r1 * initStride;
    int i2 = initOffset + r2 * initStride;
    int i3 = initOffset + r3 * initStride;
    int i4 = initOffset + r4 * initStride;
    int i5 = initOffset + r5 * initStride;
    FloatVector a00 = FloatVector.fromArray(S, init, i0);
    FloatVector a01 = FloatVector.fromArray(S, init, i0 + L);
    FloatVector a02 = FloatVector.fromArray(S, init, i0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, init, i0 + end);
    FloatVector a10 = FloatVector.fromArray(S, init, i1);
    FloatVector a11 = FloatVector.fromArray(S, init, i1 + L);
    FloatVector a12 = FloatVector.fromArray(S, init, i1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, init, i1 + end);
    FloatVector a20 = FloatVector.fromArray(S, init, i2);
    FloatVector a21 = FloatVector.fromArray(S, init, i2 + L);
    FloatVector a22 = FloatVector.fromArray(S, init, i2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, init, i2 + end);
    FloatVector a30 = FloatVector.fromArray(S, init, i3);
    FloatVector a31 = FloatVector.fromArray(S, init, i3 + L);
    FloatVector a32 = FloatVector.fromArray(S, init, i3 + 2 * L);
    FloatVector a33 = FloatVector.fromArray(S, init, i3 + end);
    FloatVector a40 = FloatVector.fromArray(S, init, i4);
    FloatVector a41 = FloatVector.fromArray(S, init, i4 + L);
    FloatVector a42 = FloatVector.fromArray(S, init, i4 + 2 * L);
    FloatVector a43 = FloatVector.fromArray(S, init, i4 + end);
    FloatVector a50 = FloatVector.fromArray(S, init, i5);
    FloatVector a51 = FloatVector.fromArray(S, init, i5 + L);
    FloatVector a52 = FloatVector.fromArray(S, init, i5 + 2 * L);
    FloatVector a53 = FloatVector.fromArray(S, init, i5 + end);
    int x0 = xOffset + rows[firstRow + first];
    int x1 = xOffset + rows[firstRow + r1];
    int x2 = xOffset + rows[firstRow + r2];
    int x3 = xOffset + rows[firstRow + r3];
    int x4 = xOffset + rows[firstRow + r4];
    int x5 = xOffset + rows[firstRow + r5];
    int bTap = bOffset;
    for (int tap : taps) {
      int p0 = x0 + tap;
      int p1 = x1 + tap;
      int p2 = x2 + tap;
      int p3 = x3 + tap;
      int p4 = x4 + tap;
      int p5 = x5 + tap;
      for (int l = 0; l < tapLength; l++) {
        int bRow = bTap + l * (4 * L);
        FloatVector b0 = FloatVector.fromArray(S, b, bRow);
        FloatVector b1 = FloatVector.fromArray(S, b, bRow + L);
        FloatVector b2 = FloatVector.fromArray(S, b, bRow + 2 * L);
        FloatVector b3 = FloatVector.fromArray(S, b, bRow + 3 * L);
        FloatVector s = FloatVector.broadcast(S, x[p0 + l]);
        a00 = s.fma(b0, a00);
        a01 = s.fma(b1, a01);
        a02 = s.fma(b2, a02);
        a03 = s.fma(b3, a03);
        s = FloatVector.broadcast(S, x[p1 + l]);
        a10 = s.fma(b0, a10);
        a11 = s.fma(b1, a11);
        a12 = s.fma(b2, a12);
        a13 = s.fma(b3, a13);
        s = FloatVector.broadcast(S, x[p2 + l]);
        a20 = s.fma(b0, a20);
        a21 = s.fma(b1, a21);
        a22 = s.fma(b2, a22);
        a23 = s.fma(b3, a23);
        s = FloatVector.broadcast(S, x[p3 + l]);
        a30 = s.fma(b0, a30);
        a31 = s.fma(b1, a31);
        a32 = s.fma(b2, a32);
        a33 = s.fma(b3, a33);
        s = FloatVector.broadcast(S, x[p4 + l]);
        a40 = s.fma(b0, a40);
        a41 = s.fma(b1, a41);
        a42 = s.fma(b2, a42);
        a43 = s.fma(b3, a43);
        s = FloatVector.broadcast(S, x[p5 + l]);
        a50 = s.fma(b0, a50);
        a51 = s.fma(b1, a51);
        a52 = s.fma(b2, a52);
        a53 = s.fma(b3, a53);
      }
      bTap += tapLength * (4 * L);
    }
    int y0 = yOffset + first * yStride;
    int y1 = yOffset + r1 * yStride;
    int y2 = yOffset + r2 * yStride;
    int y3 = yOffset + r3 * yStride;
    int y4 = yOffset + r4 * yStride;
    int y5 = yOffset + r5 * yStride;
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + 2 * L);
    a03.intoArray(y, y0 + end);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + 2 * L);
    a13.intoArray(y, y1 + end);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + 2 * L);
    a23.intoArray(y, y2 + end);
    a30.intoArray(y, y3);
    a31.intoArray(y, y3 + L);
    a32.intoArray(y, y3 + 2 * L);
    a33.intoArray(y, y3 + end);
    a40.intoArray(y, y4);
    a41.intoArray(y, y4 + L);
    a42.intoArray(y, y4 + 2 * L);
    a43.intoArray(y, y4 + end);
    a50.intoArray(y, y5);
    a51.intoArray(y, y5 + L);
    a52.intoArray(y, y5 + 2 * L);
    a53.intoArray(y, y5 + end);
  }

  static void tile6x3(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride, int first, int last,
      float[] x, int xOffset, int[] rows, int firstRow, int[] taps, int tapLength, float[] b, int bOffset, int end) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int r4 = Math.min(first + 4, last);
    int r5 = Math.min(first + 5, last);
    int i0 = initOffset + first * initStride;
    int i1 = initOffset + r1 * initStride;
    int i2 = initOffset + r2 * initStride;
    int i3 = initOffset + r3 * initStride;
    int i4 = initOffset + r4 * initStride;
    int i5 = initOffset + r5 * initStride;
    FloatVector a00 = FloatVector.fromArray(S, init, i0);
    FloatVector a01 = FloatVector.fromArray(S, init, i0 + L);
    FloatVector a02 = FloatVector.fromArray(S, init, i0 + end);
    FloatVector a10 = FloatVector.fromArray(S, init, i1);
    FloatVector a11 = FloatVector.fromArray(S, init, i1 + L);
    FloatVector a12 = FloatVector.fromArray(S, init, i1 + end);
    FloatVector a20 = FloatVector.fromArray(S, init, i2);
    FloatVector a21 = FloatVector.fromArray(S, init, i2 + L);
    FloatVector a22 = FloatVector.fromArray(S, init, i2 + end);
    FloatVector a30 = FloatVector.fromArray(S, init, i3);
    FloatVector a31 = FloatVector.fromArray(S, init, i3 + L);
    FloatVector a32 = FloatVector.fromArray(S, init, i3 + end);
    FloatVector a40 = FloatVector.fromArray(S, init, i4);
    FloatVector a41 = FloatVector.fromArray(S, init, i4 + L);
    FloatVector a42 = FloatVector.fromArray(S, init, i4 + end);
    FloatVector a50 = FloatVector.fromArray(S, init, i5);
    FloatVector a51 = FloatVector.fromArray(S, init, i5 + L);
    FloatVector a52 = FloatVector.fromArray(S, init, i5 + end);
    int x0 = xOffset + rows[firstRow + first];
    int x1 = xOffset + rows[firstRow + r1];
    int x2 = xOffset + rows[firstRow + r2];
    int x3 = xOffset + rows[firstRow + r3];
    int x4 = xOffset + rows[firstRow + r4];
    int x5 = xOffset + rows[firstRow + r5];
    int bTap = bOffset;
    for (int tap : taps) {
      int p0 = x0 + tap;
      int p1 = x1 + tap;
      int p2 = x2 + tap;
      int p3 = x3 + tap;
      int p4 = x4 + tap;
      int p5 = x5 + tap;
      for (int l = 0; l < tapLength; l++) {
        int bRow = bTap + l * (3 * L);
        FloatVector b0 = FloatVector.fromArray(S, b, bRow);
        FloatVector b1 = FloatVector.fromArray(S, b, bRow + L);
        FloatVector b2 = FloatVector.fromArray(S, b, bRow + 2 * L);
        FloatVector s = FloatVector.broadcast(S, x[p0 + l]);
        a00 = s.fma(b0, a00);
        a01 = s.fma(b1, a01);
        a02 = s.fma(b2, a02);
        s = FloatVector.broadcast(S, x[p1 + l]);
        a10 = s.fma(b0, a10);
        a11 = s.fma(b1, a11);
        a12 = s.fma(b2, a12);
        s = FloatVector.broadcast(S, x[p2 + l]);
        a20 = s.fma(b0, a20);
        a21 = s.fma(b1, a21);
        a22 = s.fma(b2, a22);
        s = FloatVector.broadcast(S, x[p3 + l]);
        a30 = s.fma(b0, a30);
        a31 = s.fma(b1, a31);
        a32 = s.fma(b2, a32);
        s = FloatVector.broadcast(S, x[p4 + l]);
        a40 = s.fma(b0, a40);
        a41 = s.fma(b1, a41);
        a42 = s.fma(b2, a42);
        s = FloatVector.broadcast(S, x[p5 + l]);
        a50 = s.fma(b0, a50);
        a51 = s.fma(b1, a51);
        a52 = s.fma(b2, a52);
      }
      bTap += tapLength * (3 * L);
    }
    int y0 = yOffset + first * yStride;
    int y1 = yOffset + r1 * yStride;
    int y2 = yOffset + r2 * yStride;
    int y3 = yOffset + r3 * yStride;
    int y4 = yOffset + r4 * yStride;
    int y5 = yOffset + r5 * yStride;
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + L);
    a02.intoArray(y, y0 + end);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + L);
    a12.intoArray(y, y1 + end);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + L);
    a22.intoArray(y, y2 + end);
    a30.intoArray(y, y3);
    a31.intoArray(y, y3 + L);
    a32.intoArray(y, y3 + end);
    a40.intoArray(y, y4);
    a41.intoArray(y, y4 + L);
    a42.intoArray(y, y4 + end);
    a50.intoArray(y, y5);
    a51.intoArray(y, y5 + L);
    a52.intoArray(y, y5 + end);
  }

  static void tile6x2(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride, int first, int last,
      float[] x, int xOffset, int[] rows, int firstRow, int[] taps, int tapLength, float[] b, int bOffset, int end) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int r4 = Math.min(first + 4, last);
    int r5 = Math.min(first + 5, last);
    int i0 = initOffset + first * initStride;
    int i1 = initOffset + r1 * initStride;
    int i2 = initOffset + r2 * initStride;
    int i3 = initOffset + r3 * initStride;
    int i4 = initOffset + r4 * initStride;
    int i5 = initOffset + r5 * initStride;
    FloatVector a00 = FloatVector.fromArray(S, init, i0);
    FloatVector a01 = FloatVector.fromArray(S, init, i0 + end);
    FloatVector a10 = FloatVector.fromArray(S, init, i1);
    FloatVector a11 = FloatVector.fromArray(S, init, i1 + end);
    FloatVector a20 = FloatVector.fromArray(S, init, i2);
    FloatVector a21 = FloatVector.fromArray(S, init, i2 + end);
    FloatVector a30 = FloatVector.fromArray(S, init, i3);
    FloatVector a31 = FloatVector.fromArray(S, init, i3 + end);
    FloatVector a40 = FloatVector.fromArray(S, init, i4);
    FloatVector a41 = FloatVector.fromArray(S, init, i4 + end);
    FloatVector a50 = FloatVector.fromArray(S, init, i5);
    FloatVector a51 = FloatVector.fromArray(S, init, i5 + end);
    int x0 = xOffset + rows[firstRow + first];
    int x1 = xOffset + rows[firstRow + r1];
    int x2 = xOffset + rows[firstRow + r2];
    int x3 = xOffset + rows[firstRow + r3];
    int x4 = xOffset + rows[firstRow + r4];
    int x5 = xOffset + rows[firstRow + r5];
    int bTap = bOffset;
    for (int tap : taps) {
      int p0 = x0 + tap;
      int p1 = x1 + tap;
      int p2 = x2 + tap;
      int p3 = x3 + tap;
      int p4 = x4 + tap;
      int p5 = x5 + tap;
      for (int l = 0; l < tapLength; l++) {
        int bRow = bTap + l * (2 * L);
        FloatVector b0 = FloatVector.fromArray(S, b, bRow);
        FloatVector b1 = FloatVector.fromArray(S, b, bRow + L);
        FloatVector s = FloatVector.broadcast(S, x[p0 + l]);
        a00 = s.fma(b0, a00);
        a01 = s.fma(b1, a01);
        s = FloatVector.broadcast(S, x[p1 + l]);
        a10 = s.fma(b0, a10);
        a11 = s.fma(b1, a11);
        s = FloatVector.broadcast(S, x[p2 + l]);
        a20 = s.fma(b0, a20);
        a21 = s.fma(b1, a21);
        s = FloatVector.broadcast(S, x[p3 + l]);
        a30 = s.fma(b0, a30);
        a31 = s.fma(b1, a31);
        s = FloatVector.broadcast(S, x[p4 + l]);
        a40 = s.fma(b0, a40);
        a41 = s.fma(b1, a41);
        s = FloatVector.broadcast(S, x[p5 + l]);
        a50 = s.fma(b0, a50);
        a51 = s.fma(b1, a51);
      }
      bTap += tapLength * (2 * L);
    }
    int y0 = yOffset + first * yStride;
    int y1 = yOffset + r1 * yStride;
    int y2 = yOffset + r2 * yStride;
    int y3 = yOffset + r3 * yStride;
    int y4 = yOffset + r4 * yStride;
    int y5 = yOffset + r5 * yStride;
    a00.intoArray(y, y0);
    a01.intoArray(y, y0 + end);
    a10.intoArray(y, y1);
    a11.intoArray(y, y1 + end);
    a20.intoArray(y, y2);
    a21.intoArray(y, y2 + end);
    a30.intoArray(y, y3);
    a31.intoArray(y, y3 + end);
    a40.intoArray(y, y4);
    a41.intoArray(y, y4 + end);
    a50.intoArray(y, y5);
    a51.intoArray(y, y5 + end);
  }

  static void tile8x1(
      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride, int first, int last,
      float[] x, int xOffset, int[] rows, int firstRow, int[] taps, int tapLength, float[] b, int bOffset) {
    int r1 = Math.min(first + 1, last);
    int r2 = Math.min(first + 2, last);
    int r3 = Math.min(first + 3, last);
    int r4 = Math.min(first + 4, last);
    int r5 = Math.min(first + 5, last);
    int r6 = Math.min(first + 6, last);
    int r7 = Math.min(first + 7, last);
    int i0 = initOffset + first * initStride;
    int i1 = initOffset + r1 * initStride;
    int i2 = initOffset + r2 * initStride;
    int i3 = initOffset + r3 * initStride;
    int i4 = initOffset + r4 * initStride;
    int i5 = initOffset + r5 * initStride;
    int i6 = initOffset + r6 * initStride;
    int i7 = initOffset + r7 * initStride;
    FloatVector a00 = FloatVector.fromArray(S, init, i0);
    FloatVector a10 = FloatVector.fromArray(S, init, i1);
    FloatVector a20 = FloatVector.fromArray(S, init, i2);
    FloatVector a30 = FloatVector.fromArray(S, init, i3);
    FloatVector a40 = FloatVector.fromArray(S, init, i4);
    FloatVector a50 = FloatVector.fromArray(S, init, i5);
    FloatVector a60 = FloatVector.fromArray(S, init, i6);
    FloatVector a70 = FloatVector.fromArray(S, init, i7);
    int x0 = xOffset + rows[firstRow + first];
    int x1 = xOffset + rows[firstRow + r1];
    int x2 = xOffset + rows[firstRow + r2];
    int x3 = xOffset + rows[firstRow + r3];
    int x4 = xOffset + rows[firstRow + r4];
    int x5 = xOffset + rows[firstRow + r5];
    int x6 = xOffset + rows[firstRow + r6];
    int x7 = xOffset + rows[firstRow + r7];
    int bTap = bOffset;
    for (int tap : taps) {
      int p0 = x0 + tap;
      int p1 = x1 + tap;
      int p2 = x2 + tap;
      int p3 = x3 + tap;
      int p4 = x4 + tap;
      int p5 = x5 + tap;
      int p6 = x6 + tap;
      int p7 = x7 + tap;
      for (int l = 0; l < tapLength; l++) {
        int bRow = bTap + l * L;
        FloatVector b0 = FloatVector.fromArray(S, b, bRow);
        FloatVector s = FloatVector.broadcast(S, x[p0 + l]);
        a00 = s.fma(b0, a00);
        s = FloatVector.broadcast(S, x[p1 + l]);
        a10 = s.fma(b0, a10);
        s = FloatVector.broadcast(S, x[p2 + l]);
        a20 = s.fma(b0, a20);
        s = FloatVector.broadcast(S, x[p3 + l]);
        a30 = s.fma(b0, a30);
        s = FloatVector.broadcast(S, x[p4 + l]);
        a40 = s.fma(b0, a40);
        s = FloatVector.broadcast(S, x[p5 + l]);
        a50 = s.fma(b0, a50);
        s = FloatVector.broadcast(S, x[p6 + l]);
        a60 = s.fma(b0, a60);
        s = FloatVector.broadcast(S, x[p7 + l]);
        a70 = s.fma(b0, a70);
      }
      bTap += tapLength * L;
    }
    int y0 = yOffset + first * yStride;
    int y1 = yOffset + r1 * yStride;
    int y2 = yOffset + r2 * yStride;
    int y3 = yOffset + r3 * yStride;
    int y4 = yOffset + r4 * yStride;
    int y5 = yOffset + r5 * yStride;
    int y6 = yOffset + r6 * yStride;
    int y7 = yOffset + r7 * yStride;
    a00.intoArray(y, y0);
    a10.intoArray(y, y1);
    a20.intoArray(y, y2);
    a30.intoArray(y, y3);
    a40.intoArray(y, y4);
    a50.intoArray(y, y5);
    a60.intoArray(y, y6);
    a70.intoArray(y, y7);
  }

  /** A single row, which the speed of loading B bounds. */
  static void tile1x4(
      float[] y, int yAt, float[] init, int initAt, float[] x, int xAt, int[] taps, int tapLength, float[] b,
      int bOffset, int end) {
    FloatVector a0 = FloatVector.fromArray(S, init, initAt);
    FloatVector a1 = FloatVector.fromArray(S, init, initAt + L);
    FloatVector a2 = FloatVector.fromArray(S, init, initAt + 2 * L);
    FloatVector a3 = FloatVector.fromArray(S, init, initAt + end);
    int bTap = bOffset;
    for (int tap : taps) {
      int p = xAt + tap;
      for (int l = 0; l < tapLength; l++) {
        int bRow = bTap + l * (4 * L);
        FloatVector s = FloatVector.broadcast(S, x[p + l]);
        a0 = s.fma(FloatVector.fromArray(S, b, bRow), a0);
        a1 = s.fma(FloatVector.fromArray(S, b, bRow + L), a1);
        a2 = s.fma(FloatVector.fromArray(S, b, bRow + 2 * L), a2);
        a3 = s.fma(FloatVector.fromArray(S, b, bRow + 3 * L), a3);
      }
      bTap += tapLength * (4 * L);
    }
    a0.intoArray(y, yAt);
    a1.intoArray(y, yAt + L);
    a2.intoArray(y, yAt + 2 * L);
    a3.intoArray(y, yAt + end);
  }
}
