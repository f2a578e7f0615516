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
    }
    // A name stands just before those that begin with it.
    List<String> sorted = names.stream().map(name -> name + "/").sorted().toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).startsWith(sorted.get(i - 1))) {
        throw clash(names, withoutSlash(sorted.get(i - 1)), withoutSlash(sorted.get(i)));
      }
    }
  }

  private static IllegalArgumentException clash(List<String> names, String one, String other) {
    boolean turned = names.indexOf(other) < names.indexOf(one);
    return new IllegalArgumentException("expected callbacks with names that differ, also before a slash, got '"
        + (turned ? other : one) + "' and '" + (turned ? one : other)
        + "'; name one of them, as EarlyStopping.named does, or override Callback.name");
  }

  private static String withoutSlash(String name) {
    return name.substring(0, name.length() - 1);
  }
}
