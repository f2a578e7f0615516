package dev.weft.fmnist.plot;

import dev.weft.core.io.TextCells;
import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text will be, about. The fonts of the reader's machine are not known, and this machine may have none, so this
 * goes by kinds of letters and errs on the wide side: few sans-serif fonts are wider than DejaVu Sans, for which it holds.
 */
final class TextWidth {

  private static final String NARROW = "iljtfrI.,:;'|!()[]/ -";
  private static final String WIDE = "mwMW@%—";

  private TextWidth() {}

  /** The width in pixels. */
  static double of(String text, double fontSize) {
    double ems = 0;
    for (int c : text.codePoints().toArray()) {
      ems += ems(c);
    }
    return ems * fontSize;
  }

  private static double ems(int c) {
    if (TextCells.isJoined(c)) {
      return 0;
    }
    if (TextCells.isWide(c)) {
      return 1.25; // a square of the font's height; pictures are a little wider
    }
    if (NARROW.indexOf(c) >= 0) {
      return 0.38;
    }
    return WIDE.indexOf(c) >= 0 ? 0.95 : Character.isUpperCase(c) ? 0.72 : 0.63;
  }

  /** The width of the widest, or 0. */
  static double widest(List<String> texts, double fontSize) {
    return texts.stream().mapToDouble(text -> of(text, fontSize)).max().orElse(0);
  }

  /** The text in lines that fit, broken at line ends, behind spaces and behind slashes; a long word stays whole. */
  static List<String> wrap(String text, double width, double fontSize) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      String line = "";
      for (String word : paragraph.split("(?<=[ /])", -1)) {
        if (!line.isEmpty() && of((line + word).strip(), fontSize) > width) {
          lines.add(line.strip());
          line = word;
        } else {
          line += word;
        }
      }
      lines.add(line.strip());
    }
    return lines;
  }

  /** The text, cut short with an ellipsis if it does not fit. */
  static String fit(String text, double width, double fontSize) {
    if (of(text, fontSize) <= width) {
      return text;
    }
    String cut = text;
    while (!cut.isEmpty() && of(cut + "…", fontSize) > width) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut.strip() + "…";
  }
}
