package dev.weft.layers;

import dev.weft.layers.engine.Pass;

/**
 * The gradient of the weights and biases of {@link ConvReluPool2D}. Backward leaves something of each example, from which the gradient
 * phase sums.
 */
interface PooledWeightGradient {

  /** Floats that {@link #backward} leaves of an example. */
  int size();

  /**
   * Leaves what the gradient needs of example n.
   *
   * @param left where
   * @param choice where its chosen corners start, (P, K)
   */
  void backward(Pass p, int worker, int n, int left, int choice);

  /** Independent pieces of {@link #gradient}. */
  int tasks();

  /**
   * Adds a part of the gradient, over the batch in its order.
   *
   * @param left where what is left of the first example starts; that of the others follows
   */
  void gradient(Pass p, int task, int left);

  /** Floats of shared memory. */
  int shared();

  /** Floats of working memory. */
  int scratch();

  /** How it computes, where that is worth a word. */
  String note();
}
