package dev.weft.book.tape;

import java.util.ArrayList;
import java.util.List;

/**
 * Scalars that remember how they were computed, so that the derivative of a result with respect to all of them can be had.
 *
 * <p>Every operation appends a {@link Value} to the tape. Operands stand before results, so the tape read backwards is an
 * order in which each derivative is complete before it is passed on. Operands must be of the same tape.
 */
public final class Tape {

  private final List<Value> values = new ArrayList<>();

  /** A number, where it came from, and the derivative of the result with respect to it. */
  public final class Value {

    private final Value[] operands;
    private final double[] slopes;
    private double data;
    private double gradient;

    private Value(double data, Value[] operands, double[] slopes) {
      this.data = data;
      this.operands = operands;
      this.slopes = slopes;
      values.add(this);
    }

    /** The number. */
    public double data() {
      return data;
    }

    /** The derivative of the last {@link Tape#backward} result with respect to this number. */
    public double gradient() {
      return gradient;
    }

    /** Replaces the number; what was computed from it stays as it is. */
    public void set(double newData) {
      data = newData;
    }

    /** {@code this + other}. */
    public Value plus(Value other) {
      return new Value(data + other.data, new Value[] {this, other}, new double[] {1, 1});
    }

    /** {@code this − other}. */
    public Value minus(Value other) {
      return new Value(data - other.data, new Value[] {this, other}, new double[] {1, -1});
    }

    /** {@code this · other}. */
    public Value times(Value other) {
      return new Value(data * other.data, new Value[] {this, other}, new double[] {other.data, data});
    }

    /** {@code tanh(this)}. */
    public Value tanh() {
      double t = StrictMath.tanh(data);
      return new Value(t, new Value[] {this}, new double[] {1 - t * t});
    }
  }

  /** A number that was not computed. */
  public Value value(double data) {
    return new Value(data, new Value[0], new double[0]);
  }

  /** The number of values so far; see {@link #rewind}. */
  public int size() {
    return values.size();
  }

  /** Forgets the values after the first {@code size}, so that the next pass can use the same weights. */
  public void rewind(int size) {
    values.subList(size, values.size()).clear();
  }

  /** Sets the gradient of every value on the tape to the derivative of the result with respect to it. */
  public void backward(Value result) {
    for (Value value : values) {
      value.gradient = 0;
    }
    result.gradient = 1;
    for (Value value : values.reversed()) {
      for (int i = 0; i < value.operands.length; i++) {
        value.operands[i].gradient += value.slopes[i] * value.gradient;
      }
    }
  }
}
