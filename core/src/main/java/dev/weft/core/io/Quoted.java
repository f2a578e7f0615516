package dev.weft.core.io;

/**
 * Text from a file, made fit for a message: short, and without characters that steer a terminal.
 *
 * {@snippet :
 * Quoted.plain("a line\nand another", 10); // what a file says, fit for one line of a message
 * }
 */
public final class Quoted {

  private Quoted() {}

  /**
   * The beginning of a text, with a question mark for each control or formatting character.
   *
   * @param text the text
   * @param most how many of its characters are kept; an ellipsis follows if there are more
   * @return the text for a message
   */
  public static String plain(String text, int most) {
    if (text == null) {
      return "null";
    }
    StringBuilder plain = new StringBuilder();
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int c = text.codePointAt(at);
      int kind = Character.getType(c);
      boolean steers = Character.isISOControl(c) || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
          || kind == Character.PARAGRAPH_SEPARATOR || kind == Character.SURROGATE;
      plain.appendCodePoint(steers ? '?' : c);
      at += Character.charCount(c);
    }
    return at < text.length() ? plain.append('…').toString() : plain.toString();
  }
}
