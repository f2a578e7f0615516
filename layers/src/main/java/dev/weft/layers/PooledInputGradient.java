package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Patch;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/** dx of {@link ConvReluPool2D}: for each pixel of each window, the filters that chose it, each scaled by its gradient. */
final class PooledInputGradient {

  private final PooledWindows windows;
  private final int filters;
  private final int patch;
  private final int offset; // where the filters lie one after the other, (K, R), in the layer's shared memory
  private final Patch filterIntoImage;

  PooledInputGradient(PooledWindows windows, int offset) {
    this.windows = windows;
    this.filters = windows.filters();
    this.patch = windows.patch();
    this.offset = offset;
    int tapLength = windows.product().tapLength();
    this.filterIntoImage =
        new Patch(windows.product().taps().length, tapLength, tapLength, windows.tapStride());
  }

  /** dx of example n. */
  void run(Pass p, int worker, int n, int choice) {
    float[] memory = p.memory();
    Kernels kernels = p.kernels();
    int starts = p.scratch(worker);
    int scales = starts + listSize();
    int weights = p.shared() + offset;
    int dx = p.dx(n);
    Arrays.fill(memory, dx, dx + windows.conv().inputShape().size(), 0f);
    for (int w = 0; w < windows.perImage(); w++) {
      for (int q = 0; q < PooledWindows.CORNERS; q++) {
        int count = kernels.listChosen(
            memory, starts, memory, scales, memory, choice + w * filters, memory, p.dy(n) + w * filters, filters, q,
            patch);
        kernels.addScaledPatches(
            memory, dx + windows.corners()[PooledWindows.CORNERS * w + q], memory, weights, memory, starts, memory,
            scales, count, filterIntoImage);
      }
    }
  }

  /** Puts the filters one after the other, if dx is wanted. */
  void prepare(Pass p) {
    if (!p.wantsDx()) {
      return;
    }
    int weight = windows.conv().weight().offset();
    int to = p.shared() + offset;
    for (int k = 0; k < filters; k++) {
      for (int r = 0; r < patch; r++) {
        p.memory()[to + k * patch + r] = p.values()[weight + r * filters + k];
      }
    }
  }

  int shared() {
    return patch * filters;
  }

  int scratch() {
    return 2 * listSize();
  }

  private int listSize() {
    return filters + Kernels.MOST_LANES;
  }
}
