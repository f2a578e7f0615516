package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Steps of recurrent layers over whole vectors of units, of which the last overlaps the one before it; fewer units than lanes are
 * computed in the scalar form.
 */
final class RecurrentLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final int L = S.length();
  private static final Kernels SCALAR = ScalarKernels.INSTANCE;

  private RecurrentLoops() {}

  private static FloatVector load(float[] m, int at) {
    return FloatVector.fromArray(S, m, at);
  }

  private static FloatVector oneMinus(FloatVector x) {
    return FloatVector.broadcast(S, 1).sub(x);
  }

  static void lstm(float[] m, int h, int c, int gates, int previous, int units) {
    if (units < L) {
      SCALAR.lstm(m, h, c, gates, previous, units);
      return;
    }
    SigmoidLoops.sigmoid(m, gates, gates, 2 * units);
    SigmoidLoops.tanh(m, gates + 2 * units, gates + 2 * units, units);
    SigmoidLoops.sigmoid(m, gates + 3 * units, gates + 3 * units, units);
    cells(m, c, gates, previous, units);
    SigmoidLoops.tanh(m, h, c, units);
    multiply(m, h, gates + 3 * units, units);
  }

  private static void cells(float[] m, int c, int gates, int previous, int units) {
    for (int column = 0; column < units; column += L) {
      int j = Math.min(column, units - L);
      FloatVector added = load(m, gates + j).mul(load(m, gates + 2 * units + j));
      load(m, gates + units + j).fma(load(m, previous + j), added).intoArray(m, c + j);
    }
  }

  /** {@code y[i] *= x[i]}; each vector is read before the one in front of it is written, as the last two overlap. */
  private static void multiply(float[] m, int y, int x, int count) {
    int last = count - L;
    FloatVector next = load(m, y);
    for (int column = 0; column < count; column += L) {
      int i = Math.min(column, last);
      FloatVector factor = next;
      next = load(m, y + Math.min(column + L, last));
      factor.mul(load(m, x + i)).intoArray(m, y + i);
    }
  }

  static void lstmGradient(
      float[] m, int dSums, int dPrevious, int dh, int dc, int gates, int previous, int units) {
    if (units < L) {
      SCALAR.lstmGradient(m, dSums, dPrevious, dh, dc, gates, previous, units);
      return;
    }
    int tanh = dSums + 3 * units; // of the cell, until the gradient of o takes its place
    cells(m, tanh, gates, previous, units);
    SigmoidLoops.tanh(m, tanh, tanh, units);
    for (int column = 0; column < units; column += L) {
      int j = Math.min(column, units - L);
      FloatVector i = load(m, gates + j);
      FloatVector f = load(m, gates + units + j);
      FloatVector g = load(m, gates + 2 * units + j);
      FloatVector before = load(m, previous + j);
      FloatVector t = load(m, tanh + j);
      FloatVector dCell = load(m, dh + j).mul(load(m, gates + 3 * units + j)).fma(oneMinus(t.mul(t)), load(m, dc + j));
      dCell.mul(g).mul(i).mul(oneMinus(i)).intoArray(m, dSums + j);
      dCell.mul(before).mul(f).mul(oneMinus(f)).intoArray(m, dSums + units + j);
      dCell.mul(i).mul(oneMinus(g.mul(g))).intoArray(m, dSums + 2 * units + j);
      dCell.mul(f).intoArray(m, dPrevious + j);
    }
    outputGates(m, tanh, dh, gates + 3 * units, units);
  }

  /** {@code y[i] *= dh[i] · o[i] (1 − o[i])}, read and written as in {@link #multiply}. */
  private static void outputGates(float[] m, int y, int dh, int o, int units) {
    int last = units - L;
    FloatVector next = load(m, y);
    for (int column = 0; column < units; column += L) {
      int i = Math.min(column, last);
      FloatVector factor = next;
      next = load(m, y + Math.min(column + L, last));
      FloatVector gate = load(m, o + i);
      factor.mul(load(m, dh + i)).mul(gate).mul(oneMinus(gate)).intoArray(m, y + i);
    }
  }

  /** h holds the sums of n until they are needed no more. */
  static void gru(float[] m, int h, int gates, int sums, int previous, int units) {
    if (units < L) {
      SCALAR.gru(m, h, gates, sums, previous, units);
      return;
    }
    int n = gates + 2 * units;
    ElementLoops.add(m, gates, m, sums, 2 * units);
    SigmoidLoops.sigmoid(m, gates, gates, 2 * units);
    for (int column = 0; column < units; column += L) {
      int j = Math.min(column, units - L);
      load(m, gates + units + j).fma(load(m, sums + 2 * units + j), load(m, n + j)).intoArray(m, h + j);
    }
    SigmoidLoops.tanh(m, n, h, units);
    for (int column = 0; column < units; column += L) {
      int j = Math.min(column, units - L);
      FloatVector candidate = load(m, n + j);
      load(m, previous + j).sub(candidate).fma(load(m, gates + j), candidate).intoArray(m, h + j);
    }
  }

  static void gruGradient(
      float[] m, int dGates, int dSums, int dPrevious, int dh, int gates, int last, int previous, int units) {
    if (units < L) {
      SCALAR.gruGradient(m, dGates, dSums, dPrevious, dh, gates, last, previous, units);
      return;
    }
    for (int column = 0; column < units; column += L) {
      int j = Math.min(column, units - L);
      FloatVector z = load(m, gates + j);
      FloatVector r = load(m, gates + units + j);
      FloatVector n = load(m, gates + 2 * units + j);
      FloatVector dOut = load(m, dh + j);
      FloatVector dn = dOut.mul(oneMinus(z)).mul(oneMinus(n.mul(n)));
      FloatVector dz = dOut.mul(load(m, previous + j).sub(n)).mul(z).mul(oneMinus(z));
      FloatVector dr = dn.mul(load(m, last + j)).mul(r).mul(oneMinus(r));
      dz.intoArray(m, dGates + j);
      dr.intoArray(m, dGates + units + j);
      dn.intoArray(m, dGates + 2 * units + j);
      dz.intoArray(m, dSums + j);
      dr.intoArray(m, dSums + units + j);
      dn.mul(r).intoArray(m, dSums + 2 * units + j);
      dOut.mul(z).intoArray(m, dPrevious + j);
    }
  }
}
