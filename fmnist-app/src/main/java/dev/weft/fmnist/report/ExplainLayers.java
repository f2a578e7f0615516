package dev.weft.fmnist.report;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.explain.Explanation.Activation;
import dev.weft.fmnist.explain.Explanation;
import dev.weft.fmnist.explain.PoolChoices;
import dev.weft.fmnist.plot.NetworkGraph;
import dev.weft.fmnist.plot.PixelSheet;
import dev.weft.fmnist.plot.ValueScale;
import dev.weft.layers.MaxPool2D;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each layer of a network puts out, and its first filters. */
final class ExplainLayers {

  private static final int MOST_CHANNELS = 64;
  private static final int IMAGE_RANK = 3;
  private static final int KERNEL_RANK = 4;
  private static final int ROW = 32;
  private static final int NOT_CHOSEN = 0xe2e2e2;
  private static final int WIDE_ENOUGH = 230;
  private static final int FEW_COLUMNS = 8;
  private static final int MANY_COLUMNS = 16;

  private ExplainLayers() {}

  /** The filters of the first convolution. */
  static Section filters(Network network) {
    Section section = Section.of("filters", "Filters of the first convolution");
    Optional<Parameter> found =
        network.parameters().parameters().stream().filter(p -> p.shape().rank() == KERNEL_RANK).findFirst();
    if (found.isEmpty()) {
      return section.paragraph("There are none to show: this network has no convolution.");
    }
    Shape shape = found.get().shape();
    Tensor kernel = network.parameters().tensor(found.get())
        .reshape(shape.dim(0), shape.dim(1), shape.dim(2) * shape.dim(3));
    return section.sheet(channels(kernel, found.get().name(), "filters",
        "Each square is a filter: red weights count light pixels for it, blue ones against it."));
  }

  /** Every layer from the first to the last. */
  static Section forward(Explanation explanation) {
    Section section = Section.of("layers", "The forward pass")
        .pictures(NetworkGraph.of("layers-of-the-network", "Layers of the network", explanation.network()))
        .paragraph("What each layer puts out, in order. All channels of a layer share one scale of colours.");
    for (int i = 0; i < explanation.activations().size(); i++) {
      Activation activation = explanation.activations().get(i);
      section = layer(section.subtitle(activation.layer().name()), activation, sources(explanation.network(), i));
    }
    return section;
  }

  /** What a layer takes, where that is not the output of the layer before it alone. */
  private static String sources(Network network, int step) {
    List<Integer> inputs = network.steps().get(step).inputs();
    return inputs.equals(List.of(step - 1)) ? "" : inputs.stream()
        .map(i -> i < 0 ? network.inputNames().get(Step.networkInput(i)) : network.layers().get(i).name())
        .collect(Collectors.joining(" and ", "Takes ", ". "));
  }

  private static Section layer(Section section, Activation activation, String sources) {
    Layer layer = activation.layer();
    String shapes = sources + layer.inputShapes().stream().map(Shape::toString).collect(Collectors.joining(" and "))
        + " → " + layer.outputShape();
    if (activation.isIdentity()) {
      boolean reshaped = !layer.inputShape().equals(layer.outputShape());
      return section.paragraph(
          shapes + (reshaped ? ": the same values in another shape." : ": changes nothing outside of training."));
    }
    Section more = section.paragraph(shapes + parameters(layer) + ".");
    if (layer instanceof MaxPool2D pool) {
      more = more.sheet(choices(pool, activation.input()));
    }
    String caption = zeros(activation.output());
    return more.sheet(layer.outputShape().rank() == IMAGE_RANK
        ? channels(activation.output(), "Output of " + layer.name(), "channels", caption)
        : list(activation.output(), "Output of " + layer.name(), caption));
  }

  private static String parameters(Layer layer) {
    int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
    return count == 0 ? "" : ", " + Format.count(count) + " parameters";
  }

  private static String zeros(Tensor values) {
    int zeros = 0;
    for (float value : values.toArray()) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros == 0 ? "" : Format.percent((double) zeros / values.size()) + " of the values are zero.";
  }

  /** The channels of (height, width, channels) as small multiples. */
  private static Picture channels(Tensor values, String title, String kind, String caption) {
    ValueScale scale = ValueScale.of(values.toArray());
    List<int[]> tiles = new ArrayList<>();
    for (int c = 0; c < shown(values); c++) {
      tiles.add(scale.rgb(channel(values, c)));
    }
    return Picture.of(sheet(tiles, values), title, count(values, kind) + " " + caption).withKey(scale);
  }

  /** Which values of its input a pool lets through. */
  private static Picture choices(MaxPool2D pool, Tensor input) {
    ValueScale scale = ValueScale.of(input.toArray());
    boolean[] chosen = PoolChoices.of(pool, input);
    List<int[]> tiles = new ArrayList<>();
    for (int c = 0; c < shown(input); c++) {
      int[] tile = scale.rgb(channel(input, c));
      for (int i = 0; i < tile.length; i++) {
        if (!chosen[i * input.dim(2) + c]) {
          tile[i] = NOT_CHOSEN;
        }
      }
      tiles.add(tile);
    }
    return Picture.of(sheet(tiles, input), "What " + pool.name() + " chooses",
        count(input, "channels")
            + " Of its input the largest value of each window has its colour and the others are grey, as are windows"
            + " of equal values.")
        .withKey(scale);
  }

  /** A list of values in rows. */
  private static Picture list(Tensor values, String title, String caption) {
    ValueScale scale = ValueScale.of(values.toArray());
    List<int[]> tiles = new ArrayList<>();
    for (float value : values.toArray()) {
      tiles.add(new int[] {scale.rgb(value)});
    }
    String rows = values.size() > ROW ? Format.count(values.size()) + " values, " + ROW + " in a row."
        : Format.count(values.size()) + " values.";
    return Picture.of(PixelSheet.of(tiles, 1, 1, ROW), title, rows + " " + caption).withKey(scale);
  }

  private static int shown(Tensor values) {
    return Math.min(MOST_CHANNELS, values.dim(2));
  }

  private static String count(Tensor values, String kind) {
    int all = values.dim(2);
    String size = " of " + values.dim(0) + " × " + values.dim(1) + ".";
    String which = all > MOST_CHANNELS ? "The first " + MOST_CHANNELS + " of " + all : Integer.toString(all);
    return which + " " + kind + size;
  }

  private static PixelSheet sheet(List<int[]> tiles, Tensor values) {
    int columns = MANY_COLUMNS * (values.dim(1) + 1) <= WIDE_ENOUGH ? MANY_COLUMNS : FEW_COLUMNS;
    return PixelSheet.of(tiles, values.dim(0), values.dim(1), columns);
  }

  private static float[] channel(Tensor values, int channel) {
    float[] all = values.toArray();
    int channels = values.dim(2);
    float[] one = new float[all.length / channels];
    for (int i = 0; i < one.length; i++) {
      one[i] = all[i * channels + channel];
    }
    return one;
  }
}
