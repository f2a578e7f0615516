package dev.weft.layers.engine;

/**
 * The order of a run that trains: which step does what in which phase. Between two phases all workers wait for each other; within
 * one, each takes its examples through all the work.
 *
 * <p>Forward, a layer that looks at the whole batch first ends a phase. Backward begins in forward's last phase, or in one of its own,
 * and goes from the last step to the first; a layer whose backward needs the gradients of its parameters ends a phase, and all that sums over the whole batch
 * comes at the end.
 */
final class RunOrder {

  /** What is done for a step. */
  enum Work {
    /** The layer looks at its input, of which it needs the whole batch before it goes on in the next phase. */
    OBSERVE_INPUT,
    /** The output. */
    FORWARD,
    /** The gradients from several consumers of the output are added up. */
    ADD_UP,
    /** The layer looks at dy, of which it needs the whole batch before it goes on in the next phase. */
    OBSERVE,
    /** The gradients of the parameters are summed by parts of the batch. */
    GRADIENT_OF_PART,
    /** The gradient of the inputs. */
    BACKWARD,
    /** The gradients of the parameters over the whole batch, after everything else. */
    GRADIENT
  }

  /** Is told of all work; index is that of a step, or of an input of the network. */
  interface Visitor {
    void visit(Work work, int index, int phase, int time);
  }

  /** Of the workers' time, the least that must be filled by parts of the batch. */
  private static final double LEAST_FILLED = 0.8;

  private static final int LAST_PHASE = Integer.MAX_VALUE;

  private final Steps steps;
  private final boolean inputGradients;
  private final boolean together;
  private final boolean[] needs;
  private final boolean byParts;

  /**
   * The order of these steps.
   *
   * @param together whether backward follows forward in the same phase
   */
  RunOrder(Steps steps, int workers, boolean inputGradients, boolean together) {
    this.steps = steps;
    this.together = together;
    this.inputGradients = inputGradients;
    this.needs = steps.needGradient(inputGradients);
    this.byParts = Layer.PARTS >= LEAST_FILLED * workers * Math.ceilDiv(Layer.PARTS, workers);
  }

  /** Whether the gradients of the network's inputs are wanted. */
  boolean inputGradients() {
    return inputGradients;
  }

  /** Whether the gradient of the output of a step is needed, or that of an input of the network. */
  boolean needs(int index) {
    return index < 0 ? inputGradients : needs[index];
  }

  /** Whether a step is differentiated: something before it is trainable, and its output is not its input. */
  boolean needsBackward(int step) {
    return needs[step] && !steps.layer(step).isView(true);
  }

  /** Tells of all work, in order. */
  void visit(Visitor visitor) {
    visitForward(visitor);
    visitBackward(visitor);
  }

  /** Tells of forward's work, in order. */
  void visitForward(Visitor visitor) {
    int phase = 0;
    for (int i = 0; i < steps.count(); i++) {
      if (steps.layer(i).statisticsTasks() > 0) {
        visitor.visit(Work.OBSERVE_INPUT, i, phase++, i);
      }
      visitor.visit(Work.FORWARD, i, phase, i);
    }
  }

  private int lastForwardPhase() {
    return (int) steps.list().stream().filter(step -> step.layer().statisticsTasks() > 0).count();
  }

  /** Tells of backward's work, in order. */
  void visitBackward(Visitor visitor) {
    int phase = lastForwardPhase() + (together ? 0 : 1);
    int time = steps.count();
    for (int i = steps.count() - 1; i >= 0; i--, time++) {
      Layer layer = steps.layer(i);
      if (!needs[i]) {
        continue;
      }
      visitor.visit(Work.ADD_UP, i, phase, time);
      if (hasGradient(layer) && layer.backwardNeedsGradient()) {
        visitor.visit(Work.OBSERVE, i, phase++, time);
      } else if (sumsInPhase(layer)) {
        visitor.visit(Work.GRADIENT_OF_PART, i, phase, time);
      }
      if (needsBackward(i)) {
        visitor.visit(Work.BACKWARD, i, phase, time);
      }
    }
    for (int k = 0; inputGradients && k < steps.inputs().size(); k++) {
      visitor.visit(Work.ADD_UP, -1 - k, phase, time);
    }
    for (int i = 0; i < steps.count(); i++) {
      Layer layer = steps.layer(i);
      if (hasGradient(layer) && !layer.backwardNeedsGradient() && !sumsInPhase(layer)) {
        visitor.visit(Work.GRADIENT, i, LAST_PHASE, time);
      }
    }
  }

  private static boolean hasGradient(Layer layer) {
    return layer.isTrainable() && (layer.gradientTasks() > 0 || layer.gradientByParts());
  }

  private boolean sumsInPhase(Layer layer) {
    return byParts && layer.isTrainable() && layer.gradientByParts();
  }
}
