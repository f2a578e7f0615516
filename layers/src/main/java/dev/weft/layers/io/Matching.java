package dev.weft.layers.io;

import dev.weft.core.io.TensorArchive;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.BatchNorm;
import dev.weft.layers.GroupNorm;
import dev.weft.layers.LayerNorm;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds which module of a file belongs to which layer: what the caller says; then equal names; then the order among all layers that have
 * parameters of the same shapes, if the file has just as many modules of these shapes. A norm goes first with the layer that it stands
 * behind, as two branches of a network may be written in any order. Where names are a class and a number, equal names mean nothing, and
 * only modules of one class are in order.
 */
final class Matching {

  private final Map<String, Map<String, Shape>> modules = new LinkedHashMap<>();
  private final Map<String, List<Slot>> layers = new LinkedHashMap<>();
  private final Map<String, String> moduleOfLayer = new LinkedHashMap<>();

  private final Layout layout;

  private Matching(Layout layout) {
    this.layout = layout;
  }

  /** The slots of each layer that has parameters. */
  static Map<String, List<Slot>> slots(Layout layout, Network network) {
    Map<String, List<Slot>> layers = new LinkedHashMap<>();
    List<int[]> orders = layout.channelsFirst() ? FeatureOrder.ofInputs(network) : null;
    List<Step> steps = network.steps();
    for (int i = 0; i < steps.size(); i++) {
      Layer layer = steps.get(i).layer();
      if (!layer.parameters().isEmpty()) {
        layers.put(layer.name(), layout.slots(layer, orders == null ? null : orders.get(i)));
      }
    }
    return layers;
  }

  /**
   * The module of each layer for which there is one, by the layer's name.
   *
   * @param entries the tensors of the file, in the order of modules
   * @param named the layers that the caller has given modules
   * @throws IllegalArgumentException if one of those does not fit
   */
  static Map<String, String> of(
      Layout layout, Network network, List<TensorArchive.Entry> entries, Map<String, String> named) {
    Matching matching = new Matching(layout);
    for (TensorArchive.Entry entry : entries) {
      Layout.Place place = layout.place(entry.name());
      if (place != null) {
        matching.modules.computeIfAbsent(place.module(), module -> new LinkedHashMap<>()).put(place.leaf(),
            entry.shape());
      }
    }
    matching.layers.putAll(slots(layout, network));
    matching.byCaller(named);
    if (layout.keepsNamesAndOrder()) {
      matching.byName();
      Map<String, String> norms = norms(network);
      matching.byOrder(layer -> !norms.containsKey(layer));
      matching.byPlace(norms);
    }
    matching.byOrder(layer -> true);
    return matching.moduleOfLayer;
  }

  private void byCaller(Map<String, String> named) {
    named.forEach((layer, module) -> {
      if (!layers.containsKey(layer)) {
        throw new IllegalArgumentException(
            "expected a layer with parameters of " + layers.keySet() + ", got '" + layer + "'");
      }
      if (!modules.containsKey(module)) {
        throw new IllegalArgumentException(
            "expected one of the file's modules " + modules.keySet() + ", got '" + module + "'");
      }
      if (!fits(layers.get(layer), modules.get(module))) {
        throw new IllegalArgumentException(
            "expected " + described(layers.get(layer)) + " for layer '" + layer + "', got " + modules.get(module)
                + " in '" + module + "'");
      }
      moduleOfLayer.put(layer, module);
    });
  }

  private void byName() {
    for (Map.Entry<String, List<Slot>> layer : layers.entrySet()) {
      Map<String, Shape> module = modules.get(layer.getKey());
      if (module != null && isFree(layer.getKey(), layer.getKey()) && fits(layer.getValue(), module)) {
        moduleOfLayer.put(layer.getKey(), layer.getKey());
      }
    }
  }

  /** Norms that stand just behind a layer with parameters, and that layer. */
  private static Map<String, String> norms(Network network) {
    Map<String, String> norms = new LinkedHashMap<>();
    for (Step step : network.steps()) {
      boolean norm =
          step.layer() instanceof BatchNorm || step.layer() instanceof GroupNorm || step.layer() instanceof LayerNorm;
      int from = step.inputs().getFirst();
      if (norm && from >= 0 && !network.steps().get(from).layer().parameters().isEmpty()) {
        norms.put(step.layer().name(), network.steps().get(from).layer().name());
      }
    }
    return norms;
  }

  /** A norm of the file that stands just behind the module of the layer which the norm here stands behind. */
  private void byPlace(Map<String, String> norms) {
    List<String> order = List.copyOf(modules.keySet());
    norms.forEach((norm, before) -> {
      int next = order.indexOf(moduleOfLayer.get(before)) + 1;
      if (next > 0 && next < order.size() && isFree(norm, order.get(next))
          && fits(layers.get(norm), modules.get(order.get(next)))) {
        moduleOfLayer.put(norm, order.get(next));
      }
    });
  }

  private void byOrder(Predicate<String> which) {
    for (String first : layers.keySet().stream().filter(which).toList()) {
      List<Slot> slots = layers.get(first);
      List<String> alike = layers.keySet().stream()
          .filter(which)
          .filter(layer -> !moduleOfLayer.containsKey(layer) && described(layers.get(layer)).equals(described(slots)))
          .toList();
      List<String> theirs = modules.keySet().stream()
          .filter(module -> !moduleOfLayer.containsValue(module) && fits(slots, modules.get(module))).toList();
      boolean ordered = theirs.stream().map(layout::family).distinct().count() <= 1;
      for (int i = 0; ordered && alike.size() == theirs.size() && i < alike.size(); i++) {
        moduleOfLayer.put(alike.get(i), theirs.get(i));
      }
    }
  }

  private boolean isFree(String layer, String module) {
    return !moduleOfLayer.containsKey(layer) && !moduleOfLayer.containsValue(module);
  }

  private static boolean fits(List<Slot> slots, Map<String, Shape> module) {
    int found = 0;
    for (Slot slot : slots) {
      Shape shape = module.get(slot.leaf());
      if (shape != null && slot.accepts(shape)) {
        found++;
      } else if (shape != null || !slot.optional()) {
        return false;
      }
    }
    return found == module.size();
  }

  private static String described(List<Slot> slots) {
    List<String> parts = new ArrayList<>();
    slots.forEach(slot -> parts.add(slot.leaf() + "=" + slot.theirs()));
    return "{" + String.join(", ", parts) + "}";
  }
}
