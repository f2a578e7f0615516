package dev.weft.optim.data;

import dev.weft.core.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A table of numbers and names, from a file of comma-separated values.
 *
 * {@snippet :
 * var parts = Table.csv(csv).target("species").split(0.2, 7);
 * var encoder = TableEncoder.of(parts.training()); // standardises with what is in the training part
 * var network = Sequential.input(encoder.inputShape()).add(dense(16)).add(relu()).add(dense(encoder.outputs())).build(1);
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-2f)).validateOn(encoder.examples(parts.validation()))
 *     .fit(encoder.examples(parts.training()));
 * ModelFile.save(file, network, encoder.metadata()); // prediction encodes in the same way
 * }
 *
 * <p>The first row has the names of the columns. A column is numeric if all its cells are numbers or missing, else categorical; {@link
 * #categorical} says so of numbers that are names. A column of both is refused by {@link TableEncoder#of(Table)}, for a stray word would
 * make numbers names, unless {@link #categorical} says that all of it are. A cell is missing if it is empty, {@code NA}, {@code N/A},
 * {@code NaN}, {@code null} or {@code ?}. Immutable.
 */
public final class Table {

  private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "?");

  private final Path file;
  private final List<String> columns;
  private final List<Csv.Row> all; // of the file, whose kinds of columns and categories these rows share
  private final int[] rows;
  private final Set<String> wordy; // columns with a cell that is no number
  private final Set<String> categorical; // columns of which it was said
  private final List<String> targets;
  private final Set<String> left;

  private Table(Path file, List<String> columns, List<Csv.Row> all, int[] rows, Set<String> wordy,
      Set<String> categorical, List<String> targets, Set<String> left) {
    this.file = file;
    this.columns = columns;
    this.all = all;
    this.rows = rows;
    this.wordy = wordy;
    this.categorical = categorical;
    this.targets = targets;
    this.left = left;
  }

  /**
   * Reads a file of comma-separated values in UTF-8.
   *
   * @throws IllegalArgumentException if there is no row, a column has no name or that of another, or a row has another number of cells
   * @throws IOException if the file cannot be read
   */
  public static Table csv(Path file) throws IOException {
    return csv(file, ',');
  }

  /**
   * Reads a file whose values are separated by another character, such as a semicolon or a tab.
   *
   * @throws IllegalArgumentException if there is no row, a column has no name or that of another, or a row has another number of cells
   * @throws IOException if the file cannot be read
   */
  public static Table csv(Path file, char separator) throws IOException {
    List<Csv.Row> rows = Csv.read(file, separator);
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "expected a row of names and a row of values in " + file + ", got " + rows.size() + " rows");
    }
    List<String> columns = List.copyOf(rows.getFirst().cells());
    if (columns.contains("") || new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "expected different names of all columns in " + file + ", got " + columns);
    }
    List<Csv.Row> all = List.copyOf(rows.subList(1, rows.size()));
    for (Csv.Row row : all) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException("expected " + columns.size() + " values, one for each of " + columns
            + ", got " + row.cells().size() + " in line " + row.line() + " of " + file);
      }
    }
    int[] order = IntStream.range(0, all.size()).toArray();
    Set<String> wordy = new HashSet<>();
    for (int c = 0; c < columns.size(); c++) {
      int at = c;
      if (all.stream().anyMatch(row -> isWord(row.cells().get(at)))) {
        wordy.add(columns.get(c));
      }
    }
    return new Table(file, columns, all, order, Set.copyOf(wordy), Set.of(), List.of(), Set.of());
  }

  private Table with(int[] rows, Set<String> categorical, List<String> targets, Set<String> left) {
    return new Table(file, columns, all, rows, wordy, categorical, targets, left);
  }

  /** Whether a cell is a finite decimal number; what else Java takes for one ({@code 5d}, {@code 0x1p3}) is a word in a table. */
  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches() && Float.isFinite(Float.parseFloat(cell));
  }

  /**
   * A copy in which these columns are what is to be predicted: one categorical, or one or more numeric ones.
   *
   * @throws IllegalArgumentException if there is no such column, or none is named
   */
  public Table target(String... names) {
    require(names);
    return with(rows, categorical, List.of(names), left);
  }

  /**
   * A copy in which these columns are not looked at.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Table without(String... names) {
    require(names);
    Set<String> more = new HashSet<>(left);
    more.addAll(List.of(names));
    return with(rows, categorical, targets, more);
  }

  /**
   * A copy in which what these columns hold are names, even if they look like numbers.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Table categorical(String... names) {
    require(names);
    Set<String> more = new HashSet<>(categorical);
    more.addAll(List.of(names));
    return with(rows, more, targets, left);
  }

  private void require(String... names) {
    if (names.length == 0 || !columns.containsAll(Arrays.asList(names))) {
      throw new IllegalArgumentException("expected names of columns of " + file + ", " + columns + ", got "
          + Arrays.toString(names));
    }
  }

  /**
   * The rows of these numbers, in this order.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Table subset(int[] indices) {
    return with(Arrays.stream(indices).map(i -> rows[i]).toArray(), categorical, targets, left);
  }

  /**
   * A random part to learn from, and the other one for validation.
   *
   * @param training to learn from
   * @param validation held out
   */
  public record Parts(Table training, Table validation) {}

  /**
   * Splits off a random part for validation, without regard to classes.
   *
   * @param fraction the validation part, between 0 and 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if either part would be empty
   */
  public Parts split(double fraction, long seed) {
    int held = (int) Math.ceil(fraction * size());
    if (!(fraction > 0 && fraction < 1) || held >= size()) {
      throw new IllegalArgumentException("expected a fraction between 0 and 1 that leaves a row of " + size()
          + " for training, got " + fraction);
    }
    int[] order = CounterRandom.permutation(size(), CounterRandom.key(seed, size()));
    return new Parts(subset(Arrays.copyOfRange(order, held, order.length)), subset(Arrays.copyOf(order, held)));
  }

  /** The number of rows. */
  public int size() {
    return rows.length;
  }

  /** The names of all columns, in the order of the file. */
  public List<String> columns() {
    return columns;
  }

  /** The names of the columns that are predicted from: all but targets and those that were left out. */
  public List<String> features() {
    return columns.stream().filter(name -> !targets.contains(name) && !left.contains(name)).toList();
  }

  /** The names of the columns that are to be predicted. */
  public List<String> targets() {
    return targets;
  }

  /** Whether a column holds names. */
  public boolean isCategorical(String column) {
    return wordy.contains(column) || categorical.contains(column);
  }

  /** A row's values by column, as they are written. */
  public Map<String, String> row(int i) {
    Map<String, String> row = new LinkedHashMap<>();
    columns.forEach(name -> row.put(name, cell(i, name)));
    return row;
  }

  /** What row {@code i} is called in messages. */
  String describe(int i) {
    return "line " + all.get(rows[i]).line() + " of " + file;
  }

  String cell(int i, String column) {
    return all.get(rows[i]).cells().get(columns.indexOf(column));
  }

  static boolean isMissing(String cell) {
    return cell == null || MISSING.contains(cell);
  }

  private static boolean isWord(String cell) {
    return !isMissing(cell) && !isNumber(cell);
  }

  /** Refuses a column in which some cells are numbers and others are not, unless it was said that all are names. */
  void requireOneKind(String column) {
    int at = columns.indexOf(column);
    if (wordy.contains(column) && !categorical.contains(column)
        && all.stream().anyMatch(row -> isNumber(row.cells().get(at)))) {
      Csv.Row odd = all.stream().filter(row -> isWord(row.cells().get(at))).findFirst().orElseThrow();
      throw new IllegalArgumentException("expected only finite numbers, or only names, in column '" + column
          + "', got '" + odd.cells().get(at) + "' in line " + odd.line() + " of " + file
          + " beside numbers; Table.categorical takes all of them for names");
    }
  }

  /** Refuses a table that lacks a column. */
  void requireColumn(String column) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException("expected a column '" + column + "' in " + file + ", got " + columns);
    }
  }

  /** The values of a column in all of the file, sorted; numbers by their size. */
  List<String> categories(String column) {
    Set<String> found = new TreeSet<>();
    int at = columns.indexOf(column);
    all.stream().map(row -> row.cells().get(at)).filter(cell -> !isMissing(cell)).forEach(found::add);
    List<String> sorted = new ArrayList<>(found);
    if (sorted.stream().allMatch(Table::isNumber)) {
      sorted.sort((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
    }
    return sorted;
  }

  /** Whether a cell of a column is missing anywhere in the file. */
  boolean lacks(String column) {
    int at = columns.indexOf(column);
    return all.stream().anyMatch(row -> isMissing(row.cells().get(at)));
  }

  /** For example {@code Table(150 rows of iris.csv, [petal_length, petal_width] to [species])}. */
  @Override
  public String toString() {
    return "Table(" + size() + " rows of " + file.getFileName() + ", " + features() + " to " + targets + ")";
  }
}
