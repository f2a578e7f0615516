package dev.weft.core.io;

/**
 * Reads and writes JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>), strictly and in memory.
 *
 * <p>What a JSON text is in Java:
 *
 * <table>
 * <caption>JSON and Java types</caption>
 * <tr><th>JSON</th><th>read as</th><th>written from</th></tr>
 * <tr><td>object</td><td>{@code Map<String, Object>}, unmodifiable, in the order of the text</td>
 *     <td>a {@code Map} with {@code String} keys, in its iteration order</td></tr>
 * <tr><td>array</td><td>{@code List<Object>}, unmodifiable</td><td>a {@code List}</td></tr>
 * <tr><td>string</td><td>{@code String}</td><td>a {@code CharSequence}</td></tr>
 * <tr><td>number without fraction and exponent</td><td>{@code Long}</td>
 *     <td>{@code Byte}, {@code Short}, {@code Integer}, {@code Long}</td></tr>
 * <tr><td>other number, and {@code -0}</td><td>{@code Double}</td>
 *     <td>a finite {@code Float} or {@code Double}, in the fewest digits that read back to it</td></tr>
 * <tr><td>true, false, null</td><td>{@code Boolean}, {@code null}</td><td>the same</td></tr>
 * </table>
 *
 * <p>Strict means that everything two readers could understand differently is an error: a key that occurs twice,
 * an integer that does not fit a {@code long}, a number too large for a {@code double}, half of a surrogate pair,
 * nesting deeper than {@value #MAX_DEPTH}, text after the value.
 *
 * {@snippet :
 * Map<?, ?> settings = (Map<?, ?>) Json.parse("{\"epochs\": 3, \"rates\": [0.1, 0.01]}");
 * settings.get("rates"); // = [0.1, 0.01]
 * Json.write(Map.of("epochs", 3)); // = {"epochs":3}
 * }
 */
public final class Json {

  /** The deepest nesting of objects and arrays that is read or written. */
  public static final int MAX_DEPTH = 64;

  private Json() {}

  /**
   * Reads a JSON text.
   *
   * @param text the text
   * @return its value, of a type in the table above
   * @throws JsonException if the text is not exactly one JSON value; the message has line and column
   */
  public static Object parse(String text) {
    return new JsonParser(text).parse();
  }

  /**
   * Writes a value on one line without spaces. Equal values in equal order give equal text.
   *
   * @param value the value, of a type in the table above
   * @return the text
   * @throws IllegalArgumentException if the value, or one inside it, has no JSON form
   */
  public static String write(Object value) {
    return new JsonWriter(false).write(value);
  }

  /**
   * Writes a value for people: one member a line, indented by two spaces, with a line feed at the end. An array of
   * plain values stays on one line.
   *
   * @param value the value, of a type in the table above
   * @return the text
   * @throws IllegalArgumentException if the value, or one inside it, has no JSON form
   */
  public static String writeIndented(Object value) {
    return new JsonWriter(true).write(value) + "\n";
  }
}
