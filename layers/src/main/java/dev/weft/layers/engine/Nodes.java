package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.List;

/** The nodes from which steps can be built again. */
record Nodes(List<Node> inputs, List<Node> outputs) {

  static Nodes of(List<String> inputNames, Steps steps) {
    List<Node> inputs = new ArrayList<>();
    for (int k = 0; k < inputNames.size(); k++) {
      inputs.add(Node.input(inputNames.get(k), steps.inputs().get(k)));
    }
    List<Node> nodes = new ArrayList<>();
    for (Step step : steps.list()) {
      List<Node> from =
          step.inputs().stream().map(i -> i < 0 ? inputs.get(Step.networkInput(i)) : nodes.get(i)).toList();
      nodes.add(Node.of(step.layer().name(), step.layer().spec(), from));
    }
    return new Nodes(inputs, steps.outputs().stream().map(nodes::get).toList());
  }
}
