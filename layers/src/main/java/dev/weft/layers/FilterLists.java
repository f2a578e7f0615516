package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Patch;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The gradient of a convolution's weights behind ReLU and a max-pool, from lists of what is not zero.
 *
 * <p>For each filter and example a list holds the pool windows that have a gradient: how many they are, where the patch of the
 * chosen pixel starts, and the gradient. Each entry adds one scaled patch to the filter's dW.
 */
final class FilterLists implements PooledWeightGradient {

  private static final int CORNERS = PooledWindows.CORNERS;
  private static final int FILTERS_PER_TASK = 16;

  private final PooledWindows pool;
  private final int offset; // where each filter's dW is one row, (K, R), in the layer's shared memory
  private final int windows;
  private final int filters;
  private final int patch;
  private final Patch ofImage; // added to the gradient of a filter
  private final float[] cornersAndNone;

  FilterLists(PooledWindows pool, int offset) {
    this.pool = pool;
    this.offset = offset;
    this.windows = pool.perImage();
    this.filters = pool.filters();
    this.patch = pool.patch();
    int tapLength = pool.product().tapLength();
    this.ofImage = new Patch(pool.product().taps().length, tapLength, pool.tapStride(), tapLength);
    this.cornersAndNone = new float[windows * (CORNERS + 1)];
    for (int i = 0; i < windows * CORNERS; i++) {
      cornersAndNone[i / CORNERS * (CORNERS + 1) + i % CORNERS] = pool.corners()[i];
    }
  }

  /** Whether taps are long enough for vectors. */
  static boolean suits(Window window) {
    return window.tapLength() >= Kernels.MOST_LANES;
  }

  @Override
  public int size() {
    return filters * (2 * windows + 1);
  }

  /** Without branches, which the processor could not foresee: every window is written, and the count moves on if it stays. */
  @Override
  public void backward(Pass p, int worker, int n, int counts, int choice) {
    float[] memory = p.memory();
    int dy = p.dy(n);
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

  /** A range of filters a task. */
  @Override
  public int tasks() {
    return (filters + FILTERS_PER_TASK - 1) / FILTERS_PER_TASK;
  }

  @Override
  public void gradient(Pass p, int task, int lists) {
    int from = task * FILTERS_PER_TASK;
    int to = Math.min(filters, from + FILTERS_PER_TASK);
    float[] memory = p.memory();
    float[] gradients = p.gradients();
    int sums = p.shared() + offset;
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
        int db = pool.conv().bias().offset() + k;
        gradients[db] = add(gradients[db], memory, scales + k * windows, count);
      }
    }
    int dW = pool.conv().weight().offset();
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

  @Override
  public int shared() {
    return patch * filters;
  }

  @Override
  public int scratch() {
    return 0;
  }

  @Override
  public String note() {
    return ", sparse backward";
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.LIST_CHOSEN, Group.PATCHES);
  }
}
