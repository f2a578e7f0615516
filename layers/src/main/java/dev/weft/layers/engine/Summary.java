package dev.weft.layers.engine;

import dev.weft.core.io.TextCells;
import dev.weft.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table that {@link Network#summary()} prints. Columns are as wide as what stands in them. */
final class Summary {

  private static final String GAP = "  ";
  private static final int COUNT = 2; // the column of numbers, which are aligned to the right

  private final Network network;
  private final boolean verbose;
  private final List<List<String>> rows = new ArrayList<>();

  private Summary(Network network, boolean verbose) {
    this.network = network;
    this.verbose = verbose;
  }

  static String of(Network network, boolean verbose) {
    return new Summary(network, verbose).text();
  }

  private String text() {
    row("Layer (kind)", "Output shape", "Parameters", "Inputs", "Computed as");
    for (int k = 0; k < network.inputNames().size(); k++) {
      row(network.inputNames().get(k), batched(network.inputShapes().get(k)), "0", "", "");
    }
    Map<String, String> paths = verbose ? paths() : Map.of();
    for (int i = 0; i < network.steps().size(); i++) {
      Layer layer = network.steps().get(i).layer();
      int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
      row(layer.name() + " (" + layer.spec().kind() + ")", batched(layer.outputShape()), grouped(count), inputs(i),
          paths.getOrDefault(layer.name(), ""));
    }
    return table() + totals();
  }

  private void row(String name, String shape, String count, String inputs, String path) {
    List<String> row = new ArrayList<>(List.of(name, shape, count));
    if (isGraph()) {
      row.add(inputs);
    }
    if (verbose) {
      row.add(path);
    }
    rows.add(row);
  }

  /** Whether some layer takes something else than the output of the layer before it. */
  private boolean isGraph() {
    for (int i = 0; i < network.steps().size(); i++) {
      if (!network.steps().get(i).inputs().equals(List.of(i - 1))) {
        return true;
      }
    }
    return network.inputNames().size() > 1;
  }

  private String inputs(int step) {
    return network.steps().get(step).inputs().stream()
        .map(i -> i < 0 ? network.inputNames().get(Step.networkInput(i)) : network.steps().get(i).layer().name())
        .collect(Collectors.joining(", "));
  }

  private Map<String, String> paths() {
    Map<String, String> paths = new TreeMap<>();
    for (Layer executed : network.executedLayers(true)) {
      executed.parts().forEach(part -> paths.put(part.name(), executed.path()));
    }
    return paths;
  }

  private String table() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], TextCells.width(row.get(c)));
      }
    }
    String rule = "─".repeat(Arrays.stream(widths).sum() + GAP.length() * (columns - 1)) + "\n";
    StringBuilder text = new StringBuilder(rule);
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r).get(c);
        line.append(c == 0 ? "" : GAP)
            .append(c == COUNT ? TextCells.right(cell, widths[c]) : TextCells.left(cell, widths[c]));
      }
      text.append(line.toString().stripTrailing()).append("\n").append(r == 0 ? rule : "");
    }
    return text.append(rule).toString();
  }

  private String totals() {
    int all = sum(parameter -> true);
    int trainable = sum(Parameter::trainable);
    String size = String.format(Locale.ROOT, "%.2f KiB", all * Float.BYTES / 1024.0);
    return "Total parameters: " + grouped(all) + " (" + size + ")\nTrainable: " + grouped(trainable)
        + ", not trainable: " + grouped(all - trainable) + "\n";
  }

  private int sum(Predicate<Parameter> which) {
    return network.ownParameters().stream().filter(which).mapToInt(Parameter::size).sum();
  }

  private static String batched(Shape shape) {
    return "(None" + Arrays.stream(shape.dims()).mapToObj(d -> ", " + d).collect(Collectors.joining()) + ")";
  }

  private static String grouped(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
