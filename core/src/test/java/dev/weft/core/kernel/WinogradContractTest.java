package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link Winograd}'s transforms around plain products are a convolution with bias, ReLU and max-pool. Run here on the kernels of
 * this JVM and by {@link KernelChild} on those of other JVMs; the size is a number of channels or filters.
 */
class WinogradContractTest {

  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;

  /** The upper left pixels of tiles that fit the image, the last ones at its edges; three unused entries follow each. */
  private static final int[][] TILES = {{0, 0}, {0, 2}, {1, 3}, {2, 4}, {2, 0}};

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  private static int[] corners(int channels) {
    int[] corners = new int[4 + 4 * TILES.length];
    for (int t = 0; t < TILES.length; t++) {
      corners[4 + 4 * t] = (TILES[t][0] * WIDTH + TILES[t][1]) * channels;
    }
    return corners;
  }

  private Operand transformedInput(Kernels kernels, Operand x, int channels, int plane) {
    Operand v = Operand.room(Winograd.PLANES * plane, 2);
    kernels.pooledTileInput(v.array(), 2, plane, x.array(), x.offset(), 1, TILES.length,
        new PooledConvolution(corners(channels), WIDTH * channels, channels, 1));
    v.assertGuards();
    return v;
  }

  /** Element by element: tiles × channels times channels × filters. */
  private static Operand products(Operand v, Operand weights, int channels, int filters) {
    int tiles = TILES.length;
    Operand m = Operand.room(Winograd.PLANES * tiles * filters, 1);
    for (int e = 0; e < Winograd.PLANES; e++) {
      float[] u = new float[channels * filters];
      Winograd.transformWeights(u, 0, weights.array(), weights.offset(), channels, filters, e);
      for (int t = 0; t < tiles; t++) {
        for (int k = 0; k < filters; k++) {
          float sum = 0;
          for (int c = 0; c < channels; c++) {
            sum += v.get((e * tiles + t) * channels + c) * u[c * filters + k];
          }
          m.array()[1 + (e * tiles + t) * filters + k] = sum;
        }
      }
    }
    return m;
  }

  private void assertIsTheConvolution(int channels, int filters) {
    int tiles = TILES.length;
    Operand x = Operand.integers(HEIGHT * WIDTH * channels, 3, 1);
    Operand weights = Operand.integers(9 * channels * filters, 5, 2);
    Operand bias = Operand.integers(filters, 1, 3);
    Operand m = products(transformedInput(kernels, x, channels, tiles * channels), weights, channels, filters);
    Operand y = Operand.room(tiles * filters, 2);
    Operand choice = Operand.room(tiles * filters, 4);
    kernels.pooledTileOutput(y.array(), 2, choice.array(), 4, m.array(), 1, tiles * filters, bias.array(), 1, tiles,
        new PooledConvolution(corners(channels), WIDTH * channels, channels, filters));
    y.assertGuards();
    choice.assertGuards();
    for (int t = 0; t < tiles; t++) {
      for (int k = 0; k < filters; k++) {
        float best = 0;
        int chosen = 4;
        for (int q = 0; q < 4; q++) {
          float value = direct(x, weights, bias, t, q, k, channels, filters);
          if (value > best) {
            best = value;
            chosen = q;
          }
        }
        assertThat(y.get(t * filters + k)).as("tile %d, filter %d", t, k).isEqualTo(best);
        assertThat(choice.get(t * filters + k)).as("choice of tile %d, filter %d", t, k).isEqualTo(chosen);
      }
    }
  }

  /** Output q of a tile, by the definition of a convolution. */
  private static float direct(
      Operand x, Operand weights, Operand bias, int tile, int q, int filter, int channels, int filters) {
    float sum = bias.get(filter);
    for (int tap = 0; tap < 9; tap++) {
      int row = TILES[tile][0] + q / 2 + tap / 3;
      int column = TILES[tile][1] + q % 2 + tap % 3;
      for (int c = 0; c < channels; c++) {
        sum += x.get((row * WIDTH + column) * channels + c) * weights.get((tap * channels + c) * filters + filter);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aConvolutionOfAnyNumberOfChannelsIsExactOnSmallIntegers(int channels) {
    assertIsTheConvolution(channels, 3);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aConvolutionOfAnyNumberOfFiltersIsExactOnSmallIntegers(int filters) {
    assertIsTheConvolution(2, filters);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theInputTransformIsTheScalarOneOnAnyNumbersAndLeavesTheRestOfAPlane(int channels) {
    Operand x = Operand.reals(HEIGHT * WIDTH * channels, 0, 1);
    int plane = TILES.length * channels + 3;
    Operand v = transformedInput(kernels, x, channels, plane);
    Operand expected = transformedInput(Kernels.scalar(), x, channels, plane);
    for (int i = 0; i < v.length(); i++) {
      assertThat(v.get(i) == expected.get(i)).as("element %d: %s, scalar %s", i, v.get(i), expected.get(i)).isTrue();
    }
    assertThat(v.get(plane - 1)).as("behind the first plane").isEqualTo(1e30f);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theOutputTransformIsTheScalarOneOnAnyNumbers(int filters) {
    int size = TILES.length * filters;
    Operand m = Operand.reals(Winograd.PLANES * size, 1, 1);
    Operand bias = Operand.reals(filters, 3, 2);
    Operand[] results = new Operand[4];
    for (int i = 0; i < 2; i++) {
      results[2 * i] = Operand.room(size, 2);
      results[2 * i + 1] = Operand.room(size, 5);
      Kernels used = i == 0 ? kernels : Kernels.scalar();
      used.pooledTileOutput(results[2 * i].array(), 2, results[2 * i + 1].array(), 5, m.array(), 1, size, bias.array(),
          3, TILES.length, new PooledConvolution(corners(1), WIDTH, 1, filters));
    }
    results[0].assertSameBits(results[2], "y");
    results[1].assertSameBits(results[3], "choice");
  }
}
