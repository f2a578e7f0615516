package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.convolution.PlainConvolution;
import dev.weft.core.tensor.Tensor;

/** Answers of chapter 5. */
public final class ConvolutionAnswers {

  private static final float[] WEIGHTS = {1, 0, -1, 2, 1, 0, 0, -1, 1};
  private static final float[] DY = {1, 2, -1, 1};

  private ConvolutionAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> referenceNetwork();
      case "2" -> fullConvolution();
      default -> onePixelWindow();
    }
  }

  /** Sizes, weights and multiply-adds of the three convolutions of the reference network. */
  private static void referenceNetwork() {
    Print.line("layer  output        weights  multiply-adds");
    describe("conv1", new PlainConvolution(28, 28, 1, 3, 32, 1, 0));
    describe("conv2", new PlainConvolution(13, 13, 32, 3, 64, 1, 0));
    describe("conv3", new PlainConvolution(5, 5, 64, 3, 128, 1, 0));
  }

  private static void describe(String name, PlainConvolution layer) {
    int weights = layer.size() * layer.size() * layer.channels() * layer.filters();
    int pixels = layer.outHeight() * layer.outWidth();
    Print.line("%s  %2d x %2d x %3d  %7d  %13d", name, layer.outHeight(), layer.outWidth(), layer.filters(),
        weights + layer.filters(), pixels * weights);
  }

  /** Backward-data as a convolution of dy, with two rows of zeros around it, with the filter turned by 180°. */
  private static void fullConvolution() {
    float[] dx = new float[16];
    new PlainConvolution(2, 2, 1, 3, 1, 1, 2).forward(dx, DY, turned(WEIGHTS), new float[1]);
    Print.line("%s", Tensor.of(dx, 4, 4));
  }

  /** The filter with rows and columns in reverse order. */
  static float[] turned(float[] filter) {
    float[] turned = new float[filter.length];
    for (int i = 0; i < filter.length; i++) {
      turned[i] = filter[filter.length - 1 - i];
    }
    return turned;
  }

  /** A 1 × 1 convolution, and a matrix product over the channels of each pixel. */
  private static void onePixelWindow() {
    float[] x = {1, 2, 3, 0, 1, -1, 2, 2, 0, 1, 0, 1};
    float[] weights = {1, 0, 2, -1, 0, 1};
    float[] y = new float[8];
    new PlainConvolution(2, 2, 3, 1, 2, 1, 0).forward(y, x, weights, new float[2]);
    Print.line("convolution: %s", Tensor.of(y));
    Print.line("product:     %s", Tensor.of(x, 4, 3).matmul(Tensor.of(weights, 3, 2)).reshape(8));
  }
}
