package dev.weft.layers.engine;

/** How long the outputs of layers and their gradients are kept in a run that trains. */
enum KeptMemory {
  /** As long as {@link Workspace#step} needs them, with an objective for each example by itself. */
  OF_STEPS,
  /** So that forward and backward can be run one after the other. */
  OF_HALVES,
  /** Until the next run. */
  ALL
}
