package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@link Kernels#multiplyTransposed}: six rows of dW times two to four vectors of columns, or eight times one.
 *
 * <p>Each step of the reduction adds the outer product of floats of x and a row of dy. A tile lower than
 * its rows repeats its last row, which is then stored several times with the same value; one narrower than its vectors has
 * the last one start {@code end} columns after the first, as in {@link MultiplyTiles}.
 *
 * <p>Written by core/src/tiles/java/Tiles.java; change it there.
 */
final class OuterTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private OuterTiles() {}

  static void tile6x4(
      float[] dW, int dWOffset, int dWStride, int[] offsets, int first, int last, float[] x, int xOffset,
      int[] rows, int firstRow, int rowCount, float[] dy, int dyOffset, int n, int end) {
    int l1 = Math.min(first + 1, last);
    int l2 = Math.min(first + 2, last);
    int l3 = Math.min(first + 3, last);
    int l4 = Math.min(first + 4, last);
    int l5 = Math.min(first + 5, last);
    int w0 = dWOffset + first * dWStride;
    int w1 = dWOffset + l1 * dWStride;
    int w2 = dWOffset + l2 * dWStride;
    int w3 = dWOffset + l3 * dWStride;
    int w4 = dWOffset + l4 * dWStride;
    int w5 = dWOffset + l5 * dWStride;
    FloatVector a00 = FloatVector.fromArray(S, dW, w0);
    FloatVector a01 = FloatVector.fromArray(S, dW, w0 + L);
    FloatVector a02 = FloatVector.fromArray(S, dW, w0 + 2 * L);
    FloatVector a03 = FloatVector.fromArray(S, dW, w0 + end);
    FloatVector a10 = FloatVector.fromArray(S, dW, w1);
    FloatVector a11 = FloatVector.fromArray(S, dW, w1 + L);
    FloatVector a12 = FloatVector.fromArray(S, dW, w1 + 2 * L);
    FloatVector a13 = FloatVector.fromArray(S, dW, w1 + end);
    FloatVector a20 = FloatVector.fromArray(S, dW, w2);
    FloatVector a21 = FloatVector.fromArray(S, dW, w2 + L);
    FloatVector a22 = FloatVector.fromArray(S, dW, w2 + 2 * L);
    FloatVector a23 = FloatVector.fromArray(S, dW, w2 + end);
    FloatVector a30 = FloatVector.fromArray(S, dW, w3);
    FloatVector a31 = FloatVector.fromArray(S, dW, w3 + L);
    FloatVector a32 = FloatVector.fromArray(S, dW, w3 + 2 * L);
    FloatVector a33 = FloatVector.fromArray(S, dW, w3 + end);
    FloatVector a40 = FloatVector.fromArray(S, dW, w4);
    FloatVector a41 = FloatVector.fromArray(S, dW, w4 + L);
    FloatVector a42 = FloatVector.fromArray(S, dW, w4 + 2 * L);
    FloatVector a43 = FloatVector.fromArray(S, dW, w4 + end);
    FloatVector a50 = FloatVector.fromArray(S, dW, w5);
    FloatVector a51 = FloatVector.fromArray(S, dW, w5 + L);
    FloatVector a52 = FloatVector.fromArray(S, dW, w5 + 2 * L);
    FloatVector a53 = FloatVector.fromArray(S, dW, w5 + end);
    int o0 = xOffset + offsets[first];
    int o1 = xOffset + offsets[l1];
    int o2 = xOffset + offsets[l2];
    int o3 = xOffset + offsets[l3];
    int o4 = xOffset + offsets[l4];
    int o5 = xOffset + offsets[l5];
    for (int r = 0; r < rowCount; r++) {
      int p = rows[firstRow + r];
      int dyRow = dyOffset + r * n;
      FloatVector b0 = FloatVector.fromArray(S, dy, dyRow);
      FloatVector b1 = FloatVector.fromArray(S, dy, dyRow + L);
      FloatVector b2 = FloatVector.fromArray(S, dy, dyRow + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, dy, dyRow + end);
      FloatVector s = FloatVector.broadcast(S, x[p + o0]);
      a00 = s.fma(b0, a00);
      a01 = s.fma(b1, a01);
      a02 = s.fma(b2, a02);
      a03 = s.fma(b3, a03);
      s = FloatVector.broadcast(S, x[p + o1]);
      a10 = s.fma(b0, a10);
      a11 = s.fma(b1, a11);
      a12 = s.fma(b2, a12);
      a13 = s.fma(b3, a13);
      s = FloatVector.broadcast(S, x[p + o2]);
      a20 = s.fma(b0, a20);
      a21 = s.fma(b1, a21);
      a22 = s.fma(b2, a22);
      a23 = s.fma(b3, a23);
      s = FloatVector.broadcast(S, x[p + o3]);
      a30 = s.fma(b0, a30);
      a31 = s.fma(b1, a31);
      a32 = s.fma(b2, a32);
      a33 = s.fma(b3, a33);
      s = FloatVector.broadcast(S, x[p + o4]);
      a40 = s.fma(b0, a40);
      a41 = s.fma(b1, a41);
      a42 = s.fma(b2, a42);
      a43 = s.fma(b3, a43);
      s = FloatVector.broadcast(S, x[p + o5]);
      a50 = s.fma(b0, a50);
      a51 = s.fma(b1, a51);
      a52 = s.fma(b2, a52);
      a53 = s.fma(b3, a53);
    }
    a00.intoArray(dW, w0);
    a01.intoArray(dW, w0 + L);
    a02.intoArray(dW, w0 + 2 * L);
    a03.intoArray(dW, w0 + end);
    a10.intoArray(dW, w1);
    a11.intoArray(dW, w1 + L);
    a12.intoArray(dW, w1 + 2 * L);
    a13.intoArray(dW, w1 + end);
    a20.intoArray(dW, w2);
    a21.intoArray(dW, w2 + L);
    a22.intoArray(dW, w2 + 2 * L);
    a23.intoArray(dW, w2 + end);
    a30.intoArray(dW, w3);
    a31.intoArray(dW, w3 + L);
    a32.intoArray(dW, w3 + 2 * L);
    a33.intoArray(dW, w3 + end);
    a40.intoArray(dW, w4);
    a41.intoArray(dW, w4 + L);
    a42.intoArray(dW, w4 + 2 * L);
    a43.intoArray(dW, w4 + end);
    a50.intoArray(dW, w5);
    a51.intoArray(dW, w5 + L);
    a52.intoArray(dW, w5 + 2 * L);
    a53.intoArray(dW, w5 + end);
  }

  static void tile6x3(
      float[] dW, int dWOffset, int dWStride, int[] offsets, int first, int last, float[] x, int xOffset,
      int[] rows, int firstRow, int rowCount, float[] dy, int dyOffset, int n, int end) {
    int l1 = Math.min(first + 1, last);
    int l2 = Math.min(first + 2, last);
    int l3 = Math.min(first + 3, last);
    int l4 = Math.min(first + 4, last);
    int l5 = Math.min(first + 5, last);
    int w0 = dWOffset + first * dWStride;
    int w1 = dWOffset + l1 * dWStride;
    int w2 = dWOffset + l2 * dWStride;
    int w3 = dWOffset + l3 * dWStride;
    int w4 = dWOffset + l4 * dWStride;
    int w5 = dWOffset + l5 * dWStride;
    FloatVector a00 = FloatVector.fromArray(S, dW, w0);
    FloatVector a01 = FloatVector.fromArray(S, dW, w0 + L);
    FloatVector a02 = FloatVector.fromArray(S, dW, w0 + end);
    FloatVector a10 = FloatVector.fromArray(S, dW, w1);
    FloatVector a11 = FloatVector.fromArray(S, dW, w1 + L);
    FloatVector a12 = FloatVector.fromArray(S, dW, w1 + end);
    FloatVector a20 = FloatVector.fromArray(S, dW, w2);
    FloatVector a21 = FloatVector.fromArray(S, dW, w2 + L);
    FloatVector a22 = FloatVector.fromArray(S, dW, w2 + end);
    FloatVector a30 = FloatVector.fromArray(S, dW, w3);
    FloatVector a31 = FloatVector.fromArray(S, dW, w3 + L);
    FloatVector a32 = FloatVector.fromArray(S, dW, w3 + end);
    FloatVector a40 = FloatVector.fromArray(S, dW, w4);
    FloatVector a41 = FloatVector.fromArray(S, dW, w4 + L);
    FloatVector a42 = FloatVector.fromArray(S, dW, w4 + end);
    FloatVector a50 = FloatVector.fromArray(S, dW, w5);
    FloatVector a51 = FloatVector.fromArray(S, dW, w5 + L);
    FloatVector a52 = FloatVector.fromArray(S, dW, w5 + end);
    int o0 = xOffset + offsets[first];
    int o1 = xOffset + offsets[l1];
    int o2 = xOffset + offsets[l2];
    int o3 = xOffset + offsets[l3];
    int o4 = xOffset + offsets[l4];
    int o5 = xOffset + offsets[l5];
    for (int r = 0; r < rowCount; r++) {
      int p = rows[firstRow + r];
      int dyRow = dyOffset + r * n;
      FloatVector b0 = FloatVector.fromArray(S, dy, dyRow);
      FloatVector b1 = FloatVector.fromArray(S, dy, dyRow + L);
      FloatVector b2 = FloatVector.fromArray(S, dy, dyRow + end);
      FloatVector s = FloatVector.broadcast(S, x[p + o0]);
      a00 = s.fma(b0, a00);
      a01 = s.fma(b1, a01);
      a02 = s.fma(b2, a02);
      s = FloatVector.broadcast(S, x[p + o1]);
      a10 = s.fma(b0, a10);
      a11 = s.fma(b1, a11);
      a12 = s.fma(b2, a12);
      s = FloatVector.broadcast(S, x[p + o2]);
      a20 = s.fma(b0, a20);
      a21 = s.fma(b1, a21);
      a22 = s.fma(b2, a22);
      s = FloatVector.broadcast(S, x[p + o3]);
      a30 = s.fma(b0, a30);
      a31 = s.fma(b1, a31);
      a32 = s.fma(b2, a32);
      s = FloatVector.broadcast(S, x[p + o4]);
      a40 = s.fma(b0, a40);
      a41 = s.fma(b1, a41);
      a42 = s.fma(b2, a42);
      s = FloatVector.broadcast(S, x[p + o5]);
      a50 = s.fma(b0, a50);
      a51 = s.fma(b1, a51);
      a52 = s.fma(b2, a52);
    }
    a00.intoArray(dW, w0);
    a01.intoArray(dW, w0 + L);
    a02.intoArray(dW, w0 + end);
    a10.intoArray(dW, w1);
    a11.intoArray(dW, w1 + L);
    a12.intoArray(dW, w1 + end);
    a20.intoArray(dW, w2);
    a21.intoArray(dW, w2 + L);
    a22.intoArray(dW, w2 + end);
    a30.intoArray(dW, w3);
    a31.intoArray(dW, w3 + L);
    a32.intoArray(dW, w3 + end);
    a40.intoArray(dW, w4);
    a41.intoArray(dW, w4 + L);
    a42.intoArray(dW, w4 + end);
    a50.intoArray(dW, w5);
    a51.intoArray(dW, w5 + L);
    a52.intoArray(dW, w5 + end);
  }

  static void tile6x2(
      float[] dW, int dWOffset, int dWStride, int[] offsets, int first, int last, float[] x, int xOffset,
      int[] rows, int firstRow, int rowCount, float[] dy, int dyOffset, int n, int end) {
    int l1 = Math.min(first + 1, last);
    int l2 = Math.min(first + 2, last);
    int l3 = Math.min(first + 3, last);
    int l4 = Math.min(first + 4, last);
    int l5 = Math.min(first + 5, last);
    int w0 = dWOffset + first * dWStride;
    int w1 = dWOffset + l1 * dWStride;
    int w2 = dWOffset + l2 * dWStride;
    int w3 = dWOffset + l3 * dWStride;
    int w4 = dWOffset + l4 * dWStride;
    int w5 = dWOffset + l5 * dWStride;
    FloatVector a00 = FloatVector.fromArray(S, dW, w0);
    FloatVector a01 = FloatVector.fromArray(S, dW, w0 + end);
    FloatVector a10 = FloatVector.fromArray(S, dW, w1);
    FloatVector a11 = FloatVector.fromArray(S, dW, w1 + end);
    FloatVector a20 = FloatVector.fromArray(S, dW, w2);
    FloatVector a21 = FloatVector.fromArray(S, dW, w2 + end);
    FloatVector a30 = FloatVector.fromArray(S, dW, w3);
    FloatVector a31 = FloatVector.fromArray(S, dW, w3 + end);
    FloatVector a40 = FloatVector.fromArray(S, dW, w4);
    FloatVector a41 = FloatVector.fromArray(S, dW, w4 + end);
    FloatVector a50 = FloatVector.fromArray(S, dW, w5);
    FloatVector a51 = FloatVector.fromArray(S, dW, w5 + end);
    int o0 = xOffset + offsets[first];
    int o1 = xOffset + offsets[l1];
    int o2 = xOffset + offsets[l2];
    int o3 = xOffset + offsets[l3];
    int o4 = xOffset + offsets[l4];
    int o5 = xOffset + offsets[l5];
    for (int r = 0; r < rowCount; r++) {
      int p = rows[firstRow + r];
      int dyRow = dyOffset + r * n;
      FloatVector b0 = FloatVector.fromArray(S, dy, dyRow);
      FloatVector b1 = FloatVector.fromArray(S, dy, dyRow + end);
      FloatVector s = FloatVector.broadcast(S, x[p + o0]);
      a00 = s.fma(b0, a00);
      a01 = s.fma(b1, a01);
      s = FloatVector.broadcast(S, x[p + o1]);
      a10 = s.fma(b0, a10);
      a11 = s.fma(b1, a11);
      s = FloatVector.broadcast(S, x[p + o2]);
      a20 = s.fma(b0, a20);
      a21 = s.fma(b1, a21);
      s = FloatVector.broadcast(S, x[p + o3]);
      a30 = s.fma(b0, a30);
      a31 = s.fma(b1, a31);
      s = FloatVector.broadcast(S, x[p + o4]);
      a40 = s.fma(b0, a40);
      a41 = s.fma(b1, a41);
      s = FloatVector.broadcast(S, x[p + o5]);
      a50 = s.fma(b0, a50);
      a51 = s.fma(b1, a51);
    }
    a00.intoArray(dW, w0);
    a01.intoArray(dW, w0 + end);
    a10.intoArray(dW, w1);
    a11.intoArray(dW, w1 + end);
    a20.intoArray(dW, w2);
    a21.intoArray(dW, w2 + end);
    a30.intoArray(dW, w3);
    a31.intoArray(dW, w3 + end);
    a40.intoArray(dW, w4);
    a41.intoArray(dW, w4 + end);
    a50.intoArray(dW, w5);
    a51.intoArray(dW, w5 + end);
  }

  static void tile8x1(
      float[] dW, int dWOffset, int dWStride, int[] offsets, int first, int last, float[] x, int xOffset,
      int[] rows, int firstRow, int rowCount, float[] dy, int dyOffset, int n) {
    int l1 = Math.min(first + 1, last);
    int l2 = Math.min(first + 2, last);
    int l3 = Math.min(first + 3, last);
    int l4 = Math.min(first + 4, last);
    int l5 = Math.min(first + 5, last);
    int l6 = Math.min(first + 6, last);
    int l7 = Math.min(first + 7, last);
    int w0 = dWOffset + first * dWStride;
    int w1 = dWOffset + l1 * dWStride;
    int w2 = dWOffset + l2 * dWStride;
    int w3 = dWOffset + l3 * dWStride;
    int w4 = dWOffset + l4 * dWStride;
    int w5 = dWOffset + l5 * dWStride;
    int w6 = dWOffset + l6 * dWStride;
    int w7 = dWOffset + l7 * dWStride;
    FloatVector a00 = FloatVector.fromArray(S, dW, w0);
    FloatVector a10 = FloatVector.fromArray(S, dW, w1);
    FloatVector a20 = FloatVector.fromArray(S, dW, w2);
    FloatVector a30 = FloatVector.fromArray(S, dW, w3);
    FloatVector a40 = FloatVector.fromArray(S, dW, w4);
    FloatVector a50 = FloatVector.fromArray(S, dW, w5);
    FloatVector a60 = FloatVector.fromArray(S, dW, w6);
    FloatVector a70 = FloatVector.fromArray(S, dW, w7);
    int o0 = xOffset + offsets[first];
    int o1 = xOffset + offsets[l1];
    int o2 = xOffset + offsets[l2];
    int o3 = xOffset + offsets[l3];
    int o4 = xOffset + offsets[l4];
    int o5 = xOffset + offsets[l5];
    int o6 = xOffset + offsets[l6];
    int o7 = xOffset + offsets[l7];
    for (int r = 0; r < rowCount; r++) {
      int p = rows[firstRow + r];
      int dyRow = dyOffset + r * n;
      FloatVector b0 = FloatVector.fromArray(S, dy, dyRow);
      FloatVector s = FloatVector.broadcast(S, x[p + o0]);
      a00 = s.fma(b0, a00);
      s = FloatVector.broadcast(S, x[p + o1]);
      a10 = s.fma(b0, a10);
      s = FloatVector.broadcast(S, x[p + o2]);
      a20 = s.fma(b0, a20);
      s = FloatVector.broadcast(S, x[p + o3]);
      a30 = s.fma(b0, a30);
      s = FloatVector.broadcast(S, x[p + o4]);
      a40 = s.fma(b0, a40);
      s = FloatVector.broadcast(S, x[p + o5]);
      a50 = s.fma(b0, a50);
      s = FloatVector.broadcast(S, x[p + o6]);
      a60 = s.fma(b0, a60);
      s = FloatVector.broadcast(S, x[p + o7]);
      a70 = s.fma(b0, a70);
    }
    a00.intoArray(dW, w0);
    a10.intoArray(dW, w1);
    a20.intoArray(dW, w2);
    a30.intoArray(dW, w3);
    a40.intoArray(dW, w4);
    a50.intoArray(dW, w5);
    a60.intoArray(dW, w6);
    a70.intoArray(dW, w7);
  }
}
