package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link PeakProbe} on vectors. A multiply-add takes some four cycles and a core starts up to four of them
 * a cycle, so as many chains must be under way as registers allow.
 */
final class VectorChains {

  private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
  private static final float FACTOR = 0.999f;
  private static final float SUMMAND = 0.001f;

  private VectorChains() {}

  /** Fits 16 registers. */
  static final class Twelve implements PeakProbe.Chains {

    @Override
    public int multiplyAdds() {
      return 12 * S.length();
    }

    @Override
    public float run(int steps) {
      FloatVector x = FloatVector.broadcast(S, FACTOR);
      FloatVector y = FloatVector.broadcast(S, SUMMAND);
      FloatVector a0 = FloatVector.broadcast(S, 0);
      FloatVector a1 = FloatVector.broadcast(S, 1);
      FloatVector a2 = FloatVector.broadcast(S, 2);
      FloatVector a3 = FloatVector.broadcast(S, 3);
      FloatVector a4 = FloatVector.broadcast(S, 4);
      FloatVector a5 = FloatVector.broadcast(S, 5);
      FloatVector a6 = FloatVector.broadcast(S, 6);
      FloatVector a7 = FloatVector.broadcast(S, 7);
      FloatVector a8 = FloatVector.broadcast(S, 8);
      FloatVector a9 = FloatVector.broadcast(S, 9);
      FloatVector a10 = FloatVector.broadcast(S, 10);
      FloatVector a11 = FloatVector.broadcast(S, 11);
      for (int i = 0; i < steps; i++) {
        a0 = a0.fma(x, y);
        a1 = a1.fma(x, y);
        a2 = a2.fma(x, y);
        a3 = a3.fma(x, y);
        a4 = a4.fma(x, y);
        a5 = a5.fma(x, y);
        a6 = a6.fma(x, y);
        a7 = a7.fma(x, y);
        a8 = a8.fma(x, y);
        a9 = a9.fma(x, y);
        a10 = a10.fma(x, y);
        a11 = a11.fma(x, y);
      }
      FloatVector s0 = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
      FloatVector s1 = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
      return s0.add(s1).reduceLanes(VectorOperators.ADD);
    }
  }

  /** Fits 32 registers. */
  static final class TwentyFour implements PeakProbe.Chains {

    @Override
    public int multiplyAdds() {
      return 24 * S.length();
    }

    @Override
    public float run(int steps) {
      FloatVector x = FloatVector.broadcast(S, FACTOR);
      FloatVector y = FloatVector.broadcast(S, SUMMAND);
      FloatVector a0 = FloatVector.broadcast(S, 0);
      FloatVector a1 = FloatVector.broadcast(S, 1);
      FloatVector a2 = FloatVector.broadcast(S, 2);
      FloatVector a3 = FloatVector.broadcast(S, 3);
      FloatVector a4 = FloatVector.broadcast(S, 4);
      FloatVector a5 = FloatVector.broadcast(S, 5);
      FloatVector a6 = FloatVector.broadcast(S, 6);
      FloatVector a7 = FloatVector.broadcast(S, 7);
      FloatVector a8 = FloatVector.broadcast(S, 8);
      FloatVector a9 = FloatVector.broadcast(S, 9);
      FloatVector a10 = FloatVector.broadcast(S, 10);
      FloatVector a11 = FloatVector.broadcast(S, 11);
      FloatVector a12 = FloatVector.broadcast(S, 12);
      FloatVector a13 = FloatVector.broadcast(S, 13);
      FloatVector a14 = FloatVector.broadcast(S, 14);
      FloatVector a15 = FloatVector.broadcast(S, 15);
      FloatVector a16 = FloatVector.broadcast(S, 16);
      FloatVector a17 = FloatVector.broadcast(S, 17);
      FloatVector a18 = FloatVector.broadcast(S, 18);
      FloatVector a19 = FloatVector.broadcast(S, 19);
      FloatVector a20 = FloatVector.broadcast(S, 20);
      FloatVector a21 = FloatVector.broadcast(S, 21);
      FloatVector a22 = FloatVector.broadcast(S, 22);
      FloatVector a23 = FloatVector.broadcast(S, 23);
      for (int i = 0; i < steps; i++) {
        a0 = a0.fma(x, y);
        a1 = a1.fma(x, y);
        a2 = a2.fma(x, y);
        a3 = a3.fma(x, y);
        a4 = a4.fma(x, y);
        a5 = a5.fma(x, y);
        a6 = a6.fma(x, y);
        a7 = a7.fma(x, y);
        a8 = a8.fma(x, y);
        a9 = a9.fma(x, y);
        a10 = a10.fma(x, y);
        a11 = a11.fma(x, y);
        a12 = a12.fma(x, y);
        a13 = a13.fma(x, y);
        a14 = a14.fma(x, y);
        a15 = a15.fma(x, y);
        a16 = a16.fma(x, y);
        a17 = a17.fma(x, y);
        a18 = a18.fma(x, y);
        a19 = a19.fma(x, y);
        a20 = a20.fma(x, y);
        a21 = a21.fma(x, y);
        a22 = a22.fma(x, y);
        a23 = a23.fma(x, y);
      }
      FloatVector s0 = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
      FloatVector s1 = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
      FloatVector s2 = a12.add(a13).add(a14).add(a15).add(a16).add(a17);
      FloatVector s3 = a18.add(a19).add(a20).add(a21).add(a22).add(a23);
      return s0.add(s1).add(s2).add(s3).reduceLanes(VectorOperators.ADD);
    }
  }
}
