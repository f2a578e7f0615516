package dev.weft.optim.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a column of a table becomes numbers. */
sealed interface TableFeature {

  /** The column's name. */
  String column();

  /** How many numbers it becomes. */
  int width();

  /**
   * Writes the numbers of a cell.
   *
   * @param where the cell is, for messages
   * @throws IllegalArgumentException if it is not as the column's others
   */
  void encode(String cell, String where, float[] to, int at);

  /** What {@link #of} reads back. */
  Map<String, Object> json();

  /**
   * A number, standardised; where it is missing the mean, that is 0.
   *
   * @param missing whether a second number says that it is missing
   */
  record Numeric(String column, double mean, double deviation, boolean missing) implements TableFeature {

    /** Checks the numbers. */
    public Numeric {
      if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("expected a finite mean and a deviation above 0 for column '" + column
            + "', got " + mean + " and " + deviation);
      }
    }

    @Override
    public int width() {
      return missing ? 2 : 1;
    }

    @Override
    public void encode(String cell, String where, float[] to, int at) {
      boolean none = Table.isMissing(cell);
      if (none && !missing) {
        throw none(column, where);
      }
      to[at] = none ? 0 : (float) ((number(column, cell, where) - mean) / deviation);
      if (missing) {
        to[at + 1] = none ? 1 : 0;
      }
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("column", column);
      json.put("mean", Double.toString(mean));
      json.put("deviation", Double.toString(deviation));
      json.put("missing", missing);
      return json;
    }
  }

  /**
   * A name: 1 for it, 0 for all others.
   *
   * @param missing whether the last number says that it is missing
   */
  record Categorical(String column, List<String> values, boolean missing) implements TableFeature {

    /** Keeps the values. */
    public Categorical {
      values = List.copyOf(values);
    }

    @Override
    public int width() {
      return values.size() + (missing ? 1 : 0);
    }

    @Override
    public void encode(String cell, String where, float[] to, int at) {
      Arrays.fill(to, at, at + width(), 0f);
      if (Table.isMissing(cell)) {
        if (!missing) {
          throw none(column, where);
        }
        to[at + values.size()] = 1;
      } else {
        to[at + index(values, column, cell, where)] = 1;
      }
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("column", column);
      json.put("values", values);
      json.put("missing", missing);
      return json;
    }
  }

  private static IllegalArgumentException none(String column, String where) {
    return new IllegalArgumentException(
        "expected a value in column '" + column + "', in which none was missing, got none in " + where);
  }

  /** The number in a cell. */
  static double number(String column, String cell, String where) {
    if (cell != null && Table.isNumber(cell)) {
      return Double.parseDouble(cell);
    }
    throw new IllegalArgumentException(
        "expected a finite number in column '" + column + "', got '" + cell + "' in " + where);
  }

  /** Which of the values is in a cell. */
  static int index(List<String> values, String column, String cell, String where) {
    int index = values.indexOf(cell);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected one of " + values + " in column '" + column + "', got '" + cell + "' in " + where);
    }
    return index;
  }

  /**
   * The feature of which {@link #json} gave this.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static TableFeature of(Map<?, ?> json) {
    if (json.get("column") instanceof String column && json.get("missing") instanceof Boolean missing) {
      if (json.get("values") instanceof List<?> values && values.stream().allMatch(String.class::isInstance)) {
        return new Categorical(column, values.stream().map(String.class::cast).toList(), missing);
      }
      if (json.get("mean") instanceof String mean && json.get("deviation") instanceof String deviation) {
        return new Numeric(column, Double.parseDouble(mean), Double.parseDouble(deviation), missing);
      }
    }
    throw new IllegalArgumentException("expected the encoding of a column, got " + json);
  }
}
