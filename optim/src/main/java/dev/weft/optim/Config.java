package dev.weft.optim;

import java.util.Map;

/** Typed reading of a configuration map, as JSON gives it. */
final class Config {

  private final Map<String, ?> entries;

  Config(Map<String, ?> entries) {
    this.entries = entries;
  }

  String text(String key) {
    if (entries.get(key) instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  double number(String key) {
    if (entries.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  long whole(String key) {
    double number = number(key);
    if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
      throw wrong(key, "a whole number");
    }
    return (long) number;
  }

  boolean flag(String key) {
    if (entries.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, "true or false");
  }

  Map<String, ?> map(String key) {
    if (entries.get(key) instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JSON objects have text keys, and a missing key is an error here anyway
      Map<String, ?> inner = (Map<String, ?>) map;
      return inner;
    }
    throw wrong(key, "an object");
  }

  private IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException("expected " + expected + " for \"" + key + "\", got " + entries.get(key));
  }
}
