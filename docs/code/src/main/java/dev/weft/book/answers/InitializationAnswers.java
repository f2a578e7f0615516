package dev.weft.book.answers;

import static dev.weft.layers.Layers.conv2D;

import dev.weft.book.Print;
import dev.weft.book.initialization.Scales;
import dev.weft.core.random.CounterRandom;
import dev.weft.layers.Conv2D;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import java.util.Arrays;

/** Answers of chapter 8. */
public final class InitializationAnswers {

  private static final int DRAWS = 1_000_000;

  private InitializationAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        print("glorot uniform", weights(conv2D(64, 3)));
        print("he normal", weights(conv2D(64, 3).heNormal()));
      }
      case "2" -> Print.line("%d layers", layersToAThousandth(Scales.glorotWithRelu()));
      default -> {
        for (double slope : new double[] {0, 0.3, 1}) {
          Print.line("slope %.1f: measured %.3f, predicted %.3f", slope, factor(slope), (1 + slope * slope) / 2);
        }
      }
    }
  }

  /** The first weights of a convolution of 32 channels. */
  static float[] weights(Conv2D.Spec convolution) {
    Network network = Sequential.input(13, 13, 32).add(convolution).build(2023);
    Parameter kernel = network.parameters().parameters().getFirst();
    float[] values = network.parameters().values();
    return Arrays.copyOfRange(values, kernel.offset(), kernel.offset() + kernel.shape().size());
  }

  private static void print(String name, float[] weights) {
    double squares = 0;
    double largest = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
      largest = Math.max(largest, Math.abs(weight));
    }
    Print.line("%-15s %d weights, largest %.4f, standard deviation %.4f", name, weights.length, largest,
        Math.sqrt(squares / weights.length));
  }

  /** The first layer whose output is below one thousandth of the input. */
  static int layersToAThousandth(double[] sizes) {
    int layer = 0;
    while (sizes[layer] > sizes[0] / 1000) {
      layer++;
    }
    return layer;
  }

  /** The share of the mean square that leaky ReLU leaves of standard normal numbers. */
  static double factor(double slope) {
    long key = CounterRandom.key(8, 3);
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      double z = CounterRandom.gaussian(key, i);
      double a = z > 0 ? z : slope * z;
      sum += a * a;
    }
    return sum / DRAWS;
  }
}
