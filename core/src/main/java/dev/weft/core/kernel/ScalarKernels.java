package dev.weft.core.kernel;

/** Every operation in its textbook form: nested loops over plain arrays, one interface for each kind of operation. */
final class ScalarKernels implements Kernels, ScalarProducts, ScalarElements, ScalarPooling, ScalarPooledConvolutions,
    ScalarNormalisation, ScalarTiles, ScalarRecurrence {

  static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }
}
