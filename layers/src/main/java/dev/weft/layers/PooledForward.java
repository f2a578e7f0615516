package dev.weft.layers;

import dev.weft.layers.engine.Pass;

/** The forward half of {@link ConvReluPool2D}; its part of the layer's shared memory is the first. */
interface PooledForward {

  /** Computes the examples {@code [from, to)}, and which corner of each window was the largest into the memory at {@code choice}. */
  void run(Pass p, int worker, int from, int to, int choice);

  /** Independent pieces of {@link #prepare}. */
  int prepareTasks();

  /** Derives from the weights what {@link #run} reads. */
  void prepare(Pass p, int task);

  /** Floats of shared memory. */
  int shared();

  /** Floats of working memory. */
  int scratch();

  /** How it computes, where that is worth a word. */
  String note();
}
