package dev.weft.core.kernel;

import dev.weft.core.kernel.KernelUse.Group;
import java.util.ArrayList;
import java.util.List;

/** A call of each kernel that is used, on small arrays of its own, with loops of so many turns. */
final class KernelCalls {

  private static final int TILES = 12;
  private static final int WIDE = 64;
  private static final int HALF = 32;
  private static final int ROW = 10;
  private static final int ROWS = 6;
  private static final int MOST_VECTORS = 3;

  private final Kernels kernels;
  private final KernelUse use;
  private final int trips;
  private final float[] a = new float[1 << 14];
  private final float[] b = new float[1 << 14];
  private final float[] c = new float[1 << 14];
  private final int[] rows = new int[1 << 8];
  private final float[] tile = LargeTile.weightsToTile();
  private final int[] offsets = {0, 1, 2, 3, 4, 5};
  private final Patch patch = new Patch(3, 96, 96, 96);
  private final PooledConvolution oneChannel;
  private final PooledConvolution tiles;

  KernelCalls(Kernels kernels, KernelUse use, int trips) {
    this.kernels = kernels;
    this.use = use;
    this.trips = trips;
    this.oneChannel = new PooledConvolution(rows, ROW, 1, kernels.lanes());
    this.tiles = new PooledConvolution(rows, 4 * HALF, HALF, HALF);
  }

  /** Small tiles come first: on them the methods of the vectors themselves are compiled. */
  List<Runnable> list() {
    List<Runnable> calls = new ArrayList<>();
    use.products().forEach(n -> addProduct(calls, Product.ofMatrices(trips, n)));
    use.transposedProducts().forEach(n -> addTransposedProduct(calls, Product.ofMatrices(ROWS, n)));
    use.groups().forEach(group -> calls.add(() -> call(group)));
    return calls;
  }

  private void call(Group group) {
    int count = trips * kernels.lanes();
    switch (group) {
      case RELU -> relu(count);
      case ADD -> kernels.add(c, 0, a, 0, count);
      case SUM_ROWS -> kernels.sumRows(c, 0, a, 0, WIDE, trips, WIDE);
      case DROPOUT -> kernels.dropout(c, 0, a, 0, count, 1, 0, 0.5f, 2);
      case MAX_POOL -> kernels.maxPool(c, 0, c, 4096, a, 0, poolRun(), kernels.lanes());
      case MEAN_POOL -> meanPool();
      case RELU_MAX_POOL -> reluMaxPool();
      case SINGLE_CHANNEL -> singleChannel();
      case LIST_CHOSEN -> listChosen();
      case PATCHES -> kernels.addScaledPatches(c, 0, a, 0, b, 0, b, 0, trips, patch);
      case PRODUCTS_BY_ELEMENT -> products();
      case NORMALISE -> normalise(false);
      case NORMALISE_RELU -> normalise(true);
      case POOLED_TILES -> pooledTiles();
      case LARGE_TILES -> largeTiles();
      case LSTM -> lstm(count);
      case GRU -> gru(count);
    }
  }

  /** Tiles of rows, and where they are four vectors wide a single row, which has a tile of its own. */
  private void addProduct(List<Runnable> calls, Product product) {
    int count = Kernels.PRODUCT_ROWS + 1;
    calls.add(() -> kernels.multiply(c, 0, b, 0, a, 0, rows, 0, count, b, 0, product));
  }

  private void addTransposedProduct(List<Runnable> calls, Product product) {
    calls.add(() -> kernels.multiplyTransposed(c, 0, 0, ROWS, a, 0, rows, 0, trips, b, 0, product));
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

  private void singleChannel() {
    kernels.convolve3x3ReluMaxPool(c, 0, c, 4096, a, 0, b, 0, b, 0, trips, oneChannel);
    if (use.training()) {
      kernels.convolve3x3Gradient(c, 0, a, 0, b, 8192, a, 0, trips, oneChannel);
    }
  }

  private void listChosen() {
    for (int q = 0; q < 3; q++) {
      kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, q, 1);
    }
  }

  private void pooledTiles() {
    kernels.pooledTileInput(c, 0, TILES * HALF, a, 0, 0, TILES, tiles);
    kernels.pooledTileOutput(c, 0, c, 4096, a, 0, TILES * HALF, b, 0, TILES, tiles);
  }

  /** With one vector of channels and with several, whose transforms take other ways. */
  private void largeTiles() {
    for (int channels = kernels.lanes(); channels <= MOST_VECTORS * kernels.lanes(); channels += 2 * kernels.lanes()) {
      TilePlanes planes = new TilePlanes(channels, LargeTile.plane(1, channels));
      kernels.largeTileInput(c, 0, a, 0, LargeTile.IN * channels, b, 4096, planes);
      kernels.largeTileOutput(c, 0, LargeTile.OUT * channels, 4, 4, a, 0, b, 0, b, 4096, planes);
      if (use.training()) {
        kernels.largeTileOutputGradient(c, 0, a, 0, LargeTile.OUT * channels, b, 4096, planes);
      }
    }
    kernels.combine(c, 0, 512, a, 0, 512, tile, LargeTile.IN, 3, kernels.lanes());
  }

  private void lstm(int units) {
    kernels.lstm(c, 0, units, 2 * units, 6 * units, units);
    if (use.training()) {
      kernels.lstmGradient(c, 0, 4 * units, 5 * units, 6 * units, 7 * units, 11 * units, units);
    }
  }

  private void gru(int units) {
    kernels.gru(c, 0, units, 4 * units, 7 * units, units);
    if (use.training()) {
      kernels.gruGradient(c, 0, 3 * units, 6 * units, 7 * units, 8 * units, 11 * units, 12 * units, units);
    }
  }

  private void normalise(boolean relu) {
    int channels = kernels.lanes();
    kernels.normalise(c, 0, a, 0, trips, channels, b, 0, relu);
    if (use.training()) {
      kernels.channelMoments(c, 0, a, 0, 4 * trips, channels);
      kernels.normaliseGradientSums(c, 0, a, 0, a, 0, 2 * trips, channels, b, 0, relu);
      kernels.normaliseGradient(c, 0, a, 0, a, 0, trips, channels, b, 0, relu);
    }
  }

  private void products() {
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips, 4 * kernels.lanes());
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips, kernels.lanes() + 1);
  }

  private PoolRun poolRun() {
    return new PoolRun(0, 0, kernels.lanes(), trips, offsets);
  }

  private void meanPool() {
    kernels.meanPool(c, 0, a, 0, poolRun(), kernels.lanes());
    if (use.training()) {
      kernels.meanPoolGradient(c, 0, a, 0, poolRun(), kernels.lanes());
    }
  }
}
