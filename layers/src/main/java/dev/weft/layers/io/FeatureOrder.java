package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Concat;
import dev.weft.layers.Dense;
import dev.weft.layers.Flatten;
import dev.weft.layers.Gru;
import dev.weft.layers.Lstm;
import dev.weft.layers.Reshape;
import dev.weft.layers.Windowed1D;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * In which order the features of flat examples lie where images are flattened channels first, {@code (C, H, W)} instead of {@code (H, W,
 * C)}: for each step, for feature i of its first input, the number that it has there; null if it is i.
 */
final class FeatureOrder {

  private FeatureOrder() {}

  /** For each step of the network, the order of the features that it takes. */
  static List<int[]> ofInputs(Network network) {
    List<int[]> outputs = new ArrayList<>();
    List<int[]> inputs = new ArrayList<>();
    List<Boolean> sequences = new ArrayList<>();
    for (Step step : network.steps()) {
      List<int[]> into = new ArrayList<>();
      step.inputs().forEach(from -> into.add(from < 0 ? null : outputs.get(from)));
      inputs.add(into.getFirst());
      int first = step.inputs().getFirst();
      boolean sequence = first >= 0 && sequences.get(first);
      outputs.add(output(step.layer(), into, sequence));
      sequences.add(isChannelsFirst(step.layer(), sequence));
    }
    return inputs;
  }

  /**
   * Whether a layer's output is a sequence with channels first there. Convolutions and pools have it so, recurrent layers and
   * embeddings do not, and what is in between keeps it.
   */
  private static boolean isChannelsFirst(Layer layer, boolean input) {
    boolean keeps = layer.outputShape().rank() == 2 && layer.inputShape().rank() == 2
        && !(layer instanceof Lstm || layer instanceof Gru || layer instanceof Reshape);
    return keeps && (input || layer.spec() instanceof Windowed1D<?>);
  }

  private static int[] output(Layer layer, List<int[]> inputs, boolean sequence) {
    Shape in = layer.inputShape();
    Shape out = layer.outputShape();
    boolean flattens = layer instanceof Flatten || (layer instanceof Reshape && out.rank() == 1);
    if (flattens && in.rank() == 3) {
      return channelsFirst(in);
    }
    if (flattens && in.rank() == 2 && sequence) {
      return channelsFirst(in.prepend(1));
    }
    if (layer instanceof Concat && out.rank() == 1 && inputs.stream().anyMatch(order -> order != null)) {
      return oneAfterTheOther(layer.inputShapes(), inputs);
    }
    boolean keepsFeatures = out.rank() == 1 && out.equals(in) && !(layer instanceof Dense);
    return keepsFeatures ? inputs.getFirst() : null;
  }

  private static int[] channelsFirst(Shape image) {
    int pixels = image.dim(0) * image.dim(1);
    int channels = image.dim(2);
    if (pixels == 1 || channels == 1) {
      return null;
    }
    int[] order = new int[image.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % channels * pixels + i / channels;
    }
    return order;
  }

  private static int[] oneAfterTheOther(List<Shape> shapes, List<int[]> orders) {
    int[] order = new int[shapes.stream().mapToInt(Shape::size).sum()];
    int start = 0;
    for (int k = 0; k < shapes.size(); k++) {
      for (int i = 0; i < shapes.get(k).size(); i++) {
        order[start + i] = start + (orders.get(k) == null ? i : orders.get(k)[i]);
      }
      start += shapes.get(k).size();
    }
    return order;
  }

  /** Puts the positions of the first axis, which are in their order, into ours. */
  static Tensor fromTheirs(Tensor theirs, int[] order) {
    return order == null ? theirs : theirs.take(0, order);
  }

  /** The way back. */
  static Tensor toTheirs(Tensor ours, int[] order) {
    if (order == null) {
      return ours;
    }
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return ours.take(0, inverse);
  }
}
