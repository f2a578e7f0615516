package dev.weft.core.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pools of any window, channels in the lanes; {@link ScalarPools} defines them.
 *
 * <p>The last vector of channels overlaps the one before it where channels are no multiple of the lanes. With fewer channels than
 * lanes a vector reaches into the next windows, which are computed later; the last windows of a run are left to the scalar form.
 */
final class PoolLoops {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final VectorSpecies<Integer> I = S.withLanes(int.class);
  private static final int L = S.length();

  private PoolLoops() {}

  /** How many windows of a run may be computed in whole vectors. */
  private static int whole(PoolRun run, int channels) {
    return channels < L ? ElementLoops.wholeRows(run.windows(), channels) : run.windows();
  }

  /** The channel at which the next vector starts: the last one ends with the last channel. */
  private static int next(int c, int channels) {
    return c + L < channels ? Math.min(c + L, channels - L) : channels;
  }

  static void max(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int channels) {
    int whole = whole(run, channels);
    for (int c = 0; c < channels; c = next(c, channels)) {
      max(y, yOffset + c, places, placesOffset + c, x, xOffset, run.input() + c, run.step(), whole, run.taps(),
          channels);
    }
    ScalarPools.max(y, yOffset, places, placesOffset, x, xOffset, run, whole, channels);
  }

  /** A vector of channels of some windows. A NaN wins, the last one if there are several. */
  private static void max(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, int input, int step,
      int windows,
      int[] taps, int channels) {
    IntVector lanes = IntVector.zero(I).addIndex(1);
    for (int w = 0; w < windows; w++) {
      int window = input + w * step;
      FloatVector best = FloatVector.fromArray(S, x, xOffset + window + taps[0]);
      IntVector place = IntVector.broadcast(I, taps[0]);
      for (int t = 1; t < taps.length; t++) {
        FloatVector value = FloatVector.fromArray(S, x, xOffset + window + taps[t]);
        VectorMask<Float> wins = value.compare(VectorOperators.GT, best).or(value.compare(VectorOperators.NE, value));
        best = best.blend(value, wins);
        place = place.blend(taps[t], wins.cast(I));
      }
      best.intoArray(y, yOffset + w * channels);
      place.add(lanes).add(window).reinterpretAsFloats().intoArray(places, placesOffset + w * channels);
    }
  }

  static void mean(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int channels) {
    int whole = whole(run, channels);
    for (int c = 0; c < channels; c = next(c, channels)) {
      mean(y, yOffset + c, x, xOffset + run.input() + c, run.step(), whole, run.taps(), channels);
    }
    ScalarPools.mean(y, yOffset, x, xOffset, run, whole, channels);
  }

  private static void mean(
      float[] y, int yOffset, float[] x, int xOffset, int step, int windows, int[] taps, int channels) {
    for (int w = 0; w < windows; w++) {
      FloatVector sum = FloatVector.zero(S);
      for (int tap : taps) {
        sum = sum.add(FloatVector.fromArray(S, x, xOffset + w * step + tap));
      }
      sum.div(taps.length).intoArray(y, yOffset + w * channels);
    }
  }

  /** Channels that a vector has twice, or that are not there, are given nothing: their part of dy is a zero in scratch memory. */
  static void meanGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int channels) {
    int whole = whole(run, channels);
    int c = 0;
    for (; c <= channels - L; c += L) {
      meanGradient(dx, dxOffset + run.input() + c, run.step(), dy, dyOffset + c, channels, whole, run.taps());
    }
    int left = channels - c;
    if (left > 0) {
      float[] scratch = Scratch.ofThisThread();
      int zeros = channels < L ? 0 : L - left;
      Arrays.fill(scratch, 0, L, 0f);
      for (int w = 0; w < whole; w++) {
        System.arraycopy(dy, dyOffset + w * channels + c, scratch, zeros, left);
        meanGradient(
            dx, dxOffset + run.input() + w * run.step() + c - zeros, 0, scratch, 0, 0, 1, run.taps());
      }
    }
    ScalarPools.meanGradient(dx, dxOffset, dy, dyOffset, run, whole, channels);
  }

  private static void meanGradient(
      float[] dx, int dxOffset, int step, float[] dy, int dyOffset, int channels, int windows, int[] taps) {
    for (int w = 0; w < windows; w++) {
      FloatVector share = FloatVector.fromArray(S, dy, dyOffset + w * channels).div(taps.length);
      for (int tap : taps) {
        int to = dxOffset + w * step + tap;
        FloatVector.fromArray(S, dx, to).add(share).intoArray(dx, to);
      }
    }
  }
}
