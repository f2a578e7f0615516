package dev.weft.core.kernel;

/**
 * Brings the kernels to the JIT compiler's attention before they are needed.
 *
 * <p>Until C2 has compiled a kernel, each of its vector operations allocates and runs hundreds of times slower. A training step
 * that starts so spends long in every loop, and loops that run long are compiled twice. Here every kernel runs often with short
 * trips instead, just enough for C2 to take it. An application calls this on a thread of its own while it reads its data.
 */
public final class WarmUp {

  /** HotSpot compiles with C2 after 600 calls that made 15,000 loop iterations together. */
  private static final int CALLS = 1000;

  private static final int TRIPS = 16;
  private static final int SHORT_TRIPS = 8;
  private static final int WIDE = 64;
  private static final int HALF = 32;
  private static final int NARROW = 10;

  private static final int[] ONE_TAP = {0};
  private static final int ROWS = 6;

  private final Kernels kernels;
  private final float[] a = new float[1 << 14];
  private final float[] b = new float[1 << 14];
  private final float[] c = new float[1 << 14];
  private final int[] rows = new int[Math.max(ROWS, TRIPS)];
  private final int[] offsets = {0, 1, 2, 3, 4, 5};

  private WarmUp(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Warms up the active kernels; takes some tenths of a second, and nothing with scalar kernels. */
  public static void run() {
    Kernels kernels = Kernels.active();
    if (kernels.lanes() > 1) {
      new WarmUp(kernels).all();
    }
  }

  private void all() {
    for (int i = 0; i < CALLS; i++) {
      multiply(WIDE);
    }
    for (int i = 0; i < CALLS; i++) {
      multiply(HALF);
    }
    for (int i = 0; i < 2 * CALLS; i++) {
      kernels.addScaledPatches(c, 0, 96, a, 0, 96, 3, 96, b, 0, b, 0, SHORT_TRIPS);
    }
    for (int i = 0; i < CALLS; i++) {
      multiplyTransposed(WIDE);
    }
    for (int i = 0; i < CALLS; i++) {
      poolAndDrop();
    }
    for (int i = 0; i < CALLS; i++) {
      multiplyTransposed(HALF);
    }
    for (int i = 0; i < CALLS; i++) {
      multiply(NARROW);
      multiplyTransposed(NARROW);
      elements();
    }
  }

  private void multiply(int n) {
    kernels.multiply(c, 0, n, b, 0, 0, a, 0, rows, 0, ROWS, ONE_TAP, TRIPS, b, 0, n);
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
