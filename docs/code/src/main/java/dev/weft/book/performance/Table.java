package dev.weft.book.performance;

import dev.weft.book.Print;
import dev.weft.book.results.ResultFile;
import dev.weft.book.results.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table of figures from one file. It can have no others, so that no table mixes two runs. */
final class Table {

  private final ResultFile file;
  private final List<String> lines = new ArrayList<>();

  /** A table with these heads; the columns behind the first are aligned to the right. */
  Table(String file, String... heads) {
    this.file = ResultFile.read(file);
    row(heads);
    lines.add("|---|" + "---:|".repeat(heads.length - 1));
  }

  ResultFile file() {
    return file;
  }

  void row(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  void row(String head, List<String> cells) {
    lines.add("| " + head + " | " + String.join(" | ", cells) + " |");
  }

  /** Median and range of a quantity, such as {@code 195 (190–199)}; a dash if it was not measured. */
  String cell(String figure, String quantity, String unit) {
    if (!file.has(figure)) {
      return "–";
    }
    Sample sample = file.sample(figure, quantity);
    int decimals = decimals(sample.median());
    String range = sample.hasRange()
        ? " (" + digits(sample.lowest(), decimals) + "–" + digits(sample.highest(), decimals) + ")" : "";
    return digits(sample.median(), decimals) + range + unit;
  }

  /** The median alone; a dash if it was not measured. */
  String middle(String figure, String quantity, String unit) {
    if (!file.has(figure)) {
      return "–";
    }
    double median = file.sample(figure, quantity).median();
    return digits(median, decimals(median)) + unit;
  }

  /** The quotient of two medians, with two decimals; a dash if one was not measured. */
  String ratio(String figure, String other, String quantity) {
    return file.has(figure) && file.has(other)
        ? digits(file.sample(figure, quantity).median() / file.sample(other, quantity).median(), 2) : "–";
  }

  /** Prints the table and below it a caption: what is shown, and then forks, range, machine and date. */
  void print(String what) {
    printWith(what + file.caption());
  }

  /** The same for what is not a median of forks: what is shown, machine and date. */
  void printOnce(String what) {
    printWith(what + file.place() + ".");
  }

  private void printWith(String caption) {
    lines.forEach(line -> Print.line("%s", line));
    Print.line("");
    Print.line("*%s*", caption);
  }

  /** A number with two or more digits, and not more than one decimal. */
  private static int decimals(double value) {
    return Math.abs(value) < 10 ? 1 : 0;
  }

  static String digits(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
