package dev.weft.layers.engine;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** First values with one number that says how large they are. */
record DrawnInitializer(Kind kind, float size) implements Initializer {

  private static final Pattern TEXT = Pattern.compile("([a-z_]+)\\(([-+.0-9Ee]+)\\)");

  enum Kind {
    CONSTANT, UNIFORM, NORMAL, TRUNCATED_NORMAL, ORTHOGONAL;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  DrawnInitializer {
    if (!Float.isFinite(size) || (kind != Kind.CONSTANT && size <= 0)) {
      throw new IllegalArgumentException(
          "expected a finite number" + (kind == Kind.CONSTANT ? "" : " above 0") + " for "
              + kind.id() + ", got " + size);
    }
  }

  /** Reads {@code uniform(0.1)}. */
  static Initializer parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      for (Kind kind : Kind.values()) {
        if (kind.id().equals(matcher.group(1))) {
          return new DrawnInitializer(kind, number(matcher.group(2)));
        }
      }
    }
    throw new IllegalArgumentException("expected an initializer such as constant(0.5), uniform(0.1), normal(0.1),"
        + " truncated_normal(0.1) or orthogonal(1.0), got '" + text + "'");
  }

  private static float number(String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number in an initializer, got '" + text + "'", e);
    }
  }

  @Override
  public String configValue() {
    return kind.id() + "(" + size + ")";
  }

  @Override
  public void fill(float[] values, int offset, Shape shape, int fanIn, int fanOut, long key) {
    if (kind == Kind.ORTHOGONAL) {
      OrthogonalMatrix.fill(values, offset, shape, size, key);
      return;
    }
    for (int i = 0; i < shape.size(); i++) {
      values[offset + i] = switch (kind) {
        case CONSTANT, ORTHOGONAL -> size;
        case UNIFORM -> (2 * CounterRandom.uniform(key, i) - 1) * size;
        case NORMAL -> (float) (CounterRandom.gaussian(key, i) * size);
        case TRUNCATED_NORMAL -> (float) (StandardInitializer.truncatedNormal(key, i) * size);
      };
    }
  }

  @Override
  public String toString() {
    return configValue();
  }
}
