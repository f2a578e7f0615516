package dev.weft.book.dense;

import static dev.weft.layers.Layers.dense;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;

/** Two examples with three features, two units: the loops, and the library's layer. */
public final class DenseExample {

  private static final float[] X = {
      1, 2, 3,
      0, 1, -1};
  private static final float[] WEIGHTS = {
      1, 0,
      2, -1,
      0, 1};
  private static final float[] B = {1, -1};
  private static final float[] DY = {
      1, 2,
      -1, 1};

  private DenseExample() {}

  /** Prints the results of the loops, or with the argument {@code layer} those of the layer. */
  public static void main(String[] args) {
    if (args.length > 0) {
      layer();
    } else {
      loops();
    }
  }

  private static void loops() {
    PlainDense plain = new PlainDense(2, 3, 2);
    float[] y = new float[4];
    float[] dx = new float[6];
    float[] dW = new float[6];
    float[] db = new float[2];
    plain.forward(y, X, WEIGHTS, B);
    plain.backward(dx, DY, WEIGHTS);
    plain.gradient(dW, db, X, DY);
    print(Tensor.of(y, 2, 2), Tensor.of(dx, 2, 3), Tensor.of(dW, 3, 2), Tensor.of(db));
  }

  private static void layer() {
    Network network = Sequential.input(3).add(dense(2)).build(1);
    RealLayer.set(network, "dense_1/kernel", Tensor.of(WEIGHTS, 3, 2));
    RealLayer.set(network, "dense_1/bias", Tensor.of(B));
    RealLayer run = RealLayer.run(network, Tensor.of(X, 2, 3), Tensor.of(DY, 2, 2));
    print(run.y(), run.dx(),
        run.gradient(network.parameters().parameter("dense_1/kernel")),
        run.gradient(network.parameters().parameter("dense_1/bias")));
  }

  private static void print(Tensor y, Tensor dx, Tensor dW, Tensor db) {
    Print.line("y =\n%s", y);
    Print.line("dx =\n%s", dx);
    Print.line("dW =\n%s", dW);
    Print.line("db = %s", db);
  }
}
