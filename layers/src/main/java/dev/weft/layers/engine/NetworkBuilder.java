package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Turns nodes into the steps of a network. */
final class NetworkBuilder {

  private final List<Node> inputs;
  private final List<Node> outputs;
  private final Predicate<String> frozen;
  private final List<Node> order = new ArrayList<>();
  private final Map<Node, Integer> places = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  static NetworkBuilder of(List<Node> inputs, List<Node> outputs, Predicate<String> frozen) {
    return new NetworkBuilder(inputs, outputs, frozen, Set.of());
  }

  /**
   * Puts the nodes in order.
   *
   * @param frozen which parameters, by name, are not trainable
   * @param kept names that no node without one is given
   */
  NetworkBuilder(List<Node> inputs, List<Node> outputs, Predicate<String> frozen, Set<String> kept) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.frozen = frozen;
    requireInputs();
    for (Node output : outputs) {
      if (output.isInput() && outputs.size() > 1) {
        throw new IllegalArgumentException(
            "expected outputs that layers compute, got the input '" + output.name() + "'");
      }
      if (output.isInput()) {
        throw new IllegalArgumentException("expected a network of at least one layer, got none");
      }
      visit(output);
    }
    if (new HashSet<>(outputs).size() < outputs.size()) {
      throw new IllegalArgumentException("expected each output once, got one twice");
    }
    requireNoUnused();
    nameAll(kept);
  }

  private void requireInputs() {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one input and one output, got " + inputs.size() + " and "
          + outputs.size());
    }
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < inputs.size(); k++) {
      Node input = inputs.get(k);
      if (!input.isInput()) {
        throw new IllegalArgumentException("expected inputs made by Node.input, got a layer: " + input);
      }
      if (!seen.add(input.name())) {
        throw new IllegalArgumentException("expected each name once, got two inputs named '" + input.name() + "'");
      }
      places.put(input, -1 - k);
    }
  }

  /** Puts a node behind all that it needs, first input first. Own stack: a network may be deeper than a thread's. */
  private void visit(Node output) {
    Deque<Node> path = new ArrayDeque<>();
    Deque<Integer> nextInput = new ArrayDeque<>();
    path.push(output);
    nextInput.push(0);
    while (!path.isEmpty()) {
      Node node = path.peek();
      int next = nextInput.pop();
      if (next < node.inputs().size()) {
        nextInput.push(next + 1);
        Node from = node.inputs().get(next);
        if (!places.containsKey(from)) {
          requireListed(from, node);
          path.push(from);
          nextInput.push(0);
        }
      } else {
        path.pop();
        if (!places.containsKey(node)) {
          places.put(node, order.size());
          order.add(node);
        }
      }
    }
  }

  private void requireListed(Node from, Node reader) {
    if (from.isInput()) {
      throw new IllegalArgumentException("expected one of the network's inputs "
          + inputs.stream().map(Node::name).toList() + ", got the input '" + from.name() + "', which " + reader
          + " reads");
    }
  }

  private void requireNoUnused() {
    Set<Node> read = new HashSet<>();
    order.forEach(node -> read.addAll(node.inputs()));
    for (Node input : inputs) {
      if (!read.contains(input)) {
        throw new IllegalArgumentException(
            "expected every input to be read by a layer, got the unused input '" + input.name() + "'");
      }
    }
  }

  /** Kind and number for those without a name; the number counts layers of the kind. */
  private void nameAll(Set<String> kept) {
    Map<String, Integer> count = new HashMap<>();
    Set<String> taken = new HashSet<>();
    inputs.forEach(input -> taken.add(input.name()));
    for (Node node : order) {
      String kind = node.spec().kind();
      int number = count.merge(kind, 1, Integer::sum);
      while (node.name() == null && kept.contains(kind + "_" + number)) {
        number = count.merge(kind, 1, Integer::sum);
      }
      String name = node.name() != null ? node.name() : kind + "_" + number;
      if (!taken.add(name)) {
        throw new IllegalArgumentException("expected each name once, got two parts named '" + name + "'");
      }
      names.add(name);
    }
  }

  Network build(List<Rewrite> rewrites, long seed, long mostParameters) {
    ParameterSlab.Builder slab = new ParameterSlab.Builder(frozen, mostParameters);
    Steps steps = buildSteps(slab);
    return new Network(inputs.stream().map(Node::name).toList(), steps, slab.build(seed), rewrites);
  }

  private Steps buildSteps(ParameterSlab.Builder slab) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Node node = order.get(i);
      List<Integer> from = node.inputs().stream().map(places::get).toList();
      List<Shape> shapes =
          from.stream().map(k -> k < 0 ? inputs.get(-1 - k).shape() : steps.get(k).layer().outputShape()).toList();
      try {
        steps.add(new Step(node.spec().build(shapes, names.get(i), slab), from));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(names.get(i) + described(from, shapes) + ": " + e.getMessage(), e);
      }
    }
    return new Steps(inputs.stream().map(Node::shape).toList(), steps, outputs.stream().map(places::get).toList());
  }

  /** Where the inputs of a layer come from, unless that is plain: the only input of the network. */
  private String described(List<Integer> from, List<Shape> shapes) {
    StringBuilder text = new StringBuilder();
    if (from.equals(List.of(-1)) && inputs.size() == 1) {
      return "";
    }
    for (int k = 0; k < from.size(); k++) {
      text.append(k == 0 ? " behind " : " and ");
      text.append(from.get(k) < 0 ? inputs.get(-1 - from.get(k)).name() : names.get(from.get(k)));
      text.append(' ').append(shapes.get(k));
    }
    return text.toString();
  }
}
