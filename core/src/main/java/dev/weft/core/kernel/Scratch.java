package dev.weft.core.kernel;

/** A few vectors of memory for each thread, where kernels put what is narrower than a vector; nothing lasts between calls. */
final class Scratch {

  /** Floats of each thread's memory. */
  static final int SIZE = 12 * SimdKernels.SPECIES.length();

  private static final ThreadLocal<float[]> MEMORY = ThreadLocal.withInitial(() -> new float[SIZE]);

  private Scratch() {}

  static float[] ofThisThread() {
    return MEMORY.get();
  }

  /** Copies rows of some columns between places with other distances between the rows. */
  static void copyRows(
      float[] to, int toAt, int toStride, float[] from, int fromAt, int fromStride, int rows, int columns) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, fromAt + r * fromStride, to, toAt + r * toStride, columns);
    }
  }
}
