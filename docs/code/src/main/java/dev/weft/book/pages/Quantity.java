package dev.weft.book.pages;

import dev.weft.book.results.Formula;
import dev.weft.book.results.ResultFile;
import java.util.Locale;
import java.util.function.Function;

/**
 * A measured number in the text, with where it comes from behind it: {@code 195<!-- = FILE FIGURE QUANTITY -->}.
 *
 * @param place page and line
 * @param text the number as it is written; it has as many decimals as its author gave it
 * @param formula where it comes from
 */
public record Quantity(String place, String text, Formula formula) {

  /** The number as it should be written. */
  public String expected(Function<String, ResultFile> files) {
    int point = text.indexOf('.');
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    return String.format(Locale.ROOT, "%,." + decimals + "f", formula.value(files));
  }

  @Override
  public String toString() {
    return place + " " + text + " = " + formula.text();
  }
}
