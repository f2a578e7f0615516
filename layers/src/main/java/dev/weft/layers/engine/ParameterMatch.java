package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which parameters of one slab have the names and shapes of another's, to get their values. */
final class ParameterMatch {

  private final ParameterSlab to;
  private final ParameterSlab from;
  private final List<Parameter> matched = new ArrayList<>();
  private final List<Parameter> sources = new ArrayList<>();
  private final List<Parameter> left = new ArrayList<>();
  private final List<Parameter> unused;

  /**
   * Finds what belongs together.
   *
   * @param some those parameters of {@code from} that may be taken
   */
  ParameterMatch(ParameterSlab to, ParameterSlab from, List<Parameter> some) {
    this.to = to;
    this.from = from;
    Map<String, Parameter> theirs = new HashMap<>();
    some.forEach(parameter -> theirs.put(parameter.name(), parameter));
    for (Parameter parameter : to.parameters()) {
      Parameter source = theirs.get(parameter.name());
      if (source != null && source.shape().equals(parameter.shape())) {
        matched.add(parameter);
        sources.add(source);
        theirs.remove(parameter.name());
      } else {
        left.add(parameter);
      }
    }
    this.unused = some.stream().filter(parameter -> theirs.containsKey(parameter.name())).toList();
  }

  /** Refuses if anything has no counterpart, on either side. */
  void requireAll() {
    if (!left.isEmpty() || !unused.isEmpty()) {
      throw new IllegalArgumentException("expected parameters of the same names and shapes, got none for "
          + shapes(left) + " and no place for " + shapes(unused));
    }
  }

  private static List<String> shapes(List<Parameter> parameters) {
    return parameters.stream().map(parameter -> parameter.name() + parameter.shape()).toList();
  }

  /** Copies the values of what belongs together. */
  ParameterSlab.Copied copy() {
    for (int i = 0; i < matched.size(); i++) {
      System.arraycopy(from.values(), sources.get(i).offset(), to.values(), matched.get(i).offset(),
          matched.get(i).size());
    }
    return new ParameterSlab.Copied(names(matched), names(left), names(unused));
  }

  private static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }
}
