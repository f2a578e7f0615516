package dev.weft.fmnist.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table whose rows have a name each.
 *
 * @param caption what it shows
 * @param columns the heads of the columns, that of the names included
 * @param rows the rows
 */
record Table(String caption, List<Column> columns, List<Row> rows) {

  /**
   * A column.
   *
   * @param name its head
   * @param number whether it holds numbers, which end at the right edge
   */
  record Column(String name, boolean number) {}

  /**
   * A cell.
   *
   * @param text what it shows
   * @param number whether that is a number
   */
  record Cell(String text, boolean number) {}

  /**
   * A row.
   *
   * @param name what it is about
   * @param cells the other cells
   * @param varies whether its numbers differ from run to run
   */
  record Row(String name, List<Cell> cells, boolean varies) {}

  /** An empty table whose columns, the first excepted, hold numbers. */
  static Table ofNumbers(String caption, String... columns) {
    return empty(caption, 1, columns);
  }

  /** An empty table whose first columns, this many, hold texts and the others numbers. */
  static Table ofTextsAndNumbers(String caption, int texts, String... columns) {
    return empty(caption, texts, columns);
  }

  /** An empty table whose columns hold texts. */
  static Table ofTexts(String caption, String... columns) {
    return empty(caption, columns.length, columns);
  }

  private static Table empty(String caption, int texts, String... names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(new Column(name, columns.size() >= texts));
    }
    return new Table(caption, columns, List.of());
  }

  /**
   * A copy with one more row.
   *
   * @throws IllegalArgumentException if it has not one text for each column
   */
  Table row(String name, String... texts) {
    return with(false, name, texts);
  }

  /** As {@link #row}, with numbers that differ when the same command runs again. */
  Table varyingRow(String name, String... texts) {
    return with(true, name, texts);
  }

  private Table with(boolean varies, String name, String... texts) {
    if (texts.length + 1 != columns.size()) {
      throw new IllegalArgumentException("expected a name and " + (columns.size() - 1) + " texts, got " + texts.length);
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      cells.add(new Cell(texts[i], columns.get(i + 1).number()));
    }
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row(name, cells, varies));
    return new Table(caption, columns, List.copyOf(more));
  }
}
