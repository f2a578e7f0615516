package dev.weft.core.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings the kernels to the JIT compiler's attention before they are needed.
 *
 * <p>Until C2 has compiled a kernel, each of its vector operations allocates and runs hundreds of times slower. A training step
 * that starts so spends long in every loop, and loops that run long are compiled twice. Here every kernel runs often with short
 * trips instead, just enough for C2 to take it. The library does so by itself, see {@link #begin()}; an application that knows
 * early what it will do calls {@link #run} on a thread of its own while it reads its data.
 */
public final class WarmUp {

  /** Calls of every kernel in a round. */
  private static final int CALLS = 30;

  /** A round that takes no longer runs in compiled code only. */
  private static final long COMPILED_NANOS = 3_000_000;

  private static final int COMPILED_ROUNDS = 3;

  /** The interpreter is given this many calls with loops of one turn, after which C1 has compiled a kernel. */
  private static final int FIRST_CALLS = 220;

  /** Turns of a kernel's loop: C2 takes the method after so many calls before it takes the loop alone. */
  private static final int TRIPS = 48;
  private static final int TILES = 12;
  private static final int WIDE = 64;
  private static final int HALF = 32;
  private static final int NARROW = 10;

  private static final String PROPERTY = "weft.warmup";
  private static final long BACKGROUND_MILLIS = 4000;
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final CountDownLatch DONE = new CountDownLatch(1);
  private static volatile Thread background;

  private static final int ROWS = 6;

  private final Kernels kernels;
  private final float[] a = new float[1 << 14];
  private final float[] b = new float[1 << 14];
  private final float[] c = new float[1 << 14];
  private final int[] rows = new int[4 * TRIPS];
  private final float[] tile = LargeTile.weightsToTile();
  private final PooledConvolution singleChannel;
  private final PooledConvolution tiles;
  private final int[] offsets = {0, 1, 2, 3, 4, 5};

  private WarmUp(Kernels kernels) {
    this.kernels = kernels;
    this.singleChannel = new PooledConvolution(rows, NARROW, 1, kernels.lanes());
    this.tiles = new PooledConvolution(rows, 128, HALF, HALF);
  }

  /**
   * Warms up the active kernels until all are compiled or the time is over; returns at once with scalar kernels.
   *
   * @param limitMillis the most milliseconds to take; about 1,000 are enough on two idle cores
   */
  public static void run(long limitMillis) {
    Kernels kernels = Kernels.active();
    if (kernels.lanes() == 1) {
      return;
    }
    BEGUN.set(true);
    WarmUp warmUp = new WarmUp(kernels);
    long end = System.nanoTime() + limitMillis * 1_000_000;
    warmUp.round(FIRST_CALLS, 1);
    int compiled = 0;
    while (compiled < COMPILED_ROUNDS) {
      long began = System.nanoTime();
      warmUp.round(CALLS, TRIPS);
      long now = System.nanoTime();
      compiled = now - began < COMPILED_NANOS ? compiled + 1 : 0;
      if (now > end) {
        return;
      }
    }
  }

  /**
   * Begins to warm up on a thread of its own, once in a JVM and if nobody has yet; returns at once. Workspaces of networks that
   * have much to compute call it, and {@link #await()} before their first run. {@code -Dweft.warmup=off} switches both off.
   */
  public static void begin() {
    if (!"off".equals(System.getProperty(PROPERTY)) && BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> {
        run(BACKGROUND_MILLIS);
        DONE.countDown();
      }, "weft-warm-up");
      thread.setDaemon(true);
      background = thread;
      thread.start();
    }
  }

  /** Waits until what {@link #begin()} began is done; returns at once if nothing was begun, or in an interrupted thread. */
  public static void await() {
    if (background == null) {
      return;
    }
    try {
      DONE.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The kernels in which a convolutional network spends most of its time come first. */
  private void round(int calls, int trips) {
    for (int i = 0; i < calls; i++) {
      multiply(WIDE, trips);
    }
    for (int i = 0; i < calls; i++) {
      multiplyTransposed(WIDE, trips);
    }
    for (int i = 0; i < calls; i++) {
      kernels.convolve3x3ReluMaxPool(c, 0, c, 4096, a, 0, b, 0, b, 0, trips, singleChannel);
      kernels.convolve3x3Gradient(c, 0, a, 0, b, 8192, a, 0, trips, singleChannel);
    }
    for (int i = 0; i < calls; i++) {
      kernels.addScaledPatches(c, 0, a, 0, b, 0, b, 0, trips / 2, new Patch(3, 96, 96, 96));
    }
    for (int i = 0; i < calls; i++) {
      kernels.pooledTileInput(c, 0, TILES * HALF, a, 0, 0, TILES, tiles);
      kernels.pooledTileOutput(c, 0, c, 4096, a, 0, TILES * HALF, b, 0, TILES, tiles);
    }
    for (int i = 0; i < calls; i++) {
      multiply(HALF, trips);
      multiplyTransposed(HALF, trips);
      largeTiles(trips);
    }
    for (int i = 0; i < calls; i++) {
      normalise(trips);
    }
    for (int i = 0; i < calls; i++) {
      poolAndDrop(trips);
    }
    for (int i = 0; i < calls; i++) {
      multiply(3 * kernels.lanes(), trips);
      multiplyTransposed(3 * kernels.lanes(), trips);
    }
    for (int i = 0; i < calls; i++) {
      multiply(NARROW, trips);
      multiplyTransposed(NARROW, trips);
      elements(trips);
      products(trips);
      pools(trips);
    }
  }

  private void multiply(int n, int trips) {
    kernels.multiply(c, 0, b, 0, a, 0, rows, 0, Kernels.PRODUCT_ROWS, b, 0, Product.ofMatrices(trips, n));
  }

  private void multiplyTransposed(int n, int trips) {
    kernels.multiplyTransposed(c, 0, 0, ROWS, a, 0, rows, 0, trips, b, 0, Product.ofMatrices(ROWS, n));
  }

  private void poolAndDrop(int trips) {
    kernels.reluMaxPool(c, 0, b, 4096, a, 0, 4, WIDE);
    kernels.dropout(c, 0, a, 0, trips * kernels.lanes(), 1, 0, 0.5f, 2);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 0, 1);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 1, 1);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 2, 1);
    kernels.unpool(c, 0, a, 0, b, 8192, 4, WIDE);
  }

  private void largeTiles(int trips) {
    int channels = trips == 1 ? kernels.lanes() : HALF;
    TilePlanes planes = new TilePlanes(channels, LargeTile.plane(1, channels));
    kernels.largeTileInput(c, 0, a, 0, LargeTile.IN * channels, b, 4096, planes);
    kernels.largeTileOutput(c, 0, LargeTile.OUT * channels, 4, 4, a, 0, b, 0, b, 4096, planes);
    kernels.largeTileOutputGradient(c, 0, a, 0, LargeTile.OUT * channels, b, 4096, planes);
    kernels.combine(c, 0, 512, a, 0, 512, tile, LargeTile.IN, 3, trips * kernels.lanes());
  }

  private void normalise(int trips) {
    int channels = kernels.lanes();
    kernels.channelMoments(c, 0, a, 0, 4 * trips, channels);
    kernels.normalise(c, 0, a, 0, trips, channels, b, 0, true);
    kernels.normalise(c, 0, a, 0, trips, channels, b, 0, false);
    kernels.normaliseGradientSums(c, 0, a, 0, a, 0, 2 * trips, channels, b, 0, true);
    kernels.normaliseGradientSums(c, 0, a, 0, a, 0, 2 * trips, channels, b, 0, false);
    kernels.normaliseGradient(c, 0, a, 0, a, 0, trips, channels, b, 0, true);
    kernels.normaliseGradient(c, 0, a, 0, a, 0, trips, channels, b, 0, false);
  }

  private void products(int trips) {
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips / 4 + 1, 4 * kernels.lanes());
    kernels.addProducts(c, 0, a, 0, rows, b, 0, rows, 0, trips / 4 + 1, kernels.lanes() + 1);
  }

  private void pools(int trips) {
    int channels = kernels.lanes();
    PoolRun run = new PoolRun(0, 0, channels, trips, offsets);
    kernels.maxPool(c, 0, c, 4096, a, 0, run, channels);
    kernels.meanPool(c, 0, a, 0, run, channels);
    kernels.meanPoolGradient(c, 0, a, 0, run, channels);
  }

  private void elements(int trips) {
    kernels.relu(c, 0, a, 0, trips * kernels.lanes());
    kernels.reluGradient(c, 0, a, 0, b, 0, trips * kernels.lanes());
    kernels.sumRows(c, 0, a, 0, WIDE, trips, WIDE);
    kernels.add(c, 0, a, 0, trips * kernels.lanes());
  }
}
