package dev.weft.core.kernel;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pools of {@link Kernels} must do, run here on the kernels of this JVM and by {@link KernelChild} on those of other JVMs:
 * what the scalar ones do, bit for bit, and nothing beside it. The size is the number of channels.
 */
class PoolContractTest {

  private static final int WIDTH = 9;
  private static final int HEIGHT = 4;
  private static final int SPECIAL = 6;

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  /** Overlapping windows of 3 × 2 pixels, windows apart, a single one, and one that is a whole image. */
  private static PoolRun[] runs(int channels) {
    int[] taps =
        {0, channels, WIDTH * channels, (WIDTH + 1) * channels, 2 * WIDTH * channels, (2 * WIDTH + 1) * channels};
    int[] square = {0, channels, WIDTH * channels, (WIDTH + 1) * channels};
    int[] all = IntStream.range(0, WIDTH * HEIGHT).map(pixel -> pixel * channels).toArray();
    return new PoolRun[] {
        new PoolRun(0, WIDTH * channels, channels, 8, taps), new PoolRun(0, channels, 2 * channels, 4, square),
        new PoolRun(0, 3 * channels, 5, 1, square), new PoolRun(0, 0, 0, 1, all)};
  }

  /** Few different values, so that many are equal, zeros of both signs among them; and some NaN. */
  private static Operand image(int channels) {
    Operand image = Operand.integers(WIDTH * HEIGHT * channels, 3, channels);
    float[] data = image.data();
    Random random = new Random(channels);
    for (int i = 0; i < data.length; i++) {
      data[i] = switch (random.nextInt(SPECIAL)) {
        case 0 -> Float.NaN;
        case 1 -> -0f;
        case 2 -> Float.NEGATIVE_INFINITY;
        default -> data[i];
      };
    }
    return Operand.of(data, image.offset());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void maxPoolFindsTheFirstLargestValueOfEachWindowAndTheLastNan(int channels) {
    Operand x = image(channels);
    for (PoolRun run : runs(channels)) {
      Operand y = Operand.integers(run.windows() * channels, 2, 1);
      Operand places = Operand.integers(run.windows() * channels, 4, 2);
      Operand expected = y.copy();
      Operand expectedPlaces = places.copy();
      kernels.maxPool(
          y.array(), y.offset(), places.array(), places.offset(), x.array(), x.offset(), run, channels);
      Kernels.scalar().maxPool(expected.array(), expected.offset(), expectedPlaces.array(), expectedPlaces.offset(),
          x.array(), x.offset(), run, channels);
      y.assertSameBits(expected, run.toString());
      places.assertSameBits(expectedPlaces, run.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void meanPoolAddsInTheOrderOfTheTaps(int channels) {
    Operand x = Operand.reals(WIDTH * HEIGHT * channels, 1, channels);
    for (PoolRun run : runs(channels)) {
      Operand y = Operand.integers(run.windows() * channels, 2, 1);
      Operand expected = y.copy();
      kernels.meanPool(y.array(), y.offset(), x.array(), x.offset(), run, channels);
      Kernels.scalar().meanPool(expected.array(), expected.offset(), x.array(), x.offset(), run, channels);
      y.assertSameBits(expected, run.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void meanPoolGradientAddsInTheOrderOfTheWindows(int channels) {
    for (PoolRun run : runs(channels)) {
      Operand dy = Operand.reals(run.windows() * channels, 1, channels);
      Operand dx = Operand.reals(WIDTH * HEIGHT * channels, 3, channels + 1);
      Operand expected = dx.copy();
      kernels.meanPoolGradient(dx.array(), dx.offset(), dy.array(), dy.offset(), run, channels);
      Kernels.scalar().meanPoolGradient(
          expected.array(), expected.offset(), dy.array(), dy.offset(), run, channels);
      dx.assertSameBits(expected, run.toString());
    }
  }
}
