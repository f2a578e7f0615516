package dev.weft.optim.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Columns of text as Python's {@code format} aligns them: widths count code points. */
final class Text {

  private Text() {}

  /** The length of the longest of the texts. */
  static int width(List<String> texts) {
    int width = 0;
    for (String text : texts) {
      width = Math.max(width, length(text));
    }
    return width;
  }

  /** Appends the text behind as many spaces as make it {@code width} long. */
  static void right(StringBuilder out, String text, int width) {
    out.repeat(' ', Math.max(0, width - length(text))).append(text);
  }

  /** The exact binary value rounded to {@code digits} decimals, ties to even, as Python does and Java does not. */
  static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
