package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@link Kernels#convolve3x3ReluMaxPool} and its gradient: the first layer of a network for grey images.
 *
 * <p>A patch of one channel has only nine elements, too few for the loops of {@link MultiplyTiles}. Here the nine weights of a
 * vector of filters stay in registers for all windows, and each of a window's 16 pixels is broadcast once for the up to
 * four sums that it is part of: 36 multiply-adds for 16 loads.
 *
 * <p>The plain loops of {@link ScalarKernels#convolve3x3ReluMaxPool} and {@link ScalarKernels#convolve3x3Gradient} define
 * what is computed; the tiles give the same up to rounding.
 */
final class SingleChannelTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();

  private SingleChannelTiles() {}

  /** Accumulator q is pixel q of the window. */
  static void forward(
      float[] y, int yOffset, float[] choice, int choiceOffset, float[] x, int xOffset, int[] corners,
      int firstCorner, int windows, int rowStride, float[] weights, int weightsOffset, float[] bias, int biasOffset,
      int n) {
    for (int j = 0; j < n; j += L) {
      int wAt = weightsOffset + j;
      FloatVector w0 = FloatVector.fromArray(S, weights, wAt);
      FloatVector w1 = FloatVector.fromArray(S, weights, wAt + n);
      FloatVector w2 = FloatVector.fromArray(S, weights, wAt + 2 * n);
      FloatVector w3 = FloatVector.fromArray(S, weights, wAt + 3 * n);
      FloatVector w4 = FloatVector.fromArray(S, weights, wAt + 4 * n);
      FloatVector w5 = FloatVector.fromArray(S, weights, wAt + 5 * n);
      FloatVector w6 = FloatVector.fromArray(S, weights, wAt + 6 * n);
      FloatVector w7 = FloatVector.fromArray(S, weights, wAt + 7 * n);
      FloatVector w8 = FloatVector.fromArray(S, weights, wAt + 8 * n);
      FloatVector b = FloatVector.fromArray(S, bias, biasOffset + j);
      for (int w = 0; w < windows; w++) {
        int r0 = xOffset + corners[firstCorner + 4 * w];
        int r1 = r0 + rowStride;
        int r2 = r1 + rowStride;
        int r3 = r2 + rowStride;
        FloatVector s = FloatVector.broadcast(S, x[r0]);
        FloatVector a0 = s.fma(w0, b);
        s = FloatVector.broadcast(S, x[r0 + 1]);
        a0 = s.fma(w1, a0);
        FloatVector a1 = s.fma(w0, b);
        s = FloatVector.broadcast(S, x[r0 + 2]);
        a0 = s.fma(w2, a0);
        a1 = s.fma(w1, a1);
        s = FloatVector.broadcast(S, x[r0 + 3]);
        a1 = s.fma(w2, a1);
        s = FloatVector.broadcast(S, x[r1]);
        a0 = s.fma(w3, a0);
        FloatVector a2 = s.fma(w0, b);
        s = FloatVector.broadcast(S, x[r1 + 1]);
        a0 = s.fma(w4, a0);
        a1 = s.fma(w3, a1);
        a2 = s.fma(w1, a2);
        FloatVector a3 = s.fma(w0, b);
        s = FloatVector.broadcast(S, x[r1 + 2]);
        a0 = s.fma(w5, a0);
        a1 = s.fma(w4, a1);
        a2 = s.fma(w2, a2);
        a3 = s.fma(w1, a3);
        s = FloatVector.broadcast(S, x[r1 + 3]);
        a1 = s.fma(w5, a1);
        a3 = s.fma(w2, a3);
        s = FloatVector.broadcast(S, x[r2]);
        a0 = s.fma(w6, a0);
        a2 = s.fma(w3, a2);
        s = FloatVector.broadcast(S, x[r2 + 1]);
        a0 = s.fma(w7, a0);
        a1 = s.fma(w6, a1);
        a2 = s.fma(w4, a2);
        a3 = s.fma(w3, a3);
        s = FloatVector.broadcast(S, x[r2 + 2]);
        a0 = s.fma(w8, a0);
        a1 = s.fma(w7, a1);
        a2 = s.fma(w5, a2);
        a3 = s.fma(w4, a3);
        s = FloatVector.broadcast(S, x[r2 + 3]);
        a1 = s.fma(w8, a1);
        a3 = s.fma(w5, a3);
        s = FloatVector.broadcast(S, x[r3]);
        a2 = s.fma(w6, a2);
        s = FloatVector.broadcast(S, x[r3 + 1]);
        a2 = s.fma(w7, a2);
        a3 = s.fma(w6, a3);
        s = FloatVector.broadcast(S, x[r3 + 2]);
        a2 = s.fma(w8, a2);
        a3 = s.fma(w7, a3);
        s = FloatVector.broadcast(S, x[r3 + 3]);
        a3 = s.fma(w8, a3);
        FloatVector best = FloatVector.zero(S);
        FloatVector chosen = FloatVector.broadcast(S, 4);
        VectorMask<Float> larger0 = a0.compare(VectorOperators.GT, best);
        best = best.blend(a0, larger0);
        chosen = chosen.blend(0, larger0);
        VectorMask<Float> larger1 = a1.compare(VectorOperators.GT, best);
        best = best.blend(a1, larger1);
        chosen = chosen.blend(1, larger1);
        VectorMask<Float> larger2 = a2.compare(VectorOperators.GT, best);
        best = best.blend(a2, larger2);
        chosen = chosen.blend(2, larger2);
        VectorMask<Float> larger3 = a3.compare(VectorOperators.GT, best);
        best = best.blend(a3, larger3);
        chosen = chosen.blend(3, larger3);
        best.intoArray(y, yOffset + w * n + j);
        chosen.intoArray(choice, choiceOffset + w * n + j);
      }
    }
  }

  /** Accumulator t is weight t; g0 to g3 are the window's gradients at its four pixels, at most one of them not 0. */
  static void gradient(
      float[] dW, int dWOffset, float[] dy, int dyOffset, float[] choice, int choiceOffset, float[] x, int xOffset,
      int[] corners, int firstCorner, int windows, int rowStride, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < n; j += L) {
      int dWAt = dWOffset + j;
      FloatVector d0 = FloatVector.fromArray(S, dW, dWAt);
      FloatVector d1 = FloatVector.fromArray(S, dW, dWAt + n);
      FloatVector d2 = FloatVector.fromArray(S, dW, dWAt + 2 * n);
      FloatVector d3 = FloatVector.fromArray(S, dW, dWAt + 3 * n);
      FloatVector d4 = FloatVector.fromArray(S, dW, dWAt + 4 * n);
      FloatVector d5 = FloatVector.fromArray(S, dW, dWAt + 5 * n);
      FloatVector d6 = FloatVector.fromArray(S, dW, dWAt + 6 * n);
      FloatVector d7 = FloatVector.fromArray(S, dW, dWAt + 7 * n);
      FloatVector d8 = FloatVector.fromArray(S, dW, dWAt + 8 * n);
      for (int w = 0; w < windows; w++) {
        int r0 = xOffset + corners[firstCorner + 4 * w];
        int r1 = r0 + rowStride;
        int r2 = r1 + rowStride;
        int r3 = r2 + rowStride;
        FloatVector g = FloatVector.fromArray(S, dy, dyOffset + w * n + j);
        FloatVector chosen = FloatVector.fromArray(S, choice, choiceOffset + w * n + j);
        FloatVector g0 = zero.blend(g, chosen.compare(VectorOperators.EQ, 0));
        FloatVector g1 = zero.blend(g, chosen.compare(VectorOperators.EQ, 1));
        FloatVector g2 = zero.blend(g, chosen.compare(VectorOperators.EQ, 2));
        FloatVector g3 = zero.blend(g, chosen.compare(VectorOperators.EQ, 3));
        FloatVector s = FloatVector.broadcast(S, x[r0]);
        d0 = s.fma(g0, d0);
        s = FloatVector.broadcast(S, x[r0 + 1]);
        d1 = s.fma(g0, d1);
        d0 = s.fma(g1, d0);
        s = FloatVector.broadcast(S, x[r0 + 2]);
        d2 = s.fma(g0, d2);
        d1 = s.fma(g1, d1);
        s = FloatVector.broadcast(S, x[r0 + 3]);
        d2 = s.fma(g1, d2);
        s = FloatVector.broadcast(S, x[r1]);
        d3 = s.fma(g0, d3);
        d0 = s.fma(g2, d0);
        s = FloatVector.broadcast(S, x[r1 + 1]);
        d4 = s.fma(g0, d4);
        d3 = s.fma(g1, d3);
        d1 = s.fma(g2, d1);
        d0 = s.fma(g3, d0);
        s = FloatVector.broadcast(S, x[r1 + 2]);
        d5 = s.fma(g0, d5);
        d4 = s.fma(g1, d4);
        d2 = s.fma(g2, d2);
        d1 = s.fma(g3, d1);
        s = FloatVector.broadcast(S, x[r1 + 3]);
        d5 = s.fma(g1, d5);
        d2 = s.fma(g3, d2);
        s = FloatVector.broadcast(S, x[r2]);
        d6 = s.fma(g0, d6);
        d3 = s.fma(g2, d3);
        s = FloatVector.broadcast(S, x[r2 + 1]);
        d7 = s.fma(g0, d7);
        d6 = s.fma(g1, d6);
        d4 = s.fma(g2, d4);
        d3 = s.fma(g3, d3);
        s = FloatVector.broadcast(S, x[r2 + 2]);
        d8 = s.fma(g0, d8);
        d7 = s.fma(g1, d7);
        d5 = s.fma(g2, d5);
        d4 = s.fma(g3, d4);
        s = FloatVector.broadcast(S, x[r2 + 3]);
        d8 = s.fma(g1, d8);
        d5 = s.fma(g3, d5);
        s = FloatVector.broadcast(S, x[r3]);
        d6 = s.fma(g2, d6);
        s = FloatVector.broadcast(S, x[r3 + 1]);
        d7 = s.fma(g2, d7);
        d6 = s.fma(g3, d6);
        s = FloatVector.broadcast(S, x[r3 + 2]);
        d8 = s.fma(g2, d8);
        d7 = s.fma(g3, d7);
        s = FloatVector.broadcast(S, x[r3 + 3]);
        d8 = s.fma(g3, d8);
      }
      d0.intoArray(dW, dWAt);
      d1.intoArray(dW, dWAt + n);
      d2.intoArray(dW, dWAt + 2 * n);
      d3.intoArray(dW, dWAt + 3 * n);
      d4.intoArray(dW, dWAt + 4 * n);
      d5.intoArray(dW, dWAt + 5 * n);
      d6.intoArray(dW, dWAt + 6 * n);
      d7.intoArray(dW, dWAt + 7 * n);
      d8.intoArray(dW, dWAt + 8 * n);
      biasGradient(dW, dWAt + 9 * n, dy, dyOffset + j, choice, choiceOffset + j, windows, n);
    }
  }

  private static void biasGradient(
      float[] db, int dbAt, float[] dy, int dyAt, float[] choice, int choiceAt, int windows, int n) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector sum = FloatVector.fromArray(S, db, dbAt);
    for (int w = 0; w < windows; w++) {
      FloatVector gradient = FloatVector.fromArray(S, dy, dyAt + w * n);
      FloatVector chosen = FloatVector.fromArray(S, choice, choiceAt + w * n);
      sum = sum.add(zero.blend(gradient, chosen.compare(VectorOperators.LT, 4)));
    }
    sum.intoArray(db, dbAt);
  }
}
