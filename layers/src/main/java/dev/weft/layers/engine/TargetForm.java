package dev.weft.layers.engine;

/**
 * What the target of a {@link Loss} says about an example.
 *
 * {@snippet :
 * softmaxCrossEntropy().targetForm(); // = CLASS
 * binaryCrossEntropy().targetForm(); // = LABELS
 * }
 */
public enum TargetForm {
  /** Numbers that the outputs shall be near to, as in regression. */
  NUMBERS,
  /** Which class the example is of, as a share for each: one-hot, or soft. */
  CLASS,
  /** Which class the example is of, as its number. */
  CLASS_NUMBER,
  /** Which group the example belongs to, as a number that only tells whether two belong together. */
  GROUP,
  /** For each label whether the example has it, 1 or 0, as in multi-label and binary classification. */
  LABELS
}
