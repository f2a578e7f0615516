package dev.weft.core.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A program that runs every kernel at ragged widths, with loops long enough to be compiled in the middle of a run. */
final class KernelSweep {

  private static final int[] WIDTHS = IntStream.concat(
      IntStream.rangeClosed(1, 17), IntStream.of(24, 32, 33, 48, 64, 65, 84, 96, 100, 120, 288)).toArray();

  private final Kernels kernels = Kernels.active();
  private final int trips;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final int[] rows;

  private KernelSweep(int trips) {
    this.trips = trips;
    int widest = Arrays.stream(WIDTHS).max().getAsInt() + 16;
    this.a = new float[4 * trips * widest];
    this.b = new float[4 * trips * widest];
    this.c = new float[4 * trips * widest];
    this.rows = new int[4 * trips];
  }

  /** The argument is how many turns each kernel's inner loop makes. */
  public static void main(String[] arguments) {
    KernelSweep sweep = new KernelSweep(Integer.parseInt(arguments[0]));
    for (int round = 0; round < 2; round++) {
      for (int width : WIDTHS) {
        sweep.products(width);
        sweep.patches(width);
        sweep.pools(width);
        sweep.windows(width);
        sweep.elements(width);
        sweep.channels(width);
        sweep.largeTiles(width);
        sweep.recurrence(width);
      }
    }
    System.out.println("swept " + sweep.kernels.name());
  }

  private void recurrence(int n) {
    int units = n * (trips / 32);
    kernels.lstm(c, 0, units, 2 * units, 6 * units, units);
    kernels.lstmGradient(c, 0, 4 * units, 5 * units, 6 * units, 7 * units, 11 * units, units);
    kernels.gru(c, 0, units, 4 * units, 7 * units, units);
    kernels.gruGradient(c, 0, 3 * units, 6 * units, 7 * units, 8 * units, 11 * units, 12 * units, units);
  }

  private void products(int n) {
    Product product = Product.ofMatrices(trips, n);
    Product transposed = Product.ofMatrices(7, n);
    for (int rowCount : new int[] {1, 6}) {
      kernels.multiply(c, 0, b, 0, a, 0, rows, 0, rowCount, b, 0, product);
      kernels.multiply(c, 0, c, 0, a, 0, rows, 0, rowCount, b, 0, product.accumulating());
    }
    kernels.multiplyTransposed(c, 0, 0, 7, a, 0, rows, 0, trips, b, 0, transposed);
    kernels.multiplyTransposed(c, 0, 0, 7, a, 0, rows, 0, trips, b, b.length - trips * n, transposed);
    kernels.sumRows(c, 0, a, 0, n, trips, n);
    kernels.pack(c, 0, a, 0, n, 1, trips, n, 0, n);
    kernels.pack(c, 0, a, 0, 1, trips, trips, n, 0, n);
  }

  private void patches(int n) {
    kernels.addScaledPatches(c, 0, a, 0, b, 0, b, 0, trips, new Patch(3, n, n, n));
    kernels.addScaledPatches(c, 0, a, 0, b, 0, b, 0, trips, new Patch(2, n, n, n));
    PooledConvolution convolution = new PooledConvolution(rows, 30, 1, n);
    kernels.convolve3x3ReluMaxPool(c, 0, c, trips * n, a, 0, b, 0, b, 0, trips, convolution);
    kernels.convolve3x3Gradient(c, 0, a, 0, b, 0, a, 0, trips, convolution);
  }

  private void pools(int n) {
    kernels.reluMaxPool(c, 0, c, trips * n, a, 0, trips, n);
    kernels.unpool(c, 0, a, 0, b, 0, trips, n);
    kernels.listChosen(c, 0, c, trips, b, 0, a, 0, trips, 0, 1);
    PooledConvolution convolution = new PooledConvolution(rows, 4 * n, n, n);
    kernels.pooledTileInput(c, 0, 2 * n, a, 0, 0, 2, convolution);
    kernels.pooledTileOutput(c, 0, c, 2 * n, a, 0, 2 * n, b, 0, 2, convolution);
  }

  private void windows(int n) {
    PoolRun run = new PoolRun(0, 0, n, trips, IntStream.range(0, 9).map(t -> t * n).toArray());
    PoolRun global = new PoolRun(0, 0, 0, 1, IntStream.range(0, trips).map(t -> t * n).toArray());
    for (PoolRun pool : new PoolRun[] {run, global}) {
      kernels.maxPool(c, 0, c, trips * n, a, 0, pool, n);
      kernels.meanPool(c, 0, a, 0, pool, n);
      kernels.meanPoolGradient(c, 0, a, 0, pool, n);
    }
  }

  private void elements(int n) {
    int count = n * trips / 8;
    kernels.relu(c, 0, a, 0, count);
    kernels.reluGradient(c, 0, a, 0, b, 0, count);
    kernels.add(c, 0, a, 0, count);
    kernels.dropout(c, 0, a, 0, count, 1, 0, 0.5f, 2);
  }

  private void channels(int n) {
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips, n);
    kernels.channelMoments(c, 0, a, 0, trips, n);
    for (boolean relu : new boolean[] {false, true}) {
      kernels.normalise(c, 0, a, 0, trips, n, b, 0, relu);
      kernels.normaliseGradientSums(c, 0, a, 0, a, 0, trips, n, b, 0, relu);
      kernels.normaliseGradient(c, 0, a, 0, a, 0, trips, n, b, 0, relu);
    }
  }

  private void largeTiles(int n) {
    float[] scratch = new float[LargeTile.scratch(n)];
    TilePlanes planes = new TilePlanes(n, n);
    for (int tile = 0; tile < 3; tile++) {
      kernels.largeTileInput(c, 0, a, 0, 8 * n, scratch, 0, planes);
      kernels.largeTileOutput(c, 0, 8 * n, 4, 3, a, 0, b, 0, scratch, 0, planes);
      kernels.largeTileOutputGradient(c, 0, a, 0, 8 * n, scratch, 0, planes);
      kernels.combine(c, 0, n, a, 0, n, LargeTile.weightsToTile(), 6, 3, trips);
    }
  }
}
