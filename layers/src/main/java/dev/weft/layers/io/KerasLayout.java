package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.GroupedConv2D;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras 3's, which is Weft's own but for grouped convolutions: {@code layers/conv2d_1/vars/0}, where variables are numbered as Weft has a
 * layer's parameters. States of optimisers, metrics and random generators are passed over.
 */
final class KerasLayout implements Layout {

  private static final String VARIABLES = "/vars/";

  @Override
  public List<Slot> slots(Layer layer, int[] features) {
    List<Slot> slots = new ArrayList<>();
    for (Parameter parameter : layer.parameters()) {
      String leaf = Integer.toString(slots.size());
      slots.add(layer instanceof GroupedConv2D && parameter.shape().rank() == 5
          ? grouped(parameter, leaf)
          : Slot.same(parameter, leaf));
    }
    return slots;
  }

  private static Slot grouped(Parameter parameter, String leaf) {
    int[] d = parameter.shape().dims();
    return new Slot(parameter, leaf, Shape.of(d[1], d[2], d[3], d[0] * d[4]), false,
        theirs -> theirs.reshape(d[1], d[2], d[3], d[0], d[4]).transpose(3, 0, 1, 2, 4),
        ours -> ours.transpose(1, 2, 3, 0, 4));
  }

  @Override
  public Place place(String name) {
    int at = name.lastIndexOf(VARIABLES);
    boolean other = name.startsWith("optimizer/") || name.startsWith("metrics/") || name.contains("/seed_generator/");
    if (at < 0 || other) {
      return other ? null : new Place("", name);
    }
    String module = name.substring(0, at);
    return new Place(module.startsWith("layers/") ? module.substring("layers/".length()) : module,
        name.substring(at + VARIABLES.length()));
  }

  @Override
  public String name(String module, String leaf) {
    return "layers/" + module + VARIABLES + leaf;
  }

  @Override
  public boolean channelsFirst() {
    return false;
  }
}
