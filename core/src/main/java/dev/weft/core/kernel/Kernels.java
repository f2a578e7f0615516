package dev.weft.core.kernel;

/**
 * The raw-array operations that every hot path is made of.
 *
 * <p>{@link #active()} picks an implementation once per JVM: SIMD if the machine and the JVM allow it, the plain scalar
 * form otherwise; {@link KernelChoice} tells which and why. The scalar form is the definition of each operation and the
 * SIMD form must match it: bit for bit where sums are exact, within rounding elsewhere.
 *
 * <p>Letters: a matrix product has m rows, n columns and reduces over k. Kernels trust their arguments; the public
 * methods of tensors and layers validate. No method allocates unless its Javadoc says so.
 *
 * {@snippet :
 * float[] numbers = {-1, 2, -3, 4};
 * Kernels.active().relu(numbers, 0, numbers, 0, 4);
 * Arrays.toString(numbers); // = [0.0, 2.0, 0.0, 4.0]
 * }
 */
public interface Kernels extends ProductKernels, ElementKernels, PoolKernels, PooledConvolutionKernels,
    NormalisationKernels, TileKernels, RecurrentKernels {

  /** The most floats that a vector of any kernels holds: what has room for it, or is a multiple of it, suits all. */
  int MOST_LANES = 16;

  /** The implementation chosen for this JVM; see {@link KernelChoice#active()}. */
  static Kernels active() {
    return KernelChoice.active().kernels();
  }

  /** The plain scalar implementation, the definition of every operation. */
  static Kernels scalar() {
    return ScalarKernels.INSTANCE;
  }

  /** A short name with the vector width, such as {@code "scalar"} or {@code "simd-512"}. */
  String name();

  /** How many floats one vector holds; 1 for scalar kernels. */
  int lanes();

  /** The most floats that {@link #pack} writes for a k × n matrix, whatever the kernels. */
  static int mostPackedSize(int k, int n) {
    return k * roundUp(n);
  }

  /** The next multiple of {@link #MOST_LANES}. */
  static int roundUp(int floats) {
    return (floats + MOST_LANES - 1) / MOST_LANES * MOST_LANES;
  }
}
