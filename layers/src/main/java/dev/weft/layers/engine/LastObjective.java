package dev.weft.layers.engine;

/** The objective of a single loss, kept from run to run because most runs use the same: so none is made in a step. */
final class LastObjective {

  private Loss loss;
  private Objective objective;

  /** The objective of a loss, or null for none. */
  Objective of(Loss next) {
    if (next == null) {
      return null;
    }
    if (!next.equals(loss)) {
      loss = next;
      objective = Objective.of(next);
    }
    return objective;
  }
}
