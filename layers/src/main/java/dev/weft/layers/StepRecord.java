package dev.weft.layers;

/**
 * What a recurrent layer keeps for one step of one example: gates, room for the gradients of their sums, and the state before the
 * step.
 *
 * @param units H
 * @param gates how many gates have sums
 * @param apart whether the sums of the input and of the output before, and so their gradients, are two (GRU)
 */
record StepRecord(int units, int gates, boolean apart) {

  private static final int ROWS_OF_GATES = 4; // those of a GRU are three, and a row of sums

  /** Floats of the sums. */
  int sums() {
    return gates * units;
  }

  /** Where the gradients of the sums that the input is part of lie. */
  int dInput() {
    return ROWS_OF_GATES * units;
  }

  /** Where the gradients of the sums that the output before is part of lie. */
  int dSums() {
    return apart ? dInput() + sums() : dInput();
  }

  /** Where the state before the step lies: the output, then the cell of an LSTM. */
  int before() {
    return dSums() + sums();
  }

  /** Floats of a state. */
  int state() {
    return apart ? units : 2 * units;
  }

  /** Floats of all. */
  int size() {
    return before() + state();
  }
}
