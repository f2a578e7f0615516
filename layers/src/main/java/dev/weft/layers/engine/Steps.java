package dev.weft.layers.engine;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network computes: steps in an order in which each stands behind those whose outputs it takes.
 *
 * @param inputs shapes of the network's inputs
 * @param list the steps
 * @param outputs which of the steps the network puts out
 */
record Steps(List<Shape> inputs, List<Step> list, List<Integer> outputs) {

  /** One of the inputs of a step. */
  record Edge(int step, int input) {}

  Steps {
    inputs = List.copyOf(inputs);
    list = List.copyOf(list);
    outputs = List.copyOf(outputs);
  }

  int count() {
    return list.size();
  }

  Layer layer(int step) {
    return list.get(step).layer();
  }

  /** For each parameter whose gradients come by rows, what keeps track of them. */
  List<TouchedRows> touchedRows() {
    return list.stream().flatMap(step -> step.layer().parameterByRows().stream()).map(TouchedRows::new).toList();
  }

  /** Shape of the output of a step, or of an input of the network. */
  Shape shape(int index) {
    return index < 0 ? inputs.get(Step.networkInput(index)) : layer(index).outputShape();
  }

  /** Who takes the output of each step; those of the network's inputs follow behind those of the last step. */
  List<List<Edge>> consumers() {
    List<List<Edge>> consumers = new ArrayList<>();
    for (int i = 0; i < list.size() + inputs.size(); i++) {
      consumers.add(new ArrayList<>());
    }
    for (int i = 0; i < list.size(); i++) {
      List<Integer> from = list.get(i).inputs();
      for (int k = 0; k < from.size(); k++) {
        consumers.get(slot(from.get(k))).add(new Edge(i, k));
      }
    }
    return consumers;
  }

  /** Where in {@link #consumers()} the list of a step or input stands. */
  int slot(int index) {
    return index < 0 ? list.size() + Step.networkInput(index) : index;
  }

  /**
   * Which steps have a trainable parameter in themselves or before them, or an input whose gradient is wanted: only those need
   * the gradient of their output.
   */
  boolean[] needGradient(boolean inputGradients) {
    boolean[] needs = new boolean[list.size()];
    for (int i = 0; i < needs.length; i++) {
      needs[i] = list.get(i).layer().isTrainable();
      for (int from : list.get(i).inputs()) {
        needs[i] |= from < 0 ? inputGradients : needs[from];
      }
    }
    return needs;
  }

  /** These steps with chains of them replaced as the rewrites say. */
  Steps rewritten(List<Rewrite> rewrites, boolean training) {
    List<List<Edge>> consumers = consumers();
    List<Step> rewritten = new ArrayList<>();
    int[] places = new int[list.size()];
    for (int i = 0; i < list.size();) {
      List<Layer> chain = chain(i, consumers);
      Rewrite.Fused fused = fuse(chain, rewrites, training);
      List<Integer> from = list.get(i).inputs().stream().map(k -> k < 0 ? k : Integer.valueOf(places[k])).toList();
      rewritten.add(new Step(fused.layer(), from));
      i += fused.length();
      places[i - 1] = rewritten.size() - 1;
    }
    return new Steps(inputs, rewritten, outputs.stream().map(i -> places[i]).toList());
  }

  private static Rewrite.Fused fuse(List<Layer> chain, List<Rewrite> rewrites, boolean training) {
    for (Rewrite rewrite : rewrites) {
      Rewrite.Fused fused = rewrite.fuse(chain, training);
      if (fused != null) {
        return fused;
      }
    }
    return new Rewrite.Fused(chain.get(0), 1);
  }

  /** Step i and those that stand behind it, as long as each is the only one to take the output of the one before. */
  private List<Layer> chain(int i, List<List<Edge>> consumers) {
    List<Layer> chain = new ArrayList<>();
    chain.add(layer(i));
    for (int last = i; last + 1 < list.size() && chain.size() < Rewrite.LONGEST; last++) {
      boolean onlyNext = consumers.get(last).equals(List.of(new Edge(last + 1, 0)));
      if (!onlyNext || list.get(last + 1).inputs().size() > 1 || outputs.contains(last)) {
        break;
      }
      chain.add(layer(last + 1));
    }
    return chain;
  }

  /** The kernels that a run of these steps needs. */
  KernelUse kernelUse(boolean training) {
    KernelUse use = new KernelUse(training);
    use.addInTraining(KernelUse.Group.ADD);
    list.forEach(step -> step.layer().kernelUse(use));
    return use;
  }
}
