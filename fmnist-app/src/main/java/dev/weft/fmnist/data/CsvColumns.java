package dev.weft.fmnist.data;

import dev.weft.core.io.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each column of a CSV file holds.
 *
 * <p>A first line of names is a header, one of numbers is the first image; which it is, most of its fields decide. A
 * header names one column {@code label} or {@code class} and the others by their pixel, {@code pixel1} to
 * {@code pixel784} or {@code 1x1} to {@code 28x28}, counted from 0 or from 1, in any order. Without a header the
 * label comes first and the pixels follow.
 *
 * @param hasHeader whether the first line is a header
 * @param places for each column its pixel's place in the image, or {@link #LABEL}
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one call
record CsvColumns(boolean hasHeader, int[] places) {

  /** The place of the column that holds the class. */
  static final int LABEL = -1;

  private static final int SIDE = FashionMnist.IMAGE_SHAPE.dim(0);
  private static final int PIXELS = FashionMnist.IMAGE_SHAPE.size();
  private static final List<String> LABEL_NAMES = List.of("label", "labels", "class", "target");
  private static final Pattern NUMBERED = Pattern.compile("(\\D*)(\\d{1,4})");
  private static final Pattern ROW_AND_COLUMN = Pattern.compile("(\\D*?)(\\d{1,2})[x_,-](\\d{1,2})");
  private static final int SHOWN_CHARACTERS = 20;

  /**
   * The columns of a file.
   *
   * @param name what to call the file in messages
   * @param firstLine its first line
   * @throws DataFormatException if that is a header which does not say where the label and each pixel are
   */
  static CsvColumns of(String name, String firstLine) throws DataFormatException {
    String[] fields = firstLine.split(",", -1);
    int names = 0;
    for (int i = 0; i < fields.length; i++) {
      fields[i] = unquoted(fields[i].strip());
      names += fields[i].chars().anyMatch(Character::isLetter) ? 1 : 0;
    }
    if (2 * names < fields.length || names == 0) {
      int[] places = new int[PIXELS + 1];
      Arrays.setAll(places, column -> column == 0 ? LABEL : column - 1);
      return new CsvColumns(false, places);
    }
    if (fields.length != PIXELS + 1) {
      throw error(name, "a header of " + (PIXELS + 1) + " columns, label,pixel1,…,pixel" + PIXELS,
          fields.length + (fields.length == 1 ? " column" : " columns") + " beginning with " + quoted(fields[0]));
    }
    return new CsvColumns(true, places(name, fields));
  }

  private static int[] places(String name, String[] fields) throws DataFormatException {
    int label = labelColumn(name, fields);
    int[] places = new int[fields.length];
    int lowest = Integer.MAX_VALUE;
    String prefix = null;
    for (int column = 0; column < fields.length; column++) {
      if (column == label) {
        continue;
      }
      Matcher grid = ROW_AND_COLUMN.matcher(fields[column]);
      Matcher numbered = NUMBERED.matcher(fields[column]);
      if (grid.matches()) {
        places[column] = number(grid, 2) * SIDE + number(grid, 3);
      } else if (numbered.matches()) {
        places[column] = number(numbered, 2);
      } else {
        throw pixelError(name, column, fields[column]);
      }
      String start = grid.matches() ? grid.group(1) + "x" : numbered.group(1);
      if (prefix != null && !prefix.equals(start)) {
        throw pixelError(name, column, fields[column]);
      }
      prefix = start;
      lowest = Math.min(lowest, places[column]);
    }
    boolean[] seen = new boolean[PIXELS];
    for (int column = 0; column < fields.length; column++) {
      if (column != label) {
        places[column] -= lowest;
        if (places[column] >= PIXELS || seen[places[column]]) {
          throw pixelError(name, column, fields[column]);
        }
        seen[places[column]] = true;
      }
    }
    places[label] = LABEL;
    return places;
  }

  private static int labelColumn(String name, String[] fields) throws DataFormatException {
    int label = -1;
    for (int column = 0; column < fields.length; column++) {
      if (LABEL_NAMES.contains(fields[column].toLowerCase(Locale.ROOT))) {
        if (label >= 0) {
          throw error(name, "one column named label or class", "columns " + (label + 1) + " and " + (column + 1));
        }
        label = column;
      }
    }
    if (label < 0) {
      throw error(name, "a header with a column named label or class",
          quoted(fields[0]) + " to " + quoted(fields[fields.length - 1]));
    }
    return label;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static String unquoted(String field) {
    boolean quotes = field.length() > 1 && ((field.startsWith("\"") && field.endsWith("\""))
        || (field.startsWith("'") && field.endsWith("'")));
    return quotes ? field.substring(1, field.length() - 1).strip() : field;
  }

  private static String quoted(String field) {
    return '"' + Quoted.plain(field, SHOWN_CHARACTERS) + '"';
  }

  private static DataFormatException pixelError(String name, int column, String field) {
    return error(name, "columns label and pixel1 to pixel" + PIXELS + ", each once",
        quoted(field) + " in column " + (column + 1));
  }

  private static DataFormatException error(String name, String expected, String actual) {
    return new DataFormatException(name + " line 1", expected, actual);
  }
}
