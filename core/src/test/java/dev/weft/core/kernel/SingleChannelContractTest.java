package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The convolution of one channel with bias, ReLU and max-pool, and its gradient, against the plain product, pool and sums. Run here
 * on the kernels of this JVM and by {@link KernelChild} on those of other JVMs; the size is the number of filters.
 */
class SingleChannelContractTest {

  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;
  private static final int TAPS = 9;

  /** Where the 4 × 4 pixels of windows start, the last ones at the image's edges; three unused entries follow each. */
  private static final int[] CORNERS = {0, 9, 9, 9, 2, 9, 9, 9, 11, 9, 9, 9, 20, 9, 9, 9, 16, 9, 9, 9};
  private static final int WINDOWS = 5;

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  /** What a run of forward gives. */
  private record Pooled(Operand y, Operand choice) {}

  private static Pooled forward(Kernels kernels, Operand x, Operand weights, Operand bias, int filters) {
    Pooled pooled = new Pooled(Operand.room(WINDOWS * filters, 2), Operand.room(WINDOWS * filters, 5));
    kernels.convolve3x3ReluMaxPool(
        pooled.y.array(), 2, pooled.choice.array(), 5, x.array(), x.offset(), weights.array(), weights.offset(),
        bias.array(), bias.offset(), WINDOWS, new PooledConvolution(CORNERS, WIDTH, 1, filters));
    return pooled;
  }

  private static int pixel(int window, int q, int tap) {
    return CORNERS[4 * window] + (q / 2 + tap / 3) * WIDTH + q % 2 + tap % 3;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aPooledConvolutionOfOneChannelIsExactOnSmallIntegers(int filters) {
    Operand x = Operand.integers(HEIGHT * WIDTH, 3, 1);
    Operand weights = Operand.integers(TAPS * filters, 5, 2);
    Operand bias = Operand.integers(filters, 1, 3);
    Operand convolved = Operand.room(4 * WINDOWS * filters, 0);
    for (int i = 0; i < convolved.length(); i++) {
      int k = i % filters;
      float sum = bias.get(k);
      for (int tap = 0; tap < TAPS; tap++) {
        sum += x.get(pixel(i / filters / 4, i / filters % 4, tap)) * weights.get(tap * filters + k);
      }
      convolved.array()[i] = sum;
    }
    Operand y = Operand.room(WINDOWS * filters, 2);
    Operand choice = Operand.room(WINDOWS * filters, 5);
    Kernels.scalar().reluMaxPool(y.array(), 2, choice.array(), 5, convolved.array(), 0, WINDOWS, filters);

    Pooled pooled = forward(kernels, x, weights, bias, filters);

    pooled.y.assertSameBits(y, "y");
    pooled.choice.assertSameBits(choice, "choice");
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aPooledConvolutionOfOneChannelIsTheScalarOneWithinRounding(int filters) {
    Operand x = Operand.reals(HEIGHT * WIDTH, 0, 1);
    Operand weights = Operand.reals(TAPS * filters, 0, 2);
    Operand bias = Operand.reals(filters, 0, 3);
    Pooled pooled = forward(kernels, x, weights, bias, filters);
    Pooled expected = forward(Kernels.scalar(), x, weights, bias, filters);
    for (int i = 0; i < pooled.y.length(); i++) {
      assertThat(pooled.y.get(i)).as("y[%d]", i)
          .isCloseTo(expected.y.get(i), within(2e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theGradientOfOneChannelSumsTheChosenPixelsExactlyOnSmallIntegers(int filters) {
    Operand x = Operand.integers(HEIGHT * WIDTH, 3, 1);
    Operand dy = Operand.integers(WINDOWS * filters, 2, 2);
    Random random = new Random(filters);
    Operand choice = Operand.room(WINDOWS * filters, 1);
    Operand sums = Operand.integers((TAPS + 1) * filters, 4, 3);
    float[] expected = Operand.integers((TAPS + 1) * filters, 3);
    for (int i = 0; i < WINDOWS * filters; i++) {
      int q = random.nextInt(5);
      choice.array()[1 + i] = q;
      for (int tap = 0; q < 4 && tap < TAPS; tap++) {
        expected[tap * filters + i % filters] += dy.get(i) * x.get(pixel(i / filters, q, tap));
      }
      expected[TAPS * filters + i % filters] += q < 4 ? dy.get(i) : 0;
    }

    kernels.convolve3x3Gradient(
        sums.array(), 4, dy.array(), 2, choice.array(), 1, x.array(), x.offset(), WINDOWS,
        new PooledConvolution(CORNERS, WIDTH, 1, filters));

    sums.assertSameBits(Operand.of(expected, 4), "gradient");
  }
}
