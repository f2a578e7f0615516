package dev.weft.book;

import java.util.Locale;

/** Prints lines that are the same on every machine: the point is the decimal separator whatever the locale. */
public final class Print {

  private Print() {}

  /**
   * Prints one line.
   *
   * @param format as in {@link String#format}
   * @param values what its specifiers stand for
   */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
  public static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
