package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table that {@link Sequential#summary()} prints. */
final class Summary {

  private static final int NAME = 30;
  private static final int SHAPE = 26;
  private static final int COUNT = 12;

  private Summary() {}

  static String of(Sequential network, boolean verbose) {
    StringBuilder text = new StringBuilder();
    String rule = "─".repeat(NAME + SHAPE + COUNT + (verbose ? 34 : 0)) + "\n";
    text.append(rule);
    row(text, "Layer (kind)", "Output shape", "Parameters", verbose ? "Computed as" : "");
    text.append(rule);
    row(text, "input", batched(network.inputShape()), "0", "");
    for (Layer layer : network.layers()) {
      int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
      row(text, layer.name() + " (" + layer.spec().kind() + ")", batched(layer.outputShape()),
          grouped(count), verbose ? path(network, layer) : "");
    }
    text.append(rule);
    ParameterSlab slab = network.parameters();
    text.append("Total parameters: ").append(grouped(slab.size()))
        .append(String.format(Locale.ROOT, " (%.2f KiB)%n", slab.size() * 4 / 1024.0));
    text.append("Trainable: ").append(grouped(slab.trainable()))
        .append(", not trainable: ").append(grouped(slab.size() - slab.trainable())).append("\n");
    return text.toString().replace("\r\n", "\n");
  }

  private static String path(Sequential network, Layer layer) {
    for (Layer executed : network.executedLayers()) {
      if (List.of(executed.name().split("\\+", -1)).contains(layer.name())) {
        return executed.path();
      }
    }
    return "";
  }

  private static void row(StringBuilder text, String name, String shape, String count, String path) {
    String line = String.format(Locale.ROOT, "%-" + NAME + "s%-" + SHAPE + "s%" + COUNT + "s", name, shape, count);
    text.append(path.isEmpty() ? line : line + "  " + path).append("\n");
  }

  private static String batched(Shape shape) {
    return "(None" + Arrays.stream(shape.dims()).mapToObj(d -> ", " + d).collect(Collectors.joining()) + ")";
  }

  private static String grouped(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
