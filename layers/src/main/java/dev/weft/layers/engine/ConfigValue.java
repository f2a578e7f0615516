package dev.weft.layers.engine;

/**
 * A type of one's own for components of a record {@link LayerSpec}, such as {@code Padding}: it says what a configuration holds
 * for it.
 *
 * <p>A class that implements it has a static method {@code parse(Object)} that reads {@link #configValue()} back and throws
 * {@link IllegalArgumentException} for what it does not understand.
 *
 * {@snippet :
 * record Range(float from, float to) implements ConfigValue { // a component of a description
 *   public Object configValue() {
 *     return from + " " + to;
 *   }
 *
 *   public static Range parse(Object value) {
 *     String[] words = value.toString().split(" ");
 *     return new Range(Float.parseFloat(words[0]), Float.parseFloat(words[1]));
 *   }
 * }
 * }
 */
public interface ConfigValue {

  /** A number, a boolean or a text. */
  Object configValue();
}
