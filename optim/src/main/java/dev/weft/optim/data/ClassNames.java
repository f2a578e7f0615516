package dev.weft.optim.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of classes, and labels that are places among them. */
final class ClassNames {

  private ClassNames() {}

  /** A copy; refuses none, and two that are equal. */
  static List<String> copyOf(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("expected 1 or more class names, got 0");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("expected different class names, got '" + name + "' twice");
      }
    }
    return List.copyOf(names);
  }

  /** Refuses a label that has no name. */
  static void requireLabel(int label, List<String> names, String example) {
    if (label < 0 || label >= names.size()) {
      throw new IllegalArgumentException(
          "expected labels from 0 to " + (names.size() - 1) + ", got " + label + " for " + example);
    }
  }
}
