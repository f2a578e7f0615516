package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** What is left of a network when it need only put out one of its steps. */
final class Pruning {

  private final Steps steps;
  private final int output;
  private final boolean[] needed;
  private final boolean[] neededInputs;

  Pruning(Steps steps, int output) {
    this.steps = steps;
    this.output = output;
    this.needed = new boolean[steps.count()];
    this.neededInputs = new boolean[steps.inputs().size()];
    needed[output] = true;
    for (int i = output; i >= 0; i--) {
      for (int from : needed[i] ? steps.list().get(i).inputs() : List.<Integer>of()) {
        if (from < 0) {
          neededInputs[Step.networkInput(from)] = true;
        } else {
          needed[from] = true;
        }
      }
    }
  }

  Network network(List<String> inputNames, ParameterSlab parameters, List<Rewrite> rewrites) {
    List<String> names = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    int[] inputPlaces = new int[neededInputs.length];
    for (int k = 0; k < neededInputs.length; k++) {
      if (neededInputs[k]) {
        inputPlaces[k] = -1 - names.size();
        names.add(inputNames.get(k));
        shapes.add(steps.inputs().get(k));
      }
    }
    List<Step> kept = new ArrayList<>();
    int[] places = new int[steps.count()];
    for (int i = 0; i <= output; i++) {
      if (needed[i]) {
        places[i] = kept.size();
        List<Integer> inputs = steps.list().get(i).inputs().stream()
            .map(from -> from < 0 ? inputPlaces[Step.networkInput(from)] : places[from]).toList();
        kept.add(new Step(steps.layer(i), inputs));
      }
    }
    return new Network(names, new Steps(shapes, kept, List.of(places[output])), parameters, rewrites);
  }
}
