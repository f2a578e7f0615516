package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the steps of recurrent layers must do, run here on the kernels of this JVM and by {@link KernelChild} on those of other JVMs;
 * the size is the number of units. The scalar form is the definition.
 */
class RecurrentContractTest {

  private static final float[] AWKWARD = {0, -0f, 1e-30f, -1e-8f, 20, -20, 88, -88, 104, -1000, Float.MAX_VALUE,
      Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
  private static final int ROWS = 16;
  private static final int GAP = 3;
  private static final float ABSOLUTE = 4e-7f;
  private static final float RELATIVE = 2e-6f;

  private final Kernels kernels = Kernels.active();

  /** One of the kernels on an array of rows, of which row k starts at {@code at(k)}. */
  private interface Step {
    void run(Kernels kernels, float[] m, int units);
  }

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  private static int at(int row, int units) {
    return GAP + row * units;
  }

  private static float[] numbers(int units, double scale) {
    Random random = new Random(units);
    float[] m = new float[2 * GAP + ROWS * units];
    for (int i = 0; i < m.length; i++) {
      m[i] = (float) (scale * random.nextGaussian());
    }
    return m;
  }

  private void assertScalar(Step step, float[] m, int units) {
    assertScalar(step, m, units, 1);
  }

  /** Sums of numbers of some size are as much less exact. */
  private void assertScalar(Step step, float[] m, int units, double size) {
    float[] expected = m.clone();
    float[] actual = m.clone();
    step.run(Kernels.scalar(), expected, units);
    step.run(kernels, actual, units);
    for (int i = 0; i < GAP; i++) {
      assertThat(actual[i]).as("in front").isEqualTo(m[i]);
      assertThat(actual[m.length - 1 - i]).as("behind").isEqualTo(m[m.length - 1 - i]);
    }
    for (int i = 0; i < m.length; i++) {
      if (Float.isNaN(expected[i]) || Float.isInfinite(expected[i])) {
        assertThat(Float.valueOf(actual[i])).as("element %d", i).isEqualTo(Float.valueOf(expected[i]));
      } else {
        double room = ABSOLUTE * Math.max(1, size) + RELATIVE * Math.abs((double) expected[i]);
        assertThat(Math.abs(actual[i] - (double) expected[i])).as("element %d: %s and %s", i, actual[i], expected[i])
            .isLessThanOrEqualTo(room);
      }
    }
  }

  private static void lstm(Kernels kernels, float[] m, int units) {
    kernels.lstm(m, at(0, units), at(1, units), at(2, units), at(6, units), units);
  }

  private static void gru(Kernels kernels, float[] m, int units) {
    kernels.gru(m, at(0, units), at(1, units), at(4, units), at(7, units), units);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void anLstmStepIsTheScalarOne(int units) {
    for (double scale : new double[] {0.01, 1, 30}) {
      assertScalar(RecurrentContractTest::lstm, numbers(units, scale), units, scale);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void aGruStepIsTheScalarOne(int units) {
    for (double scale : new double[] {0.01, 1, 30}) {
      assertScalar(RecurrentContractTest::gru, numbers(units, scale), units, scale);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void gatesOfHugeNumbersAreShutOrOpenAndThoseOfNoNumberAreNone(int units) {
    float[] m = numbers(units, 1);
    for (int i = 0; i < 4 * units; i++) {
      m[at(2, units) + i] = AWKWARD[i % AWKWARD.length];
    }
    assertScalar(RecurrentContractTest::lstm, m, units);
    float[] sums = numbers(units, 1);
    for (int i = 0; i < 3 * units; i++) {
      sums[at(1, units) + i] = AWKWARD[i % AWKWARD.length];
    }
    assertScalar(RecurrentContractTest::gru, sums, units);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void smallNumbersKeepTheirRelativePrecision(int units) {
    float[] m = new float[2 * GAP + ROWS * units];
    Arrays.fill(m, at(4, units), at(5, units), 3e-12f); // g
    Arrays.fill(m, at(2, units), at(3, units), 200); // i is 1
    lstm(kernels, m, units);
    for (int j = 0; j < units; j++) {
      assertThat(m[at(1, units) + j]).isEqualTo(3e-12f);
      assertThat(m[at(0, units) + j]).isEqualTo(1.5e-12f);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theGradientsOfAnLstmStepAreTheScalarOnes(int units) {
    float[] m = numbers(units, 1);
    lstm(Kernels.scalar(), m, units);
    assertScalar((k, array, n) -> k.lstmGradient(array, at(7, n), at(11, n), at(12, n), at(13, n), at(2, n), at(6, n),
        n), m, units);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theGradientsOfAGruStepAreTheScalarOnes(int units) {
    float[] m = numbers(units, 1);
    gru(Kernels.scalar(), m, units);
    assertScalar((k, array, n) -> k.gruGradient(array, at(8, n), at(11, n), at(14, n), at(15, n), at(1, n), at(6, n),
        at(7, n), n), m, units);
  }
}
