package dev.weft.layers.oracle;

import java.util.Arrays;
import java.util.List;

/** Layers of several inputs as functions of {@link Value}s. */
public final class Joins {

  private Joins() {}

  /** The sum of values of one shape. */
  public static Value sum(List<Value> inputs) {
    return inputs.stream().reduce(Ops::plus).orElseThrow();
  }

  /** The first value times all others, each of its shape or one number for each example and channel. */
  public static Value product(List<Value> inputs) {
    Value y = inputs.get(0);
    for (Value gate : inputs.subList(1, inputs.size())) {
      y = Ops.times(y, gate.size() == y.size() ? gate : byChannel(gate, y.shape().length));
    }
    return y;
  }

  private static Value byChannel(Value gate, int rank) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[0] = gate.dim(0);
    shape[rank - 1] = gate.dim(-1);
    return Ops.reshape(gate, shape);
  }

  /** Values side by side along the last axis. */
  public static Value concatenation(List<Value> inputs) {
    int all = inputs.stream().mapToInt(value -> value.dim(-1)).sum();
    int[] shape = inputs.get(0).shape();
    shape[shape.length - 1] = all;
    Value y = Ops.filled(0, shape);
    int before = 0;
    for (Value input : inputs) {
      int own = input.dim(-1);
      int first = before;
      y = Ops.plus(y, Ops.sum(input, shape, i -> i / own * all + first + i % own));
      before += own;
    }
    return y;
  }
}
