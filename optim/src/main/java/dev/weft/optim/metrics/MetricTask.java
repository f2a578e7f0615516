package dev.weft.optim.metrics;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;
import java.util.Locale;
import java.util.Objects;

/**
 * What a network is asked for, as far as a {@link Metric} must know.
 *
 * {@snippet :
 * MetricTask task = new MetricTask(TargetForm.CLASS, 3, softmaxCrossEntropy(), 40);
 * task.classes(); // = 3
 * accuracy().measure(task).value(); // = NaN
 * }
 *
 * @param form what targets say
 * @param outputs the number of floats of an output
 * @param loss of the output; its {@code activate} makes probabilities of it
 * @param examples how many there are at most
 */
public record MetricTask(TargetForm form, int outputs, Loss loss, int examples) {

  /** Refuses null. */
  public MetricTask {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(loss, "loss");
  }

  /** How many floats a target has. */
  public int targets() {
    return loss.targetSize(outputs);
  }

  /** How many classes an example is of: one, or one at each place of a sequence or picture. */
  public int rows() {
    return form == TargetForm.CLASS_NUMBER ? targets() : 1;
  }

  /** How many classes there are. */
  public int classes() {
    return outputs / rows();
  }

  /** The class that a target says, if it says one, at a place. */
  public int label(float[] target, int targetAt, int row) {
    return form == TargetForm.CLASS_NUMBER ? (int) target[targetAt + row]
        : Predictions.argmax(target, targetAt, outputs);
  }

  /** The class with the highest output at a place. */
  public int predicted(float[] output, int outputAt, int row) {
    return Predictions.argmax(output, outputAt + row * classes(), classes());
  }

  /** Whether targets say classes or labels, which outputs can be right about. */
  public boolean isClassification() {
    return hasClasses() || form == TargetForm.LABELS;
  }

  /** Whether targets say one class of several. */
  public boolean hasClasses() {
    return form == TargetForm.CLASS || form == TargetForm.CLASS_NUMBER;
  }

  /**
   * Writes what the loss makes of an output, such as probabilities.
   *
   * @param activated receives as many floats as there are outputs
   */
  public void activated(float[] output, int outputAt, float[] activated) {
    System.arraycopy(output, outputAt, activated, 0, outputs);
    loss.activate(activated, 0, outputs);
  }

  static void requireLength(double[] state, int length) {
    if (state.length != length) {
      throw new IllegalArgumentException("expected " + length + " numbers, got " + state.length);
    }
  }

  /**
   * Refuses a task for which a metric has no meaning.
   *
   * @param holds whether it has one
   * @param expected what tasks it needs, such as "classes or labels"
   */
  void require(boolean holds, String metric, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + " as targets for the metric '" + metric + "', got "
          + loss + ", which takes " + form.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }
}
