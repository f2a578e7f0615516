package dev.weft.book.pooling;

import static dev.weft.layers.Layers.maxPool2D;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import java.util.Arrays;

/** A 2 × 2 max-pool of a 4 × 4 image: the loops, and the library's layer. */
public final class PoolExample {

  static final float[] X = {
      1, 3, 2, 0,
      4, 2, 1, 5,
      0, 1, 7, 2,
      3, 6, 4, 4};
  static final float[] DY = {
      1, 2,
      -1, 1};

  private PoolExample() {}

  /** Prints the results of the loops, or with the argument {@code layer} those of the layer. */
  public static void main(String[] args) {
    if (args.length > 0) {
      Network network = Sequential.input(4, 4, 1).add(maxPool2D(2)).build(1);
      RealLayer run = RealLayer.run(network, Tensor.of(X, 1, 4, 4, 1), Tensor.of(DY, 1, 2, 2, 1));
      Print.line("y =\n%s", run.y().reshape(2, 2));
      Print.line("dx =\n%s", run.dx().reshape(4, 4));
      return;
    }
    PlainMaxPool pool = new PlainMaxPool(4, 4, 1, 2, 2);
    float[] y = new float[4];
    int[] places = new int[4];
    float[] dx = new float[16];
    pool.forward(y, places, X);
    pool.backward(dx, DY, places);
    Print.line("y =\n%s", Tensor.of(y, 2, 2));
    Print.line("places = %s", Arrays.toString(places));
    Print.line("dx =\n%s", Tensor.of(dx, 4, 4));
  }
}
