package dev.weft.optim.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Epochs as comma-separated values, with a column for each metric in training and in validation. */
record EpochCsv(List<String> metrics) {

  private static final String TRAINING = "training_";
  private static final String VALIDATION = "validation_";
  private static final String LOSS = "loss";
  private static final String NAN = "NaN";
  private static final List<String> LAST = List.of("seconds", "images_per_second", "learning_rate");

  /** The form for these epochs; without any, that of accuracy. */
  static EpochCsv of(List<EpochResult> epochs) {
    Set<String> names = new LinkedHashSet<>();
    for (EpochResult epoch : epochs) {
      names.addAll(epoch.trainingMetrics().keySet());
      epoch.validation().ifPresent(validation -> names.addAll(validation.metrics().keySet()));
    }
    return new EpochCsv(epochs.isEmpty() ? List.of(Tally.ACCURACY) : List.copyOf(names));
  }

  /** The form that has this header. */
  static EpochCsv parse(String header) {
    List<String> names = new ArrayList<>();
    for (String column : header.split(",", -1)) {
      if (column.startsWith(TRAINING) && !column.equals(TRAINING + LOSS)) {
        names.add(column.substring(TRAINING.length()));
      }
    }
    EpochCsv csv = new EpochCsv(List.copyOf(names));
    if (!csv.header().equals(header)) {
      throw new IllegalArgumentException(
          "expected the header of a history such as " + csv.header() + ", got " + header);
    }
    return csv;
  }

  String header() {
    List<String> columns = new ArrayList<>(List.of("epoch"));
    for (String part : List.of(TRAINING, VALIDATION)) {
      columns.add(part + LOSS);
      metrics.forEach(metric -> columns.add(part + metric));
    }
    columns.addAll(LAST);
    return String.join(",", columns);
  }

  String line(EpochResult epoch) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch.epoch())));
    add(cells, epoch.trainingLoss(), epoch.trainingMetrics());
    if (epoch.validation().isPresent()) {
      add(cells, epoch.validation().get().loss(), epoch.validation().get().metrics());
    } else {
      for (int i = 0; i <= metrics.size(); i++) {
        cells.add("");
      }
    }
    cells.add(Double.toString(epoch.seconds()));
    cells.add(Double.toString(epoch.imagesPerSecond()));
    cells.add(Float.toString(epoch.learningRate()));
    return String.join(",", cells);
  }

  private void add(List<String> cells, double loss, Map<String, Double> values) {
    cells.add(Double.toString(loss));
    for (String metric : metrics) {
      cells.add(values.containsKey(metric) ? Double.toString(values.get(metric)) : "");
    }
  }

  /** The result in a line; a metric whose cell is empty is none of it. */
  EpochResult epoch(String line) {
    String[] cells = line.split(",", -1);
    int half = metrics.size() + 1;
    int columns = 1 + 2 * half + LAST.size();
    if (cells.length != columns) {
      throw new IllegalArgumentException("expected " + columns + " columns, got " + cells.length + ": " + line);
    }
    try {
      Map<String, Double> validation = values(cells, 1 + half);
      boolean none = (cells[1 + half].isEmpty() && validation.isEmpty())
          || (cells[1 + half].equals(NAN) && validation.equals(Map.of(Tally.ACCURACY, Double.NaN))); // an early version
      int at = 1 + 2 * half;
      return new EpochResult(Integer.parseInt(cells[0]), Double.parseDouble(cells[1]), values(cells, 1),
          none ? Optional.empty()
              : Optional.of(new EpochResult.Validation(Double.parseDouble(cells[1 + half]), validation)),
          Double.parseDouble(cells[at]), Double.parseDouble(cells[at + 1]), Float.parseFloat(cells[at + 2]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected numbers, got " + line, e);
    }
  }

  private Map<String, Double> values(String[] cells, int loss) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      String cell = cells[loss + 1 + i];
      if (!cell.isEmpty()) {
        values.put(metrics.get(i), Double.parseDouble(cell));
      }
    }
    return values;
  }
}
