package dev.weft.core.kernel;

/** The steps of recurrent layers, unit by unit. */
interface ScalarRecurrence extends RecurrentKernels {

  private static float logistic(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  @Override
  default void lstm(float[] m, int h, int c, int gates, int previous, int units) {
    for (int j = 0; j < units; j++) {
      float i = logistic(m[gates + j]);
      float f = logistic(m[gates + units + j]);
      float g = (float) Math.tanh(m[gates + 2 * units + j]);
      float o = logistic(m[gates + 3 * units + j]);
      float cell = f * m[previous + j] + i * g;
      m[gates + j] = i;
      m[gates + units + j] = f;
      m[gates + 2 * units + j] = g;
      m[gates + 3 * units + j] = o;
      m[c + j] = cell;
      m[h + j] = o * (float) Math.tanh(cell);
    }
  }

  @Override
  default void lstmGradient(
      float[] m, int dSums, int dPrevious, int dh, int dc, int gates, int previous, int units) {
    for (int j = 0; j < units; j++) {
      float i = m[gates + j];
      float f = m[gates + units + j];
      float g = m[gates + 2 * units + j];
      float o = m[gates + 3 * units + j];
      float before = m[previous + j];
      float t = (float) Math.tanh(f * before + i * g);
      float dCell = m[dc + j] + m[dh + j] * o * (1 - t * t);
      m[dSums + j] = dCell * g * i * (1 - i);
      m[dSums + units + j] = dCell * before * f * (1 - f);
      m[dSums + 2 * units + j] = dCell * i * (1 - g * g);
      m[dSums + 3 * units + j] = m[dh + j] * t * o * (1 - o);
      m[dPrevious + j] = dCell * f;
    }
  }

  @Override
  default void gru(float[] m, int h, int gates, int sums, int previous, int units) {
    for (int j = 0; j < units; j++) {
      float z = logistic(m[gates + j] + m[sums + j]);
      float r = logistic(m[gates + units + j] + m[sums + units + j]);
      float n = (float) Math.tanh(m[gates + 2 * units + j] + r * m[sums + 2 * units + j]);
      m[gates + j] = z;
      m[gates + units + j] = r;
      m[gates + 2 * units + j] = n;
      m[h + j] = n + z * (m[previous + j] - n);
    }
  }

  @Override
  default void gruGradient(
      float[] m, int dGates, int dSums, int dPrevious, int dh, int gates, int last, int previous, int units) {
    for (int j = 0; j < units; j++) {
      float z = m[gates + j];
      float r = m[gates + units + j];
      float n = m[gates + 2 * units + j];
      float dn = m[dh + j] * (1 - z) * (1 - n * n);
      float dz = m[dh + j] * (m[previous + j] - n) * z * (1 - z);
      float dr = dn * m[last + j] * r * (1 - r);
      m[dGates + j] = dz;
      m[dGates + units + j] = dr;
      m[dGates + 2 * units + j] = dn;
      m[dSums + j] = dz;
      m[dSums + units + j] = dr;
      m[dSums + 2 * units + j] = dn * r;
      m[dPrevious + j] = m[dh + j] * z;
    }
  }
}
