package dev.weft.book.answers;

import static dev.weft.layers.Layers.averagePool2D;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.book.pooling.PlainMaxPool;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import java.util.Arrays;

/** Answers of chapter 6. */
public final class PoolingAnswers {

  private PoolingAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> overlappingWindows();
      case "2" -> averagePool();
      default -> variance();
    }
  }

  /** Windows of 3 × 3 at stride 2 on an image of 5 × 5 whose middle is the largest value. */
  private static void overlappingWindows() {
    float[] x = new float[25];
    x[12] = 9;
    float[] dx = new float[25];
    float[] y = new float[4];
    int[] places = new int[4];
    PlainMaxPool pool = new PlainMaxPool(5, 5, 1, 3, 2);
    pool.forward(y, places, x);
    pool.backward(dx, new float[] {1, 2, -1, 1}, places);
    Print.line("y = %s, places = %s", Arrays.toString(y), Arrays.toString(places));
    Print.line("dx =\n%s", Tensor.of(dx, 5, 5));
  }

  /** {@code dx = dy / 4} in all four places of a window; below it, what the library's layer says. */
  private static void averagePool() {
    float[] dy = {4, 8, -4, 2};
    float[] dx = new float[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        dx[4 * i + j] = dy[2 * (i / 2) + j / 2] / 4;
      }
    }
    Print.line("%s", Tensor.of(dx, 4, 4));
    Network network = Sequential.input(4, 4, 1).add(averagePool2D(2)).build(1);
    Print.line("%s", RealLayer.run(network, Tensor.zeros(1, 4, 4, 1), Tensor.of(dy, 1, 2, 2, 1)).dx().reshape(4, 4));
  }

  private static void variance() {
    Print.line("rate   measured   r / (1 - r)");
    for (double rate : new double[] {0.25, 0.5, 0.9}) {
      Print.line("%.2f %10.2f %13.2f", rate, measuredVariance(rate), rate / (1 - rate));
    }
  }

  /** The variance of a 1 behind dropout, over a million draws. */
  static double measuredVariance(double rate) {
    int draws = 1_000_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double y = CounterRandom.uniform(1, i) < rate ? 0 : 1 / (1 - rate);
      sum += y;
      squares += y * y;
    }
    double mean = sum / draws;
    return squares / draws - mean * mean;
  }
}
