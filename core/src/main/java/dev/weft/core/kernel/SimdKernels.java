package dev.weft.core.kernel;

import jdk.incubator.vector.VectorSpecies;

/**
 * The operations on {@code jdk.incubator.vector}, output columns in the lanes, one interface for each kind of operation.
 *
 * <p>No kernel uses masks on memory: C1 cannot compile a loop with them, and what C1 cannot compile may stay slow for good
 * (docs/performance/10-warm-up.md).
 */
final class SimdKernels implements Kernels, SimdProducts, SimdElements, SimdPooling, SimdPooledConvolutions,
    SimdNormalisation, SimdTiles, SimdRecurrence {

  /** The vector shape, fixed when the class is loaded: C2 compiles for constant species only. */
  static final VectorSpecies<Float> SPECIES = VectorProbe.requestedSpecies();

  static final SimdKernels INSTANCE = new SimdKernels();

  private SimdKernels() {}

  @Override
  public String name() {
    return "simd-" + SPECIES.vectorBitSize();
  }

  @Override
  public int lanes() {
    return Panels.L;
  }
}
