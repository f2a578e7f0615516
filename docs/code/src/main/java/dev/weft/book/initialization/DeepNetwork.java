package dev.weft.book.initialization;

import dev.weft.core.random.CounterRandom;

/**
 * A deep network of equal dense layers in plain double arithmetic, made to measure how large the values in it are.
 *
 * <p>Its input is standard normal, and its weights are normal with a standard deviation that is chosen.
 */
public final class DeepNetwork {

  /** What follows each dense layer. */
  enum Activation {
    /** max(0, z). */
    RELU,
    /** tanh z. */
    TANH;

    double of(double z) {
      return switch (this) {
        case RELU -> Math.max(0, z);
        case TANH -> StrictMath.tanh(z);
      };
    }

    /** The derivative, from the value a. */
    double slopeAt(double a) {
      return switch (this) {
        case RELU -> a > 0 ? 1 : 0;
        case TANH -> 1 - a * a;
      };
    }
  }

  /** The number of units in every layer. */
  static final int WIDTH = 128;
  /** The number of layers. */
  static final int DEPTH = 30;

  private static final int EXAMPLES = 16;
  private static final long SEED = 8;

  private final Activation activation;
  private final double[][] weights = new double[DEPTH][WIDTH * WIDTH];

  /** A network whose weights have this standard deviation. */
  DeepNetwork(Activation activation, double deviation) {
    this.activation = activation;
    for (int layer = 0; layer < DEPTH; layer++) {
      long key = CounterRandom.key(SEED, layer);
      for (int i = 0; i < WIDTH * WIDTH; i++) {
        weights[layer][i] = deviation * CounterRandom.gaussian(key, i);
      }
    }
  }

  /** The root mean square of the input and of each layer's output. */
  double[] forward() {
    double[] sizes = new double[DEPTH + 1];
    for (int example = 0; example < EXAMPLES; example++) {
      double[][] a = activations(example);
      for (int layer = 0; layer <= DEPTH; layer++) {
        sizes[layer] += meanSquare(a[layer]) / EXAMPLES;
      }
    }
    return roots(sizes);
  }

  /** The root mean square of the gradient of each layer's output, when that of the last one is standard normal. */
  double[] backward() {
    double[] sizes = new double[DEPTH + 1];
    for (int example = 0; example < EXAMPLES; example++) {
      double[][] a = activations(example);
      double[] da = gaussian(example + EXAMPLES);
      sizes[DEPTH] += meanSquare(da) / EXAMPLES;
      for (int layer = DEPTH - 1; layer >= 0; layer--) {
        da = gradient(weights[layer], a[layer + 1], da);
        sizes[layer] += meanSquare(da) / EXAMPLES;
      }
    }
    return roots(sizes);
  }

  private double[][] activations(int example) {
    double[][] a = new double[DEPTH + 1][];
    a[0] = gaussian(example);
    for (int layer = 0; layer < DEPTH; layer++) {
      a[layer + 1] = output(weights[layer], a[layer]);
    }
    return a;
  }

  private double[] output(double[] w, double[] x) {
    double[] y = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        y[j] += x[i] * w[i * WIDTH + j];
      }
    }
    for (int j = 0; j < WIDTH; j++) {
      y[j] = activation.of(y[j]);
    }
    return y;
  }

  private double[] gradient(double[] w, double[] y, double[] dy) {
    double[] dx = new double[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      double dz = dy[j] * activation.slopeAt(y[j]);
      for (int i = 0; i < WIDTH; i++) {
        dx[i] += dz * w[i * WIDTH + j];
      }
    }
    return dx;
  }

  private static double[] gaussian(int stream) {
    long key = CounterRandom.key(SEED + 1, stream);
    double[] values = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      values[i] = CounterRandom.gaussian(key, i);
    }
    return values;
  }

  private static double meanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum / values.length;
  }

  private static double[] roots(double[] squares) {
    double[] roots = new double[squares.length];
    for (int i = 0; i < squares.length; i++) {
      roots[i] = Math.sqrt(squares[i]);
    }
    return roots;
  }
}
