package dev.weft.layers.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/** The primitives with hand-written derivatives; everything else is made of them. */
final class Ops {

  private Ops() {}

  /** A sum of products {@code y[out] = Σ left[i] right[j]}, as the list of its terms. */
  @FunctionalInterface
  interface Products {
    void forEach(Term term);
  }

  /** Receives one term. */
  @FunctionalInterface
  interface Term {
    void accept(int out, int left, int right);
  }

  /** {@code yᵢ = f(xᵢ)}, given f and f′. */
  static Value map(Value x, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    double[] y = new double[x.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x.data()[i]);
    }
    return new Value(
        x.shape(),
        y,
        List.of(x),
        dy -> {
          for (int i = 0; i < dy.length; i++) {
            x.grad()[i] += dy[i] * derivative.applyAsDouble(x.data()[i]);
          }
        });
  }

  static Value plus(Value a, Value b) {
    return binary(a, b, (p, q) -> p + q, (p, q) -> 1, (p, q) -> 1);
  }

  static Value minus(Value a, Value b) {
    return binary(a, b, (p, q) -> p - q, (p, q) -> 1, (p, q) -> -1);
  }

  static Value times(Value a, Value b) {
    return binary(a, b, (p, q) -> p * q, (p, q) -> q, (p, q) -> p);
  }

  static Value dividedBy(Value a, Value b) {
    return binary(a, b, (p, q) -> p / q, (p, q) -> 1 / q, (p, q) -> -p / (q * q));
  }

  /**
   * {@code yᵢ = f(aᵢ, bᵢ)}, given f and its partial derivatives. Where b has extent 1, or fewer axes than a, its
   * elements repeat, as NumPy broadcasts; the shape of the result is that of a.
   */
  private static Value binary(
      Value a, Value b, DoubleBinaryOperator f, DoubleBinaryOperator byA, DoubleBinaryOperator byB) {
    double[] p = a.data();
    double[] q = b.data();
    double[] y = new double[p.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(p[i], q[repeated(i, a.shape(), b.shape())]);
    }
    return new Value(
        a.shape(),
        y,
        List.of(a, b),
        dy -> {
          for (int i = 0; i < dy.length; i++) {
            int j = repeated(i, a.shape(), b.shape());
            a.grad()[i] += dy[i] * byA.applyAsDouble(p[i], q[j]);
            b.grad()[j] += dy[i] * byB.applyAsDouble(p[i], q[j]);
          }
        });
  }

  /** The element of an array of the smaller shape that element i of the larger shape meets. */
  private static int repeated(int i, int[] larger, int[] smaller) {
    int j = 0;
    int stride = 1;
    for (int back = 1; back <= smaller.length; back++) {
      int extent = larger[larger.length - back];
      int other = smaller[smaller.length - back];
      if (other != 1 && other != extent) {
        throw new IllegalArgumentException("expected extent 1 or " + extent + ", got " + other);
      }
      j += other == 1 ? 0 : i % extent * stride;
      i /= extent;
      stride *= other;
    }
    return j;
  }

  /** Sums the last axis, which stays with extent 1. */
  static Value sumLast(Value x) {
    int k = x.dim(-1);
    int[] shape = x.shape();
    shape[shape.length - 1] = 1;
    return sum(x, shape, i -> i / k);
  }

  /** Sums all axes but the last: one number a channel. */
  static Value sumButLast(Value x) {
    int channels = x.dim(-1);
    return sum(x, new int[] {channels}, i -> i % channels);
  }

  /** The sum of everything, a scalar. */
  static Value sumAll(Value x) {
    return sum(x, new int[0], i -> 0);
  }

  /** Adds every element of x to the element of the result that the function gives for its index. */
  static Value sum(Value x, int[] shape, IntUnaryOperator target) {
    double[] y = new double[size(shape)];
    for (int i = 0; i < x.size(); i++) {
      y[target.applyAsInt(i)] += x.data()[i];
    }
    return new Value(
        shape,
        y,
        List.of(x),
        dy -> {
          for (int i = 0; i < x.size(); i++) {
            x.grad()[i] += dy[target.applyAsInt(i)];
          }
        });
  }

  /** {@code y[o] = Σ left[i] right[j]} over the terms (o, i, j). */
  static Value sumOfProducts(Value left, Value right, int[] shape, Products products) {
    double[] y = new double[size(shape)];
    products.forEach((out, i, j) -> y[out] += left.data()[i] * right.data()[j]);
    return new Value(
        shape,
        y,
        List.of(left, right),
        dy -> products.forEach(
            (out, i, j) -> {
              left.grad()[i] += dy[out] * right.data()[j];
              right.grad()[j] += dy[out] * left.data()[i];
            }));
  }

  /** {@code y[o] = x[from[o]]}. */
  static Value pick(Value x, int[] shape, int[] from) {
    double[] y = new double[from.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = x.data()[from[o]];
    }
    return new Value(
        shape,
        y,
        List.of(x),
        dy -> {
          for (int o = 0; o < dy.length; o++) {
            x.grad()[from[o]] += dy[o];
          }
        });
  }

  /** The same numbers in another shape. */
  static Value reshape(Value x, int... shape) {
    int[] from = new int[x.size()];
    Arrays.setAll(from, i -> i);
    return pick(x, shape, from);
  }

  /** A constant of this shape. */
  static Value filled(double value, int... shape) {
    double[] data = new double[size(shape)];
    Arrays.fill(data, value);
    return Value.of(data, shape);
  }

  static int size(int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return size;
  }
}
