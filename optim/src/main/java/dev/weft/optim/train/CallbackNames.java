package dev.weft.optim.train;

import java.util.List;

/** Whether the memories of callbacks can be told apart by the callbacks' names. */
final class CallbackNames {

  private CallbackNames() {}

  /**
   * Refuses two equal names, and two of which one is the beginning of the other up to a slash, because a state file keeps
   * the array "x" of callback "a" under "a/x".
   */
  static void requireDistinct(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException(
            "expected a name of every callback, got '" + name + "' of number " + (i + 1));
      }
      for (String other : names.subList(0, i)) {
        if (name.equals(other) || name.startsWith(other + "/") || other.startsWith(name + "/")) {
          throw new IllegalArgumentException(
              "expected callbacks with names that differ, also before a slash, got '" + other
                  + "' and '" + name + "'; name one of them, as EarlyStopping.named does, or override Callback.name");
        }
      }
    }
  }
}
