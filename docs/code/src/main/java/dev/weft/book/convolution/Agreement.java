package dev.weft.book.convolution;

import static dev.weft.layers.Layers.conv2D;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Conv2D;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;

/** The loops of {@link PlainConvolution} against the library's layer, on small whole numbers, where float sums are exact. */
public final class Agreement {

  private Agreement() {}

  /** Prints the largest difference for a few convolutions. */
  public static void main(String[] args) {
    Print.line("  H x  W x  C  size  K  stride  padding   H' x  W'   largest difference");
    compare(new PlainConvolution(4, 4, 1, 3, 1, 1, 0));
    compare(new PlainConvolution(13, 13, 8, 3, 16, 1, 0));
    compare(new PlainConvolution(9, 7, 3, 3, 5, 2, 0));
    compare(new PlainConvolution(6, 6, 2, 3, 4, 1, 1));
    compare(new PlainConvolution(5, 5, 2, 3, 3, 2, 1));
    compare(new PlainConvolution(4, 4, 6, 1, 3, 1, 0));
  }

  private static void compare(PlainConvolution plain) {
    Tensor x = numbers(1, 1, plain.height(), plain.width(), plain.channels());
    Tensor weights = numbers(2, plain.size(), plain.size(), plain.channels(), plain.filters());
    Tensor b = numbers(3, plain.filters());
    Tensor dy = numbers(4, 1, plain.outHeight(), plain.outWidth(), plain.filters());
    float[] y = new float[dy.size()];
    float[] dx = new float[x.size()];
    float[] gradients = new float[weights.size() + b.size()];
    float[] dW = new float[weights.size()];
    float[] db = new float[b.size()];
    plain.forward(y, x.array(), weights.array(), b.array());
    plain.backward(dx, dy.array(), weights.array());
    plain.gradient(dW, db, x.array(), dy.array());
    System.arraycopy(dW, 0, gradients, 0, dW.length);
    System.arraycopy(db, 0, gradients, dW.length, db.length);
    RealLayer layer = layer(plain, x, weights, b, dy);
    float difference = Math.max(Math.max(difference(y, layer.y()), difference(dx, layer.dx())),
        difference(gradients, layer.gradients()));
    Print.line("%3d x %2d x %2d  %4d %2d %7d %8d  %3d x %2d   %18.0f", plain.height(), plain.width(), plain.channels(),
        plain.size(), plain.filters(), plain.stride(), plain.padding(), plain.outHeight(), plain.outWidth(),
        difference);
  }

  private static RealLayer layer(PlainConvolution plain, Tensor x, Tensor weights, Tensor b, Tensor dy) {
    Conv2D.Spec spec = conv2D(plain.filters(), plain.size()).withStride(plain.stride());
    Network network = Sequential.input(plain.height(), plain.width(), plain.channels())
        .add(plain.padding() > 0 ? spec.same() : spec).build(1);
    RealLayer.set(network, "conv2d_1/kernel", weights);
    RealLayer.set(network, "conv2d_1/bias", b);
    return RealLayer.run(network, x, dy);
  }

  private static Tensor numbers(long key, int... dims) {
    Tensor numbers = Tensor.zeros(dims);
    for (int i = 0; i < numbers.size(); i++) {
      numbers.array()[i] = CounterRandom.below(key, i, 7) - 3;
    }
    return numbers;
  }

  private static float difference(float[] expected, Tensor actual) {
    return Tensor.of(expected).minus(actual.reshape(expected.length)).abs().max();
  }
}
