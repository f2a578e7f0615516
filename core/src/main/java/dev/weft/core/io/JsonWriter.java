package dev.weft.core.io;

import java.util.List;
import java.util.Map;

/** Appends values as JSON to one builder. */
final class JsonWriter {

  private final boolean indented;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  JsonWriter(boolean indented) {
    this.indented = indented;
  }

  String write(Object value) {
    append(value);
    return out.toString();
  }

  private void append(Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean b -> out.append(b);
      case CharSequence s -> appendString(s);
      case Map<?, ?> map -> appendObject(map);
      case List<?> list -> appendArray(list);
      case Float f when Float.isFinite(f) -> out.append(f);
      case Double d when Double.isFinite(d) -> out.append(d);
      case Long n -> out.append(n);
      case Integer n -> out.append(n);
      case Short n -> out.append(n);
      case Byte n -> out.append(n);
      default ->
          throw new IllegalArgumentException(
              "expected a map, list, string, boolean, null, integer or finite number, got "
                  + (value instanceof Number ? value : value.getClass().getName()));
    }
  }

  private void appendObject(Map<?, ?> map) {
    open('{');
    boolean first = true;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (!(member.getKey() instanceof String key)) {
        throw new IllegalArgumentException("expected keys that are strings, got " + member.getKey());
      }
      separate(first, true);
      appendString(key);
      out.append(indented ? ": " : ":");
      append(member.getValue());
      first = false;
    }
    close('}', !map.isEmpty());
  }

  private void appendArray(List<?> list) {
    boolean lines = list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
    open('[');
    boolean first = true;
    for (Object item : list) {
      separate(first, lines);
      append(item);
      first = false;
    }
    close(']', lines);
  }

  private void open(char bracket) {
    if (++depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException("expected nesting of at most " + Json.MAX_DEPTH + ", got more");
    }
    out.append(bracket);
  }

  private void separate(boolean first, boolean lines) {
    if (!first) {
      out.append(indented && !lines ? ", " : ",");
    }
    if (lines) {
      newLine();
    }
  }

  private void close(char bracket, boolean lines) {
    depth--;
    if (lines) {
      newLine();
    }
    out.append(bracket);
  }

  private void newLine() {
    if (indented) {
      out.append('\n').repeat("  ", depth);
    }
  }

  private void appendString(CharSequence string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else if (Character.isSurrogate(c)) {
            i = appendPair(string, i);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Appends the pair at {@code i} and returns the index of its second half. */
  private int appendPair(CharSequence string, int i) {
    int codePoint = Character.codePointAt(string, i);
    if (!Character.isSupplementaryCodePoint(codePoint)) {
      throw new IllegalArgumentException("expected surrogates in pairs, got one alone at index " + i + " of a string");
    }
    out.appendCodePoint(codePoint);
    return i + 1;
  }
}
