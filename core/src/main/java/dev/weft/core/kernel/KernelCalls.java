package dev.weft.core.kernel;

import dev.weft.core.kernel.KernelUse.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A call of each kernel that is used, on small arrays of its own; the argument is how many turns its loops take. */
final class KernelCalls {

  private static final int TILES = 12;
  private static final int WIDE = 64;
  private static final int HALF = 32;
  private static final int ROW = 10;
  private static final int ROWS = 7; // a tile of six, and one of a single row
  private static final int MOST_VECTORS = 3;
  private static final int[] ONE_TAP = {0};

  private final Kernels kernels;
  private final KernelUse use;
  private final float[] a = new float[1 << 14];
  private final float[] b = new float[1 << 14];
  private final float[] c = new float[1 << 14];
  private final int[] rows = new int[1 << 8];
  private final float[] tile = LargeTile.weightsToTile();
  private final int[] offsets = {0, 1, 2, 3, 4, 5};

  KernelCalls(Kernels kernels, KernelUse use) {
    this.kernels = kernels;
    this.use = use;
  }

  /** Small tiles come first: on them the methods of the vectors themselves are compiled. */
  List<IntConsumer> list() {
    List<IntConsumer> calls = new ArrayList<>();
    for (int n : use.products()) {
      calls.add(trips -> multiply(n, trips));
    }
    for (int n : use.transposedProducts()) {
      calls.add(trips -> multiplyTransposed(n, trips));
    }
    for (Group group : use.groups()) {
      calls.add(trips -> call(group, trips));
    }
    return calls;
  }

  private void call(Group group, int trips) {
    int count = trips * kernels.lanes();
    switch (group) {
      case RELU -> relu(count);
      case ADD -> kernels.add(c, 0, a, 0, count);
      case SUM_ROWS -> kernels.sumRows(c, 0, a, 0, WIDE, trips, WIDE);
      case DROPOUT -> kernels.dropout(c, 0, a, 0, count, 1, 0, 0.5f, 2);
      case MAX_POOL -> kernels.maxPool(c, 0, c, 4096, a, 0, poolRun(trips), kernels.lanes());
      case MEAN_POOL -> meanPool(trips);
      case RELU_MAX_POOL -> reluMaxPool();
      case SINGLE_CHANNEL -> singleChannel(trips);
      case CHOSEN_PATCHES -> listChosen();
      case PATCHES -> kernels.addScaledPatches(c, 0, 96, a, 0, 96, 3, 96, b, 0, b, 0, trips);
      case PRODUCTS_BY_ELEMENT -> products(trips);
      case NORMALISE -> normalise(trips, false);
      case NORMALISE_RELU -> normalise(trips, true);
      case SMALL_TILES -> smallTiles();
      case LARGE_TILES -> largeTiles();
    }
  }

  private void multiply(int n, int trips) {
    kernels.multiply(c, 0, n, b, 0, 0, a, 0, rows, 0, ROWS, ONE_TAP, trips, b, 0, n);
  }

  private void multiplyTransposed(int n, int trips) {
    kernels.multiplyTransposed(c, 0, offsets, 0, offsets.length, a, 0, rows, 0, trips, b, 0, n, n);
  }

  private void relu(int count) {
    kernels.relu(c, 0, a, 0, count);
    if (use.training()) {
      kernels.reluGradient(c, 0, a, 0, b, 0, count);
    }
  }

  private void reluMaxPool() {
    kernels.reluMaxPool(c, 0, b, 4096, a, 0, 4, WIDE);
    if (use.training()) {
      kernels.unpool(c, 0, a, 0, b, 8192, 4, WIDE);
    }
  }

  private void singleChannel(int trips) {
    int n = kernels.lanes();
    kernels.convolve3x3ReluMaxPool(c, 0, c, 4096, a, 0, rows, 0, trips, ROW, b, 0, b, 0, n);
    if (use.training()) {
      kernels.convolve3x3Gradient(c, 0, a, 0, b, 8192, a, 0, rows, 0, trips, ROW, n);
    }
  }

  private void listChosen() {
    for (int q = 0; q < 3; q++) {
      kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, q, 1);
    }
  }

  private void smallTiles() {
    Winograd.transformInput(kernels, c, 0, TILES * HALF, a, 0, rows, 0, TILES, 128, HALF);
    Winograd.transformOutput(kernels, c, 0, c, 4096, a, 0, TILES * HALF, b, 0, TILES, HALF);
  }

  /** With one vector of channels and with several, whose transforms take other ways. */
  private void largeTiles() {
    for (int channels = kernels.lanes(); channels <= MOST_VECTORS * kernels.lanes(); channels += 2 * kernels.lanes()) {
      int plane = LargeTile.plane(1, channels);
      kernels.largeTileInput(c, 0, plane, a, 0, LargeTile.IN * channels, channels, b, 4096);
      kernels.largeTileOutput(c, 0, LargeTile.OUT * channels, 4, 4, a, 0, plane, b, 0, channels, b, 4096);
      if (use.training()) {
        kernels.largeTileOutputGradient(c, 0, plane, a, 0, LargeTile.OUT * channels, channels, b, 4096);
      }
    }
    kernels.combine(c, 0, 512, a, 0, 512, tile, LargeTile.IN, 3, kernels.lanes());
  }

  private void normalise(int trips, boolean relu) {
    int channels = kernels.lanes();
    kernels.normalise(c, 0, a, 0, trips, channels, b, 0, 0, 0, relu);
    if (use.training()) {
      kernels.channelMoments(c, 0, a, 0, 4 * trips, channels);
      kernels.normaliseGradientSums(c, 0, a, 0, a, 0, 2 * trips, channels, b, 0, 0, 0, relu);
      kernels.normaliseGradient(c, 0, a, 0, a, 0, trips, channels, b, 0, 0, 0, 0, 0, relu);
    }
  }

  private void products(int trips) {
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips, 4 * kernels.lanes());
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips, kernels.lanes() + 1);
  }

  private PoolRun poolRun(int trips) {
    return new PoolRun(0, 0, kernels.lanes(), trips, offsets);
  }

  private void meanPool(int trips) {
    kernels.meanPool(c, 0, a, 0, poolRun(trips), kernels.lanes());
    if (use.training()) {
      kernels.meanPoolGradient(c, 0, a, 0, poolRun(trips), kernels.lanes());
    }
  }
}
