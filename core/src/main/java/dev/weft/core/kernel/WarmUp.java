package dev.weft.core.kernel;

/**
 * Brings the kernels to the JIT compiler's attention before they are needed.
 *
 * <p>Until C2 has compiled a kernel, each of its vector operations allocates and runs hundreds of times slower. A training step
 * that starts so spends long in every loop, and loops that run long are compiled twice. Here every kernel runs often with short
 * trips instead, just enough for C2 to take it. An application calls this on a thread of its own while it reads its data.
 */
public final class WarmUp {

  /** Calls of every kernel in a round. */
  private static final int CALLS = 30;

  /** A round that takes no longer runs in compiled code only. */
  private static final long COMPILED_NANOS = 3_000_000;

  private static final int COMPILED_ROUNDS = 3;

  private static final int TRIPS = 96;
  private static final int SHORT_TRIPS = 24;
  private static final int TILES = 12;
  private static final int WIDE = 64;
  private static final int HALF = 32;
  private static final int NARROW = 10;

  private static final int[] ONE_TAP = {0};
  private static final int ROWS = 6;

  private final Kernels kernels;
  private final float[] a = new float[1 << 14];
  private final float[] b = new float[1 << 14];
  private final float[] c = new float[1 << 14];
  private final float[] narrow = new float[NARROW]; // a bias at the end of its array takes another way through a masked load
  private final int[] rows = new int[Math.max(ROWS, TRIPS)];
  private final int[] offsets = {0, 1, 2, 3, 4, 5};

  private WarmUp(Kernels kernels) {
    this.kernels = kernels;
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
    WarmUp warmUp = new WarmUp(kernels);
    long end = System.nanoTime() + limitMillis * 1_000_000;
    int compiled = 0;
    while (compiled < COMPILED_ROUNDS) {
      long began = System.nanoTime();
      warmUp.round();
      long now = System.nanoTime();
      compiled = now - began < COMPILED_NANOS ? compiled + 1 : 0;
      if (now > end) {
        return;
      }
    }
  }

  /** The kernels in which a convolutional network spends most of its time come first. */
  private void round() {
    for (int i = 0; i < CALLS; i++) {
      multiply(WIDE);
    }
    for (int i = 0; i < CALLS; i++) {
      kernels.addScaledPatches(c, 0, 96, a, 0, 96, 3, 96, b, 0, b, 0, SHORT_TRIPS);
    }
    for (int i = 0; i < CALLS; i++) {
      multiplyTransposed(WIDE);
    }
    for (int i = 0; i < CALLS; i++) {
      Winograd.transformInput(kernels, c, 0, TILES * HALF, a, 0, rows, 0, TILES, 128, HALF);
      Winograd.transformOutput(kernels, c, 0, c, 4096, a, 0, TILES * HALF, b, 0, TILES, HALF);
    }
    for (int i = 0; i < CALLS; i++) {
      kernels.convolve3x3ReluMaxPool(c, 0, c, 4096, a, 0, rows, 0, SHORT_TRIPS, NARROW, b, 0, b, 0, HALF);
      kernels.convolve3x3Gradient(c, 0, a, 0, b, 8192, a, 0, rows, 0, SHORT_TRIPS, NARROW, HALF);
    }
    for (int i = 0; i < CALLS; i++) {
      poolAndDrop();
    }
    for (int i = 0; i < CALLS; i++) {
      multiply(NARROW);
      multiplyTransposed(NARROW);
      elements();
    }
  }

  private void multiply(int n) {
    float[] bias = n == NARROW ? narrow : b;
    kernels.multiply(c, 0, n, bias, 0, 0, a, 0, rows, 0, ROWS, ONE_TAP, TRIPS, b, 0, n);
  }

  private void multiplyTransposed(int n) {
    kernels.multiplyTransposed(c, 0, offsets, 0, ROWS, a, 0, rows, 0, TRIPS, b, 0, n);
  }

  private void poolAndDrop() {
    kernels.reluMaxPool(c, 0, b, 4096, a, 0, 4, WIDE);
    kernels.dropout(c, 0, a, 0, TRIPS * kernels.lanes(), 1, 0, 0.5f, 2);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 0, 1);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 1, 1);
    kernels.listChosen(c, 0, c, 4096, b, 8192, a, 0, WIDE, 2, 1);
    kernels.unpool(c, 0, a, 0, b, 8192, 4, WIDE);
  }

  private void elements() {
    kernels.relu(c, 0, a, 0, TRIPS * kernels.lanes());
    kernels.reluGradient(c, 0, a, 0, b, 0, TRIPS * kernels.lanes());
    kernels.sumRows(c, 0, a, 0, WIDE, TRIPS, WIDE);
    kernels.add(c, 0, a, 0, TRIPS * kernels.lanes());
  }
}
