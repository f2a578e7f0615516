package dev.weft.core.io;

/**
 * How many columns of a terminal a text takes: two for the wide characters of East Asia and for pictures, none for accents.
 *
 * {@snippet :
 * TextCells.width("日本"); // = 4
 * TextCells.left("日本", 6) + "|"; // = 日本  |
 * }
 */
public final class TextCells {

  /** First and last of the ranges of wide characters, by Unicode's East Asian Width; {@code Character} knows pictures. */
  private static final int[] WIDE = {
      0x1100, 0x115F, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
      0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x20000, 0x3FFFD};

  private static final int FIRST_JOINING_JAMO = 0x1160;
  private static final int LAST_JOINING_JAMO = 0x11FF;

  private TextCells() {}

  /** The columns that a text takes. */
  public static int width(String text) {
    return text.codePoints().map(TextCells::width).sum();
  }

  /** The text and as many spaces behind it as make it this wide; as it is, if it is wider. */
  public static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The text behind as many spaces as make it this wide; as it is, if it is wider. */
  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - width(text))) + text;
  }

  /** Whether a character takes two columns. */
  public static boolean isWide(int codePoint) {
    for (int i = 0; i < WIDE.length; i += 2) {
      if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
        return true;
      }
    }
    return Character.isEmojiPresentation(codePoint);
  }

  private static int width(int codePoint) {
    return isJoined(codePoint) ? 0 : isWide(codePoint) ? 2 : 1;
  }

  /** Whether it is drawn onto the character before it, or not at all. */
  public static boolean isJoined(int codePoint) {
    int kind = Character.getType(codePoint);
    return kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || kind == Character.FORMAT
        || (codePoint >= FIRST_JOINING_JAMO && codePoint <= LAST_JOINING_JAMO);
  }
}
