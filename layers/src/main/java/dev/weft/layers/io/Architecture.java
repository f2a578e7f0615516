package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Fusions;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The architecture of a network as JSON values; the form is described in {@link ModelFile}. */
final class Architecture {

  private static final String INPUT = "input"; // its name where there is one only

  private Architecture() {}

  static Map<String, Object> of(Network network) {
    Map<String, Object> architecture = new LinkedHashMap<>();
    if (network.inputNames().equals(List.of(INPUT))) {
      architecture.put("input", dims(network.inputShape()));
    } else {
      List<Object> inputs = new ArrayList<>();
      for (int k = 0; k < network.inputNames().size(); k++) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("name", network.inputNames().get(k));
        input.put("shape", dims(network.inputShapes().get(k)));
        inputs.add(input);
      }
      architecture.put("inputs", inputs);
    }
    architecture.put("layers", layers(network));
    if (!network.outputNames().equals(List.of(network.steps().getLast().layer().name()))) {
      architecture.put("outputs", new ArrayList<Object>(network.outputNames()));
    }
    return architecture;
  }

  private static List<Object> layers(Network network) {
    List<Object> layers = new ArrayList<>();
    Map<String, Integer> count = new HashMap<>();
    List<Step> steps = network.steps();
    for (int i = 0; i < steps.size(); i++) {
      LayerSpec spec = steps.get(i).layer().spec();
      String name = steps.get(i).layer().name();
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("kind", spec.kind());
      layer.put("config", spec.config());
      if (!name.equals(spec.kind() + "_" + count.merge(spec.kind(), 1, Integer::sum))) {
        layer.put("name", name);
      }
      if (!steps.get(i).inputs().equals(List.of(i - 1))) {
        List<Object> inputs = new ArrayList<>();
        for (int from : steps.get(i).inputs()) {
          inputs.add(from < 0 ? network.inputNames().get(Step.networkInput(from)) : steps.get(from).layer().name());
        }
        layer.put("inputs", inputs);
      }
      layers.add(layer);
    }
    return layers;
  }

  private static List<Object> dims(Shape shape) {
    List<Object> dims = new ArrayList<>();
    for (int dim : shape.dims()) {
      dims.add(dim);
    }
    return dims;
  }

  /**
   * Builds a network from what {@link #of} gave.
   *
   * @param kinds the kinds of layers that may be in it
   * @throws IllegalArgumentException if it is malformed or cannot be built
   */
  static Network network(Object json, LayerKinds kinds) {
    Map<?, ?> architecture = as(Map.class, json, "an object");
    Map<String, Node> nodes = new LinkedHashMap<>();
    if (architecture.containsKey("inputs")) {
      for (Object element : as(List.class, architecture.get("inputs"), "inputs: a list")) {
        Map<?, ?> input = as(Map.class, element, "an input as an object");
        put(nodes, as(String.class, input.get("name"), "name: a text"),
            Node.input(as(String.class, input.get("name"), "name: a text"), shape(input.get("shape"))));
      }
    } else {
      nodes.put(INPUT, Node.input(INPUT, shape(architecture.get("input"))));
    }
    List<Node> inputs = List.copyOf(nodes.values());
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("expected at least one input, got none");
    }
    Node last = inputs.getLast();
    Map<String, Integer> count = new HashMap<>();
    for (Object element : as(List.class, architecture.get("layers"), "layers: a list")) {
      Map<?, ?> layer = as(Map.class, element, "a layer as an object");
      String kind = as(String.class, layer.get("kind"), "kind: a text");
      String name = kind + "_" + count.merge(kind, 1, Integer::sum);
      if (layer.containsKey("name")) {
        name = as(String.class, layer.get("name"), "name: a text");
      }
      List<Node> from = layer.containsKey("inputs") ? find(nodes, layer.get("inputs"), name) : List.of(last);
      last = Node.of(name, kinds.parse(kind, config(layer.get("config"))), from);
      put(nodes, name, last);
    }
    List<Node> outputs =
        architecture.containsKey("outputs") ? find(nodes, architecture.get("outputs"), "outputs") : List.of(last);
    return Network.of(inputs, outputs, Fusions.all(), 0);
  }

  private static void put(Map<String, Node> nodes, String name, Node node) {
    if (nodes.put(name, node) != null) {
      throw new IllegalArgumentException("expected each name once, got two named '" + name + "'");
    }
  }

  /** The nodes of these names; all have to stand before the one that takes them, so there are no cycles. */
  private static List<Node> find(Map<String, Node> nodes, Object names, String reader) {
    List<Node> found = new ArrayList<>();
    for (Object element : as(List.class, names, reader + ": a list of names")) {
      String name = as(String.class, element, reader + ": names");
      if (!nodes.containsKey(name)) {
        throw new IllegalArgumentException(
            reader + ": expected the name of an input or of a layer before it, got '" + name + "'");
      }
      found.add(nodes.get(name));
    }
    return found;
  }

  private static Shape shape(Object value) {
    List<?> list = as(List.class, value, "input: a list");
    int[] dims = new int[list.size()];
    for (int i = 0; i < dims.length; i++) {
      long dim = as(Long.class, list.get(i), "input: whole numbers");
      if (dim < 1 || dim > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("expected an input extent of 1 or more, got " + dim);
      }
      dims[i] = (int) dim;
    }
    return Shape.of(dims);
  }

  private static Map<String, Object> config(Object value) {
    Map<String, Object> config = new LinkedHashMap<>();
    Map<?, ?> map = as(Map.class, value, "config: an object");
    map.forEach((key, entry) -> config.put(String.valueOf(key), entry));
    return config;
  }

  private static <T> T as(Class<T> type, Object value, String expected) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("expected " + expected + ", got " + value);
    }
    return type.cast(value);
  }
}
