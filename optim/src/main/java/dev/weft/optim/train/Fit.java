package dev.weft.optim.train;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.FinalActivation;
import dev.weft.layers.Layers;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.TargetForm;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.ClassLabels;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.MetricTask;
import java.util.List;

/** Whether a network, its losses and examples go together. */
final class Fit {

  private static final String SOFTMAX = Layers.softmax().kind();

  private Fit() {}

  /**
   * The examples with targets as the losses take them: the numbers of classes in place of a one-hot row, where a loss asks for that.
   *
   * @throws IllegalArgumentException if there is no example, or they do not fit
   */
  static Examples examples(Network network, Objective objective, Examples examples) {
    requireAny(examples.size());
    requireInputs(network.inputShapes(), examples.inputShapes());
    if (examples.classLabels().isPresent() && network.outputShapes().size() == 1) {
      return classes(network.outputShape().size(), objective.losses().getFirst(), examples);
    }
    requireTargets(network.outputShapes(), objective, examples.targetShapes());
    return examples;
  }

  static void requireAny(int examples) {
    if (examples == 0) {
      throw new IllegalArgumentException("expected at least one example, got none");
    }
  }

  static void requireTrainable(Network network) {
    if (network.parameters().trainable() == 0) {
      throw new IllegalArgumentException("expected a network with something to train, got one "
          + (network.parameters().frozen().isEmpty() ? "without parameters" : "whose parameters are all frozen"));
    }
  }

  static void requireInputs(List<Shape> expected, List<Shape> got) {
    if (got.equals(expected)) {
      return;
    }
    throw new IllegalArgumentException(expected.size() == 1 && got.size() == 1
        ? "expected examples of the network's input shape " + expected.getFirst() + ", got " + got.getFirst()
        : "expected examples with inputs of the network's shapes " + expected + ", got " + got);
  }

  private static Examples classes(int outputs, Loss loss, Examples examples) {
    ClassLabels labels = examples.classLabels().orElseThrow();
    int classes = labels.classNames().size();
    if (classes < 2) {
      throw new IllegalArgumentException("expected at least 2 classes, got 1 (" + labels.classNames().getFirst()
          + "), for which every target is 1; for numbers as targets see Examples.of(x, targets)");
    }
    if (loss.targetForm() == TargetForm.GROUP) {
      return examples.asClassNumbers(); // outputs are places, not classes
    }
    boolean yesOrNo = loss.targetForm() == TargetForm.LABELS && outputs == 1 && classes == 2;
    if (outputs != classes && !yesOrNo) {
      throw new IllegalArgumentException(
          "expected a network with one output for each of " + classes + " classes, got " + outputs);
    }
    return yesOrNo || loss.targetForm() == TargetForm.CLASS_NUMBER ? examples.asClassNumbers() : examples;
  }

  static void requireTargets(List<Shape> outputs, Objective objective, List<Shape> targets) {
    if (targets.size() != outputs.size()) {
      throw new IllegalArgumentException("expected a target for each of " + outputs.size()
          + " outputs of the network, got " + targets.size());
    }
    for (int k = 0; k < outputs.size(); k++) {
      int expected = objective.losses().get(k).targetSize(outputs.get(k).size());
      if (targets.get(k).size() != expected) {
        throw new IllegalArgumentException("expected targets of " + expected + " numbers for the network's output "
            + outputs.get(k) + " and " + objective.losses().get(k) + ", got " + targets.get(k));
      }
    }
  }

  /** What the targets of output k say: one class, too, if a loss of numbers is given classes one-hot. */
  static TargetForm form(Objective objective, int k, Examples examples) {
    TargetForm form = objective.losses().get(k).targetForm();
    boolean classes = examples.classLabels().isPresent() && objective.losses().size() == 1;
    return form == TargetForm.NUMBERS && classes ? TargetForm.CLASS : form;
  }

  /** Refuses to mix what cannot be mixed: examples of several inputs, and targets that are the numbers of classes or groups. */
  static void requireMixable(Augmentation augmentation, Objective objective, Examples examples) {
    if (augmentation.mixing() == null) {
      return;
    }
    if (examples.inputShapes().size() != 1) {
      throw new IllegalArgumentException(
          "expected examples of one input for " + augmentation.mixing() + ", got " + examples.inputShapes().size());
    }
    for (Loss loss : objective.losses()) {
      if (loss.targetForm() == TargetForm.CLASS_NUMBER || loss.targetForm() == TargetForm.GROUP) {
        throw new IllegalArgumentException(
            "expected a loss whose targets can be mixed, such as softmaxCrossEntropy(), for "
                + augmentation.mixing() + ", got " + loss.name());
      }
    }
  }

  /** Refuses a softmax over one output: it is right from the start, and nothing is learnt. */
  private static void requireClasses(int outputs, Loss loss) {
    int classes = new MetricTask(loss.targetForm(), outputs, loss, 1).classes();
    if (loss.activation().equals(SOFTMAX) && classes < 2) {
      throw new IllegalArgumentException("expected 2 or more outputs for " + loss + ", got " + classes
          + ", whose softmax is always 1; for yes or no see Losses.binaryCrossEntropy");
    }
  }

  /** Refuses a loss for each of another number of outputs, and one whose activation the network has already. */
  static void requireLosses(Network network, Objective objective) {
    if (objective.losses().size() != network.outputShapes().size()) {
      throw new IllegalArgumentException("expected a loss for each of " + network.outputShapes().size()
          + " outputs of the network, got " + objective.losses().size());
    }
    for (int k = 0; k < objective.losses().size(); k++) {
      Loss loss = objective.losses().get(k);
      requireClasses(network.outputShapes().get(k).size(), loss);
      if (FinalActivation.isAppliedTwice(network, k, loss)) {
        throw new IllegalArgumentException("expected a network whose outputs are logits for " + loss
            + ", got one that ends in " + loss.activation() + "; leave that layer out"
            + (network.outputShapes().size() == 1
                ? ", or train FinalActivation.logits(network, loss), which shares the parameters" : ""));
      }
    }
  }
}
