package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Fusions;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds networks from what {@link Architecture} wrote, or somebody else did. */
final class ArchitectureReader {

  private final LayerKinds kinds;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Set<String> behind = new HashSet<>(); // names of layers that are still to come

  private ArchitectureReader(LayerKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * Builds a network from what {@link Architecture#of} gave.
   *
   * @param kinds the kinds of layers that may be in it
   * @param values how many there are for its parameters
   * @throws IllegalArgumentException if it is malformed or cannot be built
   */
  static Network network(Object json, LayerKinds kinds, long values) {
    return new ArchitectureReader(kinds).read(as(Map.class, json, "an object"), values);
  }

  private Network read(Map<?, ?> architecture, long values) {
    List<Node> inputs = inputs(architecture);
    List<?> layers = as(List.class, architecture.get("layers"), "layers: a list");
    List<String> names = names(layers);
    behind.addAll(names);
    Node last = inputs.getFirst();
    for (int i = 0; i < names.size(); i++) {
      Map<?, ?> layer = as(Map.class, layers.get(i), "a layer as an object");
      List<Node> from = layer.containsKey("inputs") ? find(layer.get("inputs"), names.get(i)) : List.of(last);
      LayerSpec spec = kinds.parse(as(String.class, layer.get("kind"), "kind: a text"), config(layer.get("config")));
      last = Node.of(names.get(i), spec, from);
      put(names.get(i), last);
      behind.remove(names.get(i));
    }
    List<Node> outputs =
        architecture.containsKey("outputs") ? find(architecture.get("outputs"), "outputs") : List.of(last);
    Set<String> frozen = frozen(architecture);
    Network network = Network.of(inputs, outputs, Fusions.all(), 0, values, frozen::contains);
    requireAllRead(names, network);
    network.parameters().frozen().forEach(frozen::remove);
    if (!frozen.isEmpty()) {
      throw new IllegalArgumentException(
          "frozen: expected names of parameters that could be trained, got others too: " + frozen);
    }
    return network;
  }

  /** The names of the parameters that are not trained; files from before do not say, and have none. */
  private static Set<String> frozen(Map<?, ?> architecture) {
    Set<String> frozen = new LinkedHashSet<>();
    if (architecture.containsKey("frozen")) {
      for (Object name : as(List.class, architecture.get("frozen"), "frozen: a list of names")) {
        frozen.add(as(String.class, name, "frozen: names"));
      }
    }
    return frozen;
  }

  private List<Node> inputs(Map<?, ?> architecture) {
    if (!architecture.containsKey("inputs")) {
      put(Architecture.INPUT, Node.input(Architecture.INPUT, shape(architecture.get("input"))));
      return List.copyOf(nodes.values());
    }
    for (Object element : as(List.class, architecture.get("inputs"), "inputs: a list")) {
      Map<?, ?> input = as(Map.class, element, "an input as an object");
      String name = as(String.class, input.get("name"), "name: a text");
      put(name, Node.input(name, shape(input.get("shape"))));
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("expected at least one input, got none");
    }
    return List.copyOf(nodes.values());
  }

  /** The names of the layers: those that are written, and elsewhere kind and number. */
  private static List<String> names(List<?> layers) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> count = new HashMap<>();
    for (Object element : layers) {
      Map<?, ?> layer = as(Map.class, element, "a layer as an object");
      String kind = as(String.class, layer.get("kind"), "kind: a text");
      String usual = kind + "_" + count.merge(kind, 1, Integer::sum);
      names.add(layer.containsKey("name") ? as(String.class, layer.get("name"), "name: a text") : usual);
    }
    return names;
  }

  private void put(String name, Node node) {
    if (nodes.put(name, node) != null) {
      throw new IllegalArgumentException("expected each name once, got two parts named '" + name + "'");
    }
  }

  /** The nodes of these names; all have to stand before the one that takes them, so there are no cycles. */
  private List<Node> find(Object names, String reader) {
    List<Node> found = new ArrayList<>();
    for (Object element : as(List.class, names, reader + ": a list of names")) {
      String name = as(String.class, element, reader + ": names");
      if (behind.contains(name) && !nodes.containsKey(name)) {
        throw new IllegalArgumentException(reader + ": expected inputs that stand before it, got '" + name
            + "', which does not: the layers form a cycle, or are not in order");
      }
      if (!nodes.containsKey(name)) {
        throw new IllegalArgumentException(
            reader + ": expected the name of an input or of a layer before it, got '" + name
                + "', which nobody computes");
      }
      found.add(nodes.get(name));
    }
    return found;
  }

  private static void requireAllRead(List<String> names, Network network) {
    Set<String> unread = new LinkedHashSet<>(names);
    network.layers().forEach(layer -> unread.remove(layer.name()));
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("expected layers that the outputs need, got others too: " + unread);
    }
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
