package dev.weft.optim.data;

import dev.weft.core.io.Json;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * How rows of a {@link Table} become numbers: numeric columns with mean 0 and deviation 1, categorical ones with a 1 for the name and 0
 * for all others. Where values of a column are missing, one number more says so, and a missing number is the mean.
 *
 * <p>Means and deviations are those of the table it was made of; kinds of columns and categories are those of the table's whole file.
 * {@link #metadata} goes into the model file, so that who predicts encodes in the same way:
 *
 * {@snippet :
 * var table = Table.csv(csv).target("species");
 * var encoder = TableEncoder.of(table);
 * var network = Sequential.input(encoder.inputShape()).add(dense(encoder.outputs())).build(1);
 * ModelFile.save(file, network, encoder.metadata());
 *
 * var model = ModelFile.load(file);
 * var again = TableEncoder.of(model.metadata());
 * var logits = model.network().predict(again.inputs(List.of(Map.of("petal_length", "5.1", "petal_width", "1.8"))));
 * again.classNames().get(logits.argmax(1)[0]);
 * }
 *
 * <p>Immutable.
 */
public final class TableEncoder {

  /** The key of {@link #metadata}. */
  public static final String KEY = "weft.table";

  private final List<TableFeature> features;
  private final List<String> targets;
  private final List<String> classNames;
  private final int width;

  private TableEncoder(List<TableFeature> features, List<String> targets, List<String> classNames) {
    this.features = List.copyOf(features);
    this.targets = List.copyOf(targets);
    this.classNames = List.copyOf(classNames);
    this.width = features.stream().mapToInt(TableFeature::width).sum();
    if (features.isEmpty() || width == 0) {
      throw new IllegalArgumentException("expected at least one column to predict from, got none");
    }
  }

  /**
   * Measures a table; use the part to learn from.
   *
   * @throws IllegalArgumentException if the table has no row or no target, several targets of which one is categorical, or a column with
   *     numbers and words of which it was not said that it is {@linkplain Table#categorical categorical}; it names the line
   */
  public static TableEncoder of(Table table) {
    List<String> targets = table.targets();
    if (table.size() == 0 || targets.isEmpty()) {
      throw new IllegalArgumentException("expected a table with rows and a target, got " + table);
    }
    Stream.concat(targets.stream(), table.features().stream()).forEach(table::requireOneKind);
    boolean classes = targets.stream().anyMatch(table::isCategorical);
    if (classes && targets.size() > 1) {
      throw new IllegalArgumentException(
          "expected one categorical target or several numeric ones, got " + targets);
    }
    List<TableFeature> features = table.features().stream().map(column -> feature(table, column)).toList();
    return new TableEncoder(features, targets, classes ? table.categories(targets.getFirst()) : List.of());
  }

  private static TableFeature feature(Table table, String column) {
    boolean missing = table.lacks(column);
    if (table.isCategorical(column)) {
      return new TableFeature.Categorical(column, table.categories(column), missing);
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (!Table.isMissing(table.cell(i, column))) {
        values.add(TableFeature.number(column, table.cell(i, column), table.describe(i)));
      }
    }
    double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
    double variance = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElse(0);
    return new TableFeature.Numeric(column, mean, variance > 0 ? Math.sqrt(variance) : 1, missing);
  }

  /** The shape of an encoded row. */
  public Shape inputShape() {
    return Shape.of(width);
  }

  /** How many outputs a network for the target has: one for each class, or for each number. */
  public int outputs() {
    return classNames.isEmpty() ? targets.size() : classNames.size();
  }

  /** The names of the classes in label order; empty if the targets are numbers. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The encoded rows of a table with its targets: classes if the target is categorical, else numbers as they are.
   *
   * @throws IllegalArgumentException if a column is not there, a value is not like those of its column, or a target is missing; it names
   *     the line
   */
  public Examples examples(Table table) {
    Stream.concat(features.stream().map(TableFeature::column), targets.stream()).forEach(table::requireColumn);
    float[] x = encoded(table.size(), i -> column -> table.cell(i, column), table::describe);
    Column inputs = new Rows(table, width, x);
    if (classNames.isEmpty()) {
      float[] y = new float[table.size() * targets.size()];
      for (int i = 0; i < y.length; i++) {
        String column = targets.get(i % targets.size());
        int row = i / targets.size();
        y[i] = (float) TableFeature.number(column, table.cell(row, column), table.describe(row));
      }
      return Examples.of(inputs, new Rows(table, targets.size(), y));
    }
    int[] labels = new int[table.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] =
          TableFeature.index(classNames, targets.getFirst(), table.cell(i, targets.getFirst()), table.describe(i));
    }
    return Examples.labelled(inputs, labels, classNames);
  }

  /**
   * The inputs of a network for some rows, (N, …); targets need not be there.
   *
   * @param rows the value of each column by its name, as it would be written in the file
   * @throws IllegalArgumentException if a value is not like those of its column; it names the row
   */
  public Tensor inputs(List<Map<String, String>> rows) {
    return Tensor.of(encoded(rows.size(), i -> rows.get(i)::get, i -> "row " + i), rows.size(), width);
  }

  /** The value of a column. */
  private interface Cells {
    String get(String column);
  }

  private float[] encoded(int rows, IntFunction<Cells> cells, IntFunction<String> describe) {
    float[] x = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      int at = i * width;
      for (TableFeature feature : features) {
        feature.encode(cells.apply(i).get(feature.column()), describe.apply(i), x, at);
        at += feature.width();
      }
    }
    return x;
  }

  /** All of the encoding, for the metadata of a model file. */
  public Map<String, String> metadata() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("features", features.stream().map(TableFeature::json).toList());
    json.put("targets", targets);
    json.put("classes", classNames);
    return Map.of(KEY, Json.write(json));
  }

  /**
   * The encoding in the metadata of a model file.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TableEncoder of(Map<String, String> metadata) {
    String text = metadata.get(KEY);
    if (text != null && Json.parse(text) instanceof Map<?, ?> json
        && json.get("features") instanceof List<?> features) {
      return new TableEncoder(
          features.stream().map(feature -> TableFeature.of(feature instanceof Map<?, ?> map ? map : Map.of())).toList(),
          texts(json.get("targets")), texts(json.get("classes")));
    }
    throw new IllegalArgumentException("expected the encoding of a table as metadata '" + KEY + "', got " + text);
  }

  private static List<String> texts(Object value) {
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new IllegalArgumentException("expected texts in the encoding of a table, got " + value);
  }

  /** For example {@code TableEncoder([petal_length, fur] as 4 numbers to [species], 3 classes)}. */
  @Override
  public String toString() {
    return "TableEncoder(" + features.stream().map(TableFeature::column).toList() + " as " + width + " numbers to "
        + targets + (classNames.isEmpty() ? "" : ", " + classNames.size() + " classes") + ")";
  }

  /** Encoded rows, which know their lines. */
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, and not compared
  private record Rows(Table table, int width, float[] values) implements Column {

    @Override
    public int size() {
      return table.size();
    }

    @Override
    public Shape shape() {
      return Shape.of(width);
    }

    @Override
    public void load(int i, float[] to, int at) {
      System.arraycopy(values, i * width, to, at, width);
    }

    @Override
    public String describe(int i) {
      return table.describe(i);
    }
  }
}
