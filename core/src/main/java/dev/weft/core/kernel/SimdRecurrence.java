package dev.weft.core.kernel;

/** The steps of recurrent layers, in vectors. */
interface SimdRecurrence extends RecurrentKernels {

  @Override
  default void lstm(float[] m, int h, int c, int gates, int previous, int units) {
    RecurrentLoops.lstm(m, h, c, gates, previous, units);
  }

  @Override
  default void lstmGradient(
      float[] m, int dSums, int dPrevious, int dh, int dc, int gates, int previous, int units) {
    RecurrentLoops.lstmGradient(m, dSums, dPrevious, dh, dc, gates, previous, units);
  }

  @Override
  default void gru(float[] m, int h, int gates, int sums, int previous, int units) {
    RecurrentLoops.gru(m, h, gates, sums, previous, units);
  }

  @Override
  default void gruGradient(
      float[] m, int dGates, int dSums, int dPrevious, int dh, int gates, int last, int previous, int units) {
    RecurrentLoops.gruGradient(m, dGates, dSums, dPrevious, dh, gates, last, previous, units);
  }
}
