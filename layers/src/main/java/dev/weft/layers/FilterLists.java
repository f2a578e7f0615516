package dev.weft.layers;

import dev.weft.core.kernel.Patch;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The gradient of a convolution's weights behind ReLU and a max-pool, from lists of what is not zero.
 *
 * <p>For each filter and example a list holds the pool windows that have a gradient: how many they are, where the patch of the
 * chosen pixel starts, and the gradient. Each entry adds one scaled patch to the filter's dW.
 */
final class FilterLists {

  private static final int CORNERS = 4;

  private final Conv2D conv;
  private final int windows;
  private final int filters;
  private final int patch;
  private final Patch ofImage; // added to the gradient of a filter
  private final float[] cornersAndNone;

  /**
   * Lists for a convolution.
   *
   * @param windows number of pool windows of an image
   * @param corners where the patch of each pixel starts, four for each window
   */
  FilterLists(Conv2D conv, int windows, int[] corners) {
    this.conv = conv;
    this.windows = windows;
    this.filters = conv.outputShape().dim(2);
    int[] taps = conv.window().taps();
    int tapLength = conv.window().tapLength();
    this.patch = taps.length * tapLength;
    this.ofImage = new Patch(taps.length, tapLength, taps.length > 1 ? taps[1] - taps[0] : tapLength, tapLength);
    this.cornersAndNone = new float[windows * (CORNERS + 1)];
    for (int i = 0; i < windows * CORNERS; i++) {
      cornersAndNone[i / CORNERS * (CORNERS + 1) + i % CORNERS] = corners[i];
    }
  }

  /** Floats of the lists of one example. */
  int size() {
    return filters * (2 * windows + 1);
  }

  /**
   * Writes the lists of one example.
   *
   * <p>Without branches, which the processor could not foresee: every window is written, and the count moves on if it stays.
   *
   * @param counts where the lists start
   * @param dy where the example's gradients start, (P, K)
   * @param choice where its chosen corners start, (P, K)
   */
  void write(Pass p, int counts, int dy, int choice) {
    float[] memory = p.memory();
    int starts = counts + filters;
    int scales = starts + filters * windows;
    for (int k = 0; k < filters; k++, starts += windows, scales += windows) {
      int count = 0;
      for (int w = 0; w < windows; w++) {
        int q = (int) memory[choice + w * filters + k];
        float g = memory[dy + w * filters + k];
        memory[starts + count] = cornersAndNone[(CORNERS + 1) * w + q];
        memory[scales + count] = g;
        count += isNotZero(g) & ((q - CORNERS) >>> 31);
      }
      memory[counts + k] = count;
    }
  }

  /** 1 if the number is neither 0 nor −0, else 0. */
  private static int isNotZero(float value) {
    return ((Float.floatToRawIntBits(value) & Integer.MAX_VALUE) + Integer.MAX_VALUE) >>> 31;
  }

  /**
   * dW and db of some filters over the batch in its order, added where they belong.
   *
   * @param lists where the lists of the first example start
   * @param sums where there is room for (K, R) floats, in which each filter's dW is one row
   */
  void gradient(Pass p, int lists, int sums, int from, int to) {
    float[] memory = p.memory();
    float[] gradients = p.gradients();
    Arrays.fill(memory, sums + from * patch, sums + to * patch, 0f);
    for (int n = 0; n < p.batch(); n++) {
      int counts = lists + n * size();
      int starts = counts + filters;
      int scales = starts + filters * windows;
      for (int k = from; k < to; k++) {
        int count = (int) memory[counts + k];
        p.kernels().addScaledPatches(
            memory, sums + k * patch, memory, p.x(n), memory, starts + k * windows, memory, scales + k * windows, count,
            ofImage);
        int db = conv.bias().offset() + k;
        gradients[db] = add(gradients[db], memory, scales + k * windows, count);
      }
    }
    int dW = conv.weight().offset();
    for (int r = 0; r < patch; r++) {
      for (int k = from; k < to; k++) {
        gradients[dW + r * filters + k] += memory[sums + k * patch + r];
      }
    }
  }

  private static float add(float sum, float[] values, int from, int count) {
    float result = sum;
    for (int i = 0; i < count; i++) {
      result += values[from + i];
    }
    return result;
  }
}
