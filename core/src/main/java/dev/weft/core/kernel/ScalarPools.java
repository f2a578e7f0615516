package dev.weft.core.kernel;

/** What {@link Kernels#maxPool} and {@link Kernels#meanPool} do, in plain loops. */
final class ScalarPools {

  private ScalarPools() {}

  static void max(
      float[] y, int yOffset, float[] places, int placesOffset, float[] x, int xOffset, PoolRun run, int first,
      int channels) {
    for (int w = first; w < run.windows(); w++) {
      int to = w * channels;
      for (int c = 0; c < channels; c++) {
        int place = run.input() + w * run.step() + run.taps()[0] + c;
        for (int tap : run.taps()) {
          int next = run.input() + w * run.step() + tap + c;
          float value = x[xOffset + next];
          if (value > x[xOffset + place] || Float.isNaN(value)) {
            place = next;
          }
        }
        y[yOffset + to + c] = x[xOffset + place];
        places[placesOffset + to + c] = Float.intBitsToFloat(place);
      }
    }
  }

  static void mean(float[] y, int yOffset, float[] x, int xOffset, PoolRun run, int first, int channels) {
    for (int w = first; w < run.windows(); w++) {
      for (int c = 0; c < channels; c++) {
        float sum = 0;
        for (int tap : run.taps()) {
          sum += x[xOffset + run.input() + w * run.step() + tap + c];
        }
        y[yOffset + w * channels + c] = sum / run.taps().length;
      }
    }
  }

  static void meanGradient(float[] dx, int dxOffset, float[] dy, int dyOffset, PoolRun run, int first, int channels) {
    for (int w = first; w < run.windows(); w++) {
      for (int c = 0; c < channels; c++) {
        float share = dy[dyOffset + w * channels + c] / run.taps().length;
        for (int tap : run.taps()) {
          dx[dxOffset + run.input() + w * run.step() + tap + c] += share;
        }
      }
    }
  }
}
