package dev.weft.book.answers;

import static dev.weft.layers.Layers.dense;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;

/** Answers of chapter 4. */
public final class DenseAnswers {

  private DenseAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> biasAsAColumn();
      case "2" -> twoLayersAreOne();
      default -> perturbation();
    }
  }

  /** A column of ones in x, and the bias as the last row of W. */
  private static void biasAsAColumn() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 1, 0, 1, -1, 1}, 2, 4);
    Tensor weights = Tensor.of(new float[] {1, 0, 2, -1, 0, 1, 1, -1}, 4, 2);
    Tensor dy = Tensor.of(new float[] {1, 2, -1, 1}, 2, 2);
    Print.line("y =\n%s", x.matmul(weights));
    Print.line("dW with db as its last row =\n%s", x.transpose(1, 0).matmul(dy));
  }

  /** Two dense layers with nothing between them, and the one with the product of their weights. */
  private static void twoLayersAreOne() {
    Tensor first = Tensor.of(new float[] {1, 0, 2, -1, 0, 1}, 3, 2);
    Tensor second = Tensor.of(new float[] {1, 1, 2, -1}, 2, 2);
    Tensor x = Tensor.of(new float[] {1, 2, 3, 0, 1, -1}, 2, 3);
    Network two = Sequential.input(3).add(dense(2)).add(dense(2)).build(1);
    RealLayer.set(two, "dense_1/kernel", first);
    RealLayer.set(two, "dense_2/kernel", second);
    Print.line("two layers:\n%s", two.predict(x));
    Print.line("one layer:\n%s", x.matmul(first.matmul(second)));
  }

  /** The change of the loss when W changes a little, measured and from dW. */
  private static void perturbation() {
    double[][] x = {{1, 2, 3}, {0, 1, -1}};
    double[][] dy = {{1, 2}, {-1, 1}};
    double h = 0.001;
    double change = 0;
    for (int n = 0; n < 2; n++) {
      for (int k = 0; k < 2; k++) {
        double moved = k == 1 ? h * x[n][1] : 0; // of y[n, k], when W[1, 1] grows by h
        change += dy[n][k] * moved;
      }
    }
    Print.line("L changes by %.3f, that is %.0f for one unit of W[1, 1]", change, change / h);
  }
}
