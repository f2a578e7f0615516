/** Tensors, kernels, random numbers and workers: what every other part of Weft is made of. */
module weft.core {
  requires jdk.incubator.vector;

  exports dev.weft.core.io;
  exports dev.weft.core.tensor;
  exports dev.weft.core.kernel;
  exports dev.weft.core.random;
  exports dev.weft.core.parallel;
}
