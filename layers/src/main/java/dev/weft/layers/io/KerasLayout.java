package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Dense;
import dev.weft.layers.GroupedConv2D;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keras 3's, which is Weft's own but for grouped convolutions: {@code layers/conv2d_1/vars/0}, where variables are numbered as Weft has a
 * layer's parameters. A layer's name is its class, numbered among those of that class; what the user called it is not in it. A separable
 * convolution is two layers in Weft, {@code separable_conv2d/depthwise} and {@code separable_conv2d/pointwise}. States of optimisers,
 * metrics and random generators are passed over.
 */
final class KerasLayout implements Layout {

  private static final String VARIABLES = "/vars/";
  private static final List<String> ROOTS = List.of("layers/", "_layer_checkpoint_dependencies/"); // the second before 2.14
  private static final Pattern SEPARABLE = Pattern.compile("(^|/)separable_conv2d(_\\d+)?$");
  private static final Pattern NUMBER = Pattern.compile("_\\d+(?=/|$)");
  private static final Pattern DIRECTION = Pattern.compile("/(forward|backward)_layer(?=/)");

  @Override
  public List<Slot> slots(Layer layer, int[] features) {
    List<Slot> slots = new ArrayList<>();
    for (Parameter parameter : layer.parameters()) {
      String leaf = Integer.toString(slots.size());
      if (layer instanceof GroupedConv2D && parameter.shape().rank() == 5) {
        slots.add(grouped(parameter, leaf));
      } else {
        Slot slot = Slot.same(parameter, leaf);
        slots.add(layer instanceof Dense && !slots.isEmpty() ? slot.asOptional() : slot);
      }
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
    boolean other = name.startsWith("optimizer/") || name.startsWith("metrics/") || name.contains("seed_generator/");
    int at = name.lastIndexOf(VARIABLES);
    if (other || at < 0) {
      return other ? null : new Place("", name);
    }
    String module = name.substring(0, at);
    for (String root : ROOTS) {
      module = module.startsWith(root) ? module.substring(root.length()) : module;
    }
    String leaf = name.substring(at + VARIABLES.length());
    return SEPARABLE.matcher(module).find() ? partOfSeparable(module, leaf) : new Place(module, leaf);
  }

  private static Place partOfSeparable(String module, String leaf) {
    return switch (leaf) {
      case "0" -> new Place(module + "/depthwise", "0");
      case "1" -> new Place(module + "/pointwise", "0");
      case "2" -> new Place(module + "/pointwise", "1");
      default -> new Place(module, leaf);
    };
  }

  /** Without numbers and directions: what is numbered together, so that its order is the network's. */
  @Override
  public String family(String module) {
    return DIRECTION.matcher(NUMBER.matcher(module).replaceAll("")).replaceAll("");
  }

  /** What tensors are sorted by: numbers by their value, and of two directions forwards first, as Weft has them. */
  static String sortKey(String name) {
    return name.replace("/backward_layer/", "/~backward_layer/");
  }

  @Override
  public boolean keepsNamesAndOrder() {
    return false;
  }

  @Override
  public boolean channelsFirst() {
    return false;
  }
}
