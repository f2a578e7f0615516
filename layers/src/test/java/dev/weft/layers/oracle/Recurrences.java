package dev.weft.layers.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Recurrent layers as functions of {@link Value}s: x (N, T, C) to (N, H), or (N, T, H) if every step is put out. */
public final class Recurrences {

  private Recurrences() {}

  /** What one step makes of its input (N, C) and the states before, of which the output is the first. */
  private interface Cell {
    List<Value> step(Value x, List<Value> states);
  }

  /** Long short-term memory with the parameters W (C, 4H), U (H, 4H) and b (4H). */
  public static Value lstm(Value x, List<Value> p, boolean everyStep, boolean backwards, boolean masked) {
    int units = p.get(1).dim(0);
    Cell cell = (input, states) -> {
      Value a = Ops.plus(Oracle.dense(input, p.get(0), p.get(2)), Oracle.dense(states.get(0), p.get(1), null));
      Value kept = Ops.times(Oracle.sigmoid(columns(a, 1, units)), states.get(1));
      Value added = Ops.times(Oracle.sigmoid(columns(a, 0, units)), Oracle.tanh(columns(a, 2, units)));
      Value c = Ops.plus(kept, added);
      return List.of(Ops.times(Oracle.sigmoid(columns(a, 3, units)), Oracle.tanh(c)), c);
    };
    return run(x, units, 2, cell, everyStep, backwards, masked);
  }

  /** A gated recurrent unit with the parameters W (C, 3H), U (H, 3H) and b (2, 3H). */
  public static Value gru(Value x, List<Value> p, boolean everyStep, boolean backwards, boolean masked) {
    int units = p.get(1).dim(0);
    Cell cell = (input, states) -> {
      Value h = states.get(0);
      Value a = Oracle.dense(input, p.get(0), row(p.get(2), 0));
      Value u = Oracle.dense(h, p.get(1), row(p.get(2), 1));
      Value z = Oracle.sigmoid(Ops.plus(columns(a, 0, units), columns(u, 0, units)));
      Value r = Oracle.sigmoid(Ops.plus(columns(a, 1, units), columns(u, 1, units)));
      Value n = Oracle.tanh(Ops.plus(columns(a, 2, units), Ops.times(r, columns(u, 2, units))));
      return List.of(Ops.plus(Ops.times(z, h), Ops.times(Ops.minus(Ops.filled(1, z.shape()), z), n)));
    };
    return run(x, units, 1, cell, everyStep, backwards, masked);
  }

  private static Value run(
      Value x, int units, int count, Cell cell, boolean everyStep, boolean backwards, boolean masked) {
    List<Value> states = Collections.nCopies(count, Ops.filled(0, x.dim(0), units));
    List<Value> outputs = new ArrayList<>();
    for (int s = 0; s < x.dim(1); s++) {
      Value input = step(x, backwards ? x.dim(1) - 1 - s : s);
      Value used = used(input, masked);
      Value unused = Ops.minus(Ops.filled(1, used.shape()), used);
      List<Value> next = cell.step(input, states);
      List<Value> mixed = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        mixed.add(Ops.plus(Ops.times(next.get(k), used), Ops.times(states.get(k), unused)));
      }
      states = mixed;
      outputs.add(Ops.times(states.get(0), used));
    }
    if (!everyStep) {
      return states.get(0);
    }
    return Ops.reshape(Joins.concatenation(backwards ? outputs.reversed() : outputs), x.dim(0), x.dim(1), units);
  }

  /** 1 for each example whose numbers are not all 0, (N, 1). */
  private static Value used(Value input, boolean masked) {
    double[] used = new double[input.dim(0)];
    for (int i = 0; i < input.size(); i++) {
      used[i / input.dim(1)] = !masked || input.data()[i] != 0 ? 1 : used[i / input.dim(1)];
    }
    return Value.of(used, used.length, 1);
  }

  private static Value step(Value x, int t) {
    int channels = x.dim(2);
    int[] from = new int[x.dim(0) * channels];
    for (int i = 0; i < from.length; i++) {
      from[i] = (i / channels * x.dim(1) + t) * channels + i % channels;
    }
    return Ops.pick(x, new int[] {x.dim(0), channels}, from);
  }

  private static Value columns(Value a, int block, int units) {
    int[] from = new int[a.dim(0) * units];
    for (int i = 0; i < from.length; i++) {
      from[i] = i / units * a.dim(1) + block * units + i % units;
    }
    return Ops.pick(a, new int[] {a.dim(0), units}, from);
  }

  private static Value row(Value b, int row) {
    int[] from = new int[b.dim(1)];
    for (int i = 0; i < from.length; i++) {
      from[i] = row * from.length + i;
    }
    return Ops.pick(b, new int[] {from.length}, from);
  }
}
