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
 * <p>The plain loops of {@link ScalarPooledConvolutions} define what is computed; the tiles give the same up to rounding.
 *
 * <p>Written by core/src/tiles/java/Tiles.java; change it there.
 */
final class SingleChannelTiles {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;

  private SingleChannelTiles() {}

  /** One vector of filters; accumulator q is pixel q of the window. A NaN wins, the last one if there are several. */
  static void forward(
      float[] y, int yAt, float[] choice, int choiceAt, int n, float[] x, int xOffset, int[] corners, int firstCorner,
      int windows, int rowStride, float[] weights, int wAt, int wStride, float[] bias, int biasAt) {
    FloatVector w0 = FloatVector.fromArray(S, weights, wAt);
    FloatVector w1 = FloatVector.fromArray(S, weights, wAt + wStride);
    FloatVector w2 = FloatVector.fromArray(S, weights, wAt + 2 * wStride);
    FloatVector w3 = FloatVector.fromArray(S, weights, wAt + 3 * wStride);
    FloatVector w4 = FloatVector.fromArray(S, weights, wAt + 4 * wStride);
    FloatVector w5 = FloatVector.fromArray(S, weights, wAt + 5 * wStride);
    FloatVector w6 = FloatVector.fromArray(S, weights, wAt + 6 * wStride);
    FloatVector w7 = FloatVector.fromArray(S, weights, wAt + 7 * wStride);
    FloatVector w8 = FloatVector.fromArray(S, weights, wAt + 8 * wStride);
    FloatVector b = FloatVector.fromArray(S, bias, biasAt);
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
      FloatVector chosen = FloatVector.broadcast(S, Kernels.NONE);
      VectorMask<Float> larger0 = a0.compare(VectorOperators.GT, best).or(a0.compare(VectorOperators.NE, a0));
      best = best.blend(a0, larger0);
      chosen = chosen.blend(0, larger0);
      VectorMask<Float> larger1 = a1.compare(VectorOperators.GT, best).or(a1.compare(VectorOperators.NE, a1));
      best = best.blend(a1, larger1);
      chosen = chosen.blend(1, larger1);
      VectorMask<Float> larger2 = a2.compare(VectorOperators.GT, best).or(a2.compare(VectorOperators.NE, a2));
      best = best.blend(a2, larger2);
      chosen = chosen.blend(2, larger2);
      VectorMask<Float> larger3 = a3.compare(VectorOperators.GT, best).or(a3.compare(VectorOperators.NE, a3));
      best = best.blend(a3, larger3);
      chosen = chosen.blend(3, larger3);
      best.intoArray(y, yAt + w * n);
      chosen.intoArray(choice, choiceAt + w * n);
    }
  }

  /** Accumulator t is weight t; g0 to g3 are the window's gradients at its four pixels, at most one of them not 0. */
  static void gradient(
      float[] dW, int dWAt, int dWStride, float[] dy, int dyAt, float[] choice, int choiceAt, int n, float[] x,
      int xOffset, int[] corners, int firstCorner, int windows, int rowStride) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector d0 = FloatVector.fromArray(S, dW, dWAt);
    FloatVector d1 = FloatVector.fromArray(S, dW, dWAt + dWStride);
    FloatVector d2 = FloatVector.fromArray(S, dW, dWAt + 2 * dWStride);
    FloatVector d3 = FloatVector.fromArray(S, dW, dWAt + 3 * dWStride);
    FloatVector d4 = FloatVector.fromArray(S, dW, dWAt + 4 * dWStride);
    FloatVector d5 = FloatVector.fromArray(S, dW, dWAt + 5 * dWStride);
    FloatVector d6 = FloatVector.fromArray(S, dW, dWAt + 6 * dWStride);
    FloatVector d7 = FloatVector.fromArray(S, dW, dWAt + 7 * dWStride);
    FloatVector d8 = FloatVector.fromArray(S, dW, dWAt + 8 * dWStride);
    for (int w = 0; w < windows; w++) {
      int r0 = xOffset + corners[firstCorner + 4 * w];
      int r1 = r0 + rowStride;
      int r2 = r1 + rowStride;
      int r3 = r2 + rowStride;
      FloatVector g = FloatVector.fromArray(S, dy, dyAt + w * n);
      FloatVector chosen = FloatVector.fromArray(S, choice, choiceAt + w * n);
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
    d1.intoArray(dW, dWAt + dWStride);
    d2.intoArray(dW, dWAt + 2 * dWStride);
    d3.intoArray(dW, dWAt + 3 * dWStride);
    d4.intoArray(dW, dWAt + 4 * dWStride);
    d5.intoArray(dW, dWAt + 5 * dWStride);
    d6.intoArray(dW, dWAt + 6 * dWStride);
    d7.intoArray(dW, dWAt + 7 * dWStride);
    d8.intoArray(dW, dWAt + 8 * dWStride);
  }

  static void biasGradient(
      float[] db, int dbAt, float[] dy, int dyAt, float[] choice, int choiceAt, int n, int windows) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector sum = FloatVector.fromArray(S, db, dbAt);
    for (int w = 0; w < windows; w++) {
      FloatVector gradient = FloatVector.fromArray(S, dy, dyAt + w * n);
      FloatVector chosen = FloatVector.fromArray(S, choice, choiceAt + w * n);
      sum = sum.add(zero.blend(gradient, chosen.compare(VectorOperators.LT, Kernels.NONE)));
    }
    sum.intoArray(db, dbAt);
  }
}
