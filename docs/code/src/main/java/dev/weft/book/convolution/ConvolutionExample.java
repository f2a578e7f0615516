package dev.weft.book.convolution;

import dev.weft.book.Print;
import dev.weft.core.tensor.Tensor;

/** A 4 × 4 image of one channel and one 3 × 3 filter, in loops and as a matrix product. */
public final class ConvolutionExample {

  private static final float[] X = {
      1, 2, 0, 1,
      0, 1, 3, 1,
      2, 0, 1, 0,
      1, 1, 0, 2};
  private static final float[] WEIGHTS = {
      1, 0, -1,
      2, 1, 0,
      0, -1, 1};
  private static final float[] DY = {
      1, 2,
      -1, 1};

  private ConvolutionExample() {}

  /** Prints the results of the loops, or with the argument {@code im2col} those of the matrix products. */
  public static void main(String[] args) {
    if (args.length > 0) {
      products();
    } else {
      loops();
    }
  }

  private static void loops() {
    PlainConvolution plain = new PlainConvolution(4, 4, 1, 3, 1, 1, 0);
    float[] y = new float[4];
    float[] dx = new float[16];
    float[] dW = new float[9];
    float[] db = new float[1];
    plain.forward(y, X, WEIGHTS, new float[] {0});
    plain.backward(dx, DY, WEIGHTS);
    plain.gradient(dW, db, X, DY);
    Print.line("y =\n%s", Tensor.of(y, 2, 2));
    Print.line("dW =\n%s", Tensor.of(dW, 3, 3));
    Print.line("dx =\n%s", Tensor.of(dx, 4, 4));
    Print.line("db = %s", Tensor.of(db));
  }

  private static void products() {
    Im2col im2col = new Im2col(4, 4, 1, 3);
    Tensor columns = Tensor.of(im2col.columns(X), 4, 9);
    Tensor weights = Tensor.of(WEIGHTS, 9, 1);
    Tensor dy = Tensor.of(DY, 4, 1);
    Tensor y = columns.matmul(weights);
    Tensor dW = columns.transpose(1, 0).matmul(dy);
    Tensor dColumns = dy.matmul(weights.transpose(1, 0));
    Tensor dx = Tensor.of(im2col.image(dColumns.toArray()), 4, 4);
    Print.line("columns =\n%s", columns);
    Print.line("y = %s", y.reshape(4));
    Print.line("dW = %s", dW.reshape(9));
    Print.line("dx =\n%s", dx);
  }
}
