package dev.weft.optim.train;

import java.util.Map;

/**
 * What a callback remembers across an interruption.
 *
 * {@snippet :
 * CallbackState state = new CallbackState(Map.of("best", "0.25"), Map.of("weights", new float[3])); // of a callback of one's own
 * state.value("best"); // = 0.25
 * }
 *
 * @param values numbers and texts by name
 * @param arrays arrays by name
 */
public record CallbackState(Map<String, String> values, Map<String, float[]> arrays) {

  /** Nothing to remember. */
  public static final CallbackState NONE = new CallbackState(Map.of(), Map.of());

  /** Keeps the maps. */
  public CallbackState {
    values = Map.copyOf(values);
    arrays = Map.copyOf(arrays);
  }

  /** Whether there is nothing to remember. */
  public boolean isEmpty() {
    return values.isEmpty() && arrays.isEmpty();
  }

  /**
   * The text of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected a value \"" + name + "\", got only " + values.keySet());
    }
    return value;
  }
}
