package dev.weft.layers.engine;

import java.util.List;

/** How a workspace runs: memory, passes, and phases with a barrier between two of them. */
interface Plan {

  /** What derives packed weights and the like from the parameters. */
  Phases.Phase prepare();

  /** Load, every layer forward, loss if there is one. */
  List<Phases.Phase> forward();

  /** Evaluates an objective that compares the examples of the batch, when all their outputs are there. */
  void evaluateOverBatch();

  /** The memory in which outputs lie. */
  Arena arena();

  /** Where output k of the whole batch lies. */
  int output(int k);
}
