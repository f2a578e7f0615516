package dev.weft.core.io;

/**
 * A text is not JSON, or not the strict JSON that {@link Json} reads.
 *
 * {@snippet :
 * try {
 *   Json.parse("{\"epochs\": }");
 * } catch (JsonException e) {
 *   e.position(); // = 11
 * }
 * }
 */
public final class JsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final int position;

  JsonException(String text, int position, String problem) {
    super(place(text, position) + ": " + problem);
    this.position = position;
  }

  /**
   * Where the problem is.
   *
   * @return the index of a {@code char} in the text, or the length of the text for its end
   */
  public int position() {
    return position;
  }

  private static String place(String text, int position) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "line " + line + " column " + (position - lineStart + 1);
  }
}
