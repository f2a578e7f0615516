package dev.weft.core.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over a JSON text: one method a grammar rule, each leaves the position after what it read. */
final class JsonParser {

  private final String text;
  private int position;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  Object parse() {
    Object value = value();
    skipSpace();
    if (position < text.length()) {
      throw expected("the end of the text");
    }
    return value;
  }

  private Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw expected("a value");
    };
  }

  private Map<String, Object> object() {
    enter();
    Map<String, Object> members = new LinkedHashMap<>();
    boolean more = !closes('}');
    while (more) {
      skipSpace();
      int start = position;
      if (peek() != '"') {
        throw expected("a key in double quotes");
      }
      String key = string();
      if (members.containsKey(key)) {
        throw new JsonException(text, start, "expected each key once, got " + Json.write(key) + " again");
      }
      skipSpace();
      if (peek() != ':') {
        throw expected("':'");
      }
      position++;
      members.put(key, value());
      more = continues('}');
    }
    depth--;
    return Collections.unmodifiableMap(members);
  }

  private List<Object> array() {
    enter();
    List<Object> items = new ArrayList<>();
    boolean more = !closes(']');
    while (more) {
      items.add(value());
      more = continues(']');
    }
    depth--;
    return Collections.unmodifiableList(items);
  }

  private void enter() {
    if (++depth > Json.MAX_DEPTH) {
      throw error("expected nesting of at most " + Json.MAX_DEPTH + ", got more");
    }
    position++;
  }

  private boolean closes(char bracket) {
    skipSpace();
    if (peek() != bracket) {
      return false;
    }
    position++;
    return true;
  }

  private boolean continues(char bracket) {
    if (closes(bracket)) {
      return false;
    }
    if (peek() != ',') {
      throw expected("',' or '" + bracket + "'");
    }
    position++;
    return true;
  }

  private String string() {
    StringBuilder result = new StringBuilder();
    int start = position++;
    while (true) {
      int c = peek();
      if (c < 0) {
        throw new JsonException(text, start, "expected a closing double quote, got the end of the text");
      } else if (c < ' ') {
        throw expected("control characters to be escaped");
      } else if (c == '"') {
        position++;
        return result.toString();
      } else if (c == '\\') {
        position++;
        appendCharacter(result, escape());
      } else {
        position++;
        appendCharacter(result, (char) c);
      }
    }
  }

  /** Appends a char; when it is the second half of a pair, or the first half without one, checks the pairing. */
  private void appendCharacter(StringBuilder result, char c) {
    boolean openPair = !result.isEmpty() && Character.isHighSurrogate(result.charAt(result.length() - 1));
    if (Character.isLowSurrogate(c) != openPair) {
      throw unpaired();
    }
    result.append(c);
    if (Character.isHighSurrogate(c) && peek() != '\\' && !(peek() >= 0 && Character.isLowSurrogate((char) peek()))) {
      throw unpaired();
    }
  }

  private JsonException unpaired() {
    return new JsonException(text, position - 1, "expected surrogates in pairs, got one alone");
  }

  private char escape() {
    int c = peek();
    char plain =
        switch (c) {
          case '"', '\\', '/' -> (char) c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> hexadecimal();
          default -> throw expected("an escape, one of \" \\ / b f n r t u");
        };
    position++;
    return plain;
  }

  /** Reads the four digits after {@code u}; leaves the position on the last one. */
  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      position++;
      int c = peek();
      int digit = c < 0 || c > 'f' ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        throw expected("four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Object number() {
    int start = position;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits();
    }
    boolean integer = true;
    if (peek() == '.') {
      integer = false;
      position++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      integer = false;
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      digits();
    }
    return number(start, integer);
  }

  private Object number(int start, boolean integer) {
    String literal = text.substring(start, position);
    if (integer && !literal.equals("-0")) {
      try {
        return Long.valueOf(literal);
      } catch (NumberFormatException tooLarge) {
        throw new JsonException(text, start, "expected an integer of 64 bits, got " + abbreviate(literal));
      }
    }
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      throw new JsonException(text, start, "expected a number in the range of a double, got " + abbreviate(literal));
    }
    return value;
  }

  private static String abbreviate(String literal) {
    return literal.length() <= 40 ? literal : literal.substring(0, 37) + "...";
  }

  private void digits() {
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    if (position == start) {
      throw expected("a digit");
    }
  }

  private Object word(String word, Object meaning) {
    if (!text.startsWith(word, position)) {
      throw expected(word);
    }
    position += word.length();
    return meaning;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      position++;
    }
  }

  /** The char at the position, −1 at the end. */
  private int peek() {
    return position < text.length() ? text.charAt(position) : -1;
  }

  private JsonException expected(String what) {
    int c = peek();
    String got = c < 0 ? "the end of the text" : c > ' ' && c < 127 ? "'" + (char) c + "'" : "U+%04X".formatted(c);
    return error("expected " + what + ", got " + got);
  }

  private JsonException error(String problem) {
    return new JsonException(text, position, problem);
  }
}
