package dev.weft.layers.check;

import dev.weft.core.io.TextCells;
import dev.weft.layers.check.GradientReport.TensorCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@link GradientReport#toString()} prints. */
final class GradientTable {

  private static final List<String> HEADINGS = List.of(
      "layer", "tensor", "shape", "checked", "kinks", "worst at", "analytic", "numeric", "rel. error", "verdict");
  private static final List<Boolean> TO_THE_RIGHT =
      List.of(false, false, false, true, true, false, true, true, true, false);

  private final GradientReport report;

  GradientTable(GradientReport report) {
    this.report = report;
  }

  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    String layer = "";
    for (TensorCheck tensor : report.tensors()) {
      rows.add(row(tensor, tensor.layer().equals(layer) ? "" : tensor.layer()));
      layer = tensor.layer();
    }
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], TextCells.width(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(line(row, widths)).append('\n');
    }
    return text.append(report.conclusion()).append('\n').toString();
  }

  private static List<String> row(TensorCheck tensor, String layer) {
    GradientReport.Element worst = tensor.worst();
    String name = tensor.tensor().substring(tensor.tensor().lastIndexOf('/') + 1);
    return List.of(
        layer, name, tensor.shape().toString(), Integer.toString(tensor.checked()),
        Integer.toString(tensor.kinks()), worst.index().toString(), number("%.5g", worst.analytic()),
        number("%.5g", worst.numeric()), number("%.1e", worst.relativeError()), tensor.verdict().toString());
  }

  private static String number(String format, double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cells.get(c);
      line.append(TO_THE_RIGHT.get(c) ? TextCells.right(cell, widths[c]) : TextCells.left(cell, widths[c]))
          .append("  ");
    }
    return line.toString().stripTrailing();
  }
}
