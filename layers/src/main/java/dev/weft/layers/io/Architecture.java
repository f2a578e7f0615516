package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the architecture of a network as JSON values; the form is described in {@link ModelFile}. */
final class Architecture {

  static final String INPUT = "input"; // its name where there is one only

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
    List<Object> frozen = new ArrayList<>(network.parameters().frozen());
    frozen.retainAll(network.ownParameters().stream().map(Parameter::name).toList());
    if (!frozen.isEmpty()) {
      architecture.put("frozen", frozen);
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
}
