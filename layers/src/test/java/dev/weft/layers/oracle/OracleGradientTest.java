package dev.weft.layers.oracle;

import static dev.weft.layers.oracle.FiniteDifferences.assertGradients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finite differences check every gradient that the oracle's tape finds. */
class OracleGradientTest {

  private final Random random = new Random(2023);

  private Value normal(int... shape) {
    double[] data = new double[Ops.size(shape)];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextGaussian();
    }
    return Value.of(data, shape);
  }

  /** Different numbers at least 0.01 apart and away from 0, so that no step of a check crosses a kink. */
  private Value distinct(int... shape) {
    double[] data = new double[Ops.size(shape)];
    for (int i = 0; i < data.length; i++) {
      data[i] = 0.01 * (i - data.length / 2) + 0.005;
    }
    for (int i = data.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = data[i];
      data[i] = data[j];
      data[j] = swapped;
    }
    return Value.of(data, shape);
  }

  @Test
  void denseAgreesWithDifferences() {
    Value x = normal(3, 4);
    Value w = normal(4, 5);
    Value b = normal(5);
    assertGradients(() -> Oracle.dense(x, w, b), x, w, b);
  }

  @ParameterizedTest
  @CsvSource({
      "1,1,1,false", "1,1,1,true", "2,2,1,false", "2,2,1,true", "1,2,1,true", "3,1,1,true", "1,1,2,false", "2,1,2,true"
  })
  void conv2dAgreesWithDifferences(int strideHeight, int strideWidth, int dilation, boolean same) {
    Value x = normal(2, 6, 5, 2);
    Value w = normal(3, 2, 2, 3);
    Value b = normal(3);
    assertGradients(() -> Oracle.conv2d(x, w, b, Grid.of(strideHeight, strideWidth, dilation, same)), x, w, b);
  }

  @Test
  void paddingOnEachSideAndDilationOfEachAxisAgreeWithDifferences() {
    Grid grid = new Grid(2, 1, 1, 2, false, 1, 0, 2, 1);
    Value x = normal(2, 4, 5, 2);
    Value w = normal(3, 2, 2, 3);
    Value b = normal(3);
    assertGradients(() -> Oracle.conv2d(x, w, b, grid), x, w, b);
    assertGradients(() -> Oracle.conv2d(x, w, null, grid), x, w);
    Value depthwise = normal(3, 2, 2, 3);
    Value b6 = normal(6);
    assertGradients(() -> Oracle.depthwiseConv2d(x, depthwise, b6, grid), x, depthwise, b6);
    Value grouped = normal(2, 3, 2, 1, 2);
    assertGradients(() -> Oracle.groupedConv2d(x, grouped, null, grid), x, grouped);
    Value turned = normal(3, 2, 4, 2);
    Value b4 = normal(4);
    assertGradients(() -> Oracle.conv2dTranspose(x, turned, b4, grid, 1, 0), x, turned, b4);
    assertGradients(() -> Oracle.conv2dTranspose(x, turned, b4, Grid.of(2, 3, 1, true), 0, 0), x, turned, b4);
    Value different = distinct(2, 4, 5, 2);
    assertGradients(() -> Oracle.maxPool2d(different, 3, 2, grid), different);
    assertGradients(() -> Oracle.averagePool2d(different, 3, 2, grid), different);
  }

  @ParameterizedTest
  @CsvSource({"2,2,false", "2,2,true", "3,2,false", "3,2,true", "3,1,true", "2,3,true"})
  void poolingAgreesWithDifferences(int size, int stride, boolean same) {
    Value x = distinct(2, 5, 7, 2);
    assertGradients(() -> Oracle.maxPool2d(x, size, stride, same), x);
    assertGradients(() -> Oracle.averagePool2d(x, size, stride, same), x);
    assertGradients(() -> Oracle.maxPool2d(x, size, 1, Grid.of(stride, 2, 1, same)), x);
    assertGradients(() -> Oracle.averagePool2d(x, size, 1, Grid.of(stride, 2, 1, same)), x);
  }

  @Test
  void globalAveragePoolAgreesWithDifferences() {
    Value x = normal(2, 3, 2, 4);
    assertGradients(() -> Oracle.globalAveragePool(x), x);
    assertGradients(() -> Oracle.flatten(x), x);
  }

  @Test
  void whatJoinsBranchesAgreesWithDifferences() {
    Value x = normal(2, 3, 2, 4);
    Value y = normal(2, 3, 2, 4);
    Value gate = normal(2, 4);
    Value other = normal(2, 3, 2, 1);
    assertGradients(() -> Joins.sum(List.of(x, y, x)), x, y);
    assertGradients(() -> Joins.product(List.of(x, gate, y, x)), x, y, gate);
    assertGradients(() -> Joins.concatenation(List.of(x, other, y)), x, y, other);
    assertGradients(() -> Oracle.dot(x, y), x, y);
  }

  @Test
  void recurrentLayersAgreeWithDifferences() {
    Value x = normal(2, 4, 3);
    Arrays.fill(x.data(), 3, 6, 0); // a step that is skipped
    List<Value> lstm = List.of(normal(3, 8), normal(2, 8), normal(8));
    List<Value> gru = List.of(normal(3, 6), normal(2, 6), normal(2, 6));
    Value[] ofLstm = {x, lstm.get(0), lstm.get(1), lstm.get(2)};
    Value[] ofGru = {x, gru.get(0), gru.get(1), gru.get(2)};
    assertGradients(() -> Recurrences.lstm(x, lstm, true, false, false), ofLstm);
    assertGradients(() -> Recurrences.lstm(x, lstm, false, true, false), ofLstm);
    assertGradients(() -> Recurrences.lstm(x, lstm, true, true, true), lstm.toArray(Value[]::new));
    assertGradients(() -> Recurrences.gru(x, gru, true, true, false), ofGru);
    assertGradients(() -> Recurrences.gru(x, gru, false, false, false), ofGru);
    assertGradients(() -> Recurrences.gru(x, gru, false, true, true), gru.toArray(Value[]::new));
  }

  @Test
  void activationsAgreeWithDifferences() {
    Value x = distinct(3, 7);
    assertGradients(() -> Oracle.relu(x), x);
    assertGradients(() -> Oracle.leakyRelu(x, 0.3), x);
    assertGradients(() -> Oracle.elu(x, 0.7), x);
    Value wide = Value.of(new double[] {-8, -5, -3, -1.2, -0.7, -0.1, 0, 0.1, 0.75, 1, 2, 4, 6, 9}, 14);
    assertGradients(() -> Oracle.gelu(wide), wide);
    assertGradients(() -> Oracle.sigmoid(wide), wide);
    assertGradients(() -> Oracle.tanh(wide), wide);
  }

  @Test
  void laterActivationsAgreeWithDifferences() {
    Value x = distinct(3, 7);
    Value slopes = normal(7);
    assertGradients(() -> Activations.relu6(x), x);
    assertGradients(() -> Activations.prelu(x, slopes), x, slopes);
    Value wide = Value.of(new double[] {-8, -5, -3.2, -1.2, -0.7, -0.1, 0.1, 0.75, 1, 2, 4, 6.1, 9, 40}, 14);
    assertGradients(() -> Activations.relu6(wide), wide);
    assertGradients(() -> Activations.silu(wide), wide);
    assertGradients(() -> Activations.hardSwish(wide), wide);
    assertGradients(() -> Activations.softplus(wide), wide);
  }

  @Test
  void layersThatMoveNumbersAgreeWithDifferences() {
    Value x = distinct(2, 4, 3, 2);
    assertGradients(() -> Shapes.reshape(x, 6, 4), x);
    assertGradients(() -> Shapes.zeroPadding(x, 1, 0, 2, 1), x);
    assertGradients(() -> Shapes.cropping(x, 1, 2, 0, 1), x);
    assertGradients(() -> Shapes.globalMaxPool(x), x);
    assertGradients(() -> Shapes.upSampling(x, 2, 3, false), x);
    assertGradients(() -> Shapes.upSampling(x, 2, 3, true), x);
    double[] noise = normal(x.size()).data();
    assertGradients(() -> Oracle.noise(x, noise), x);
    Value w = normal(5, 3);
    Value indices = Value.of(new double[] {0, 4, 4, 2}, 2, 2);
    assertGradients(() -> Shapes.embedding(indices, w), w);
  }

  @Test
  void layersOfSeveralInputsAgreeWithDifferences() {
    Value a = normal(2, 3, 2, 4);
    Value b = normal(2, 3, 2, 4);
    Value gate = normal(2, 4);
    Value narrow = normal(2, 3, 2, 1);
    assertGradients(() -> Joins.sum(List.of(a, b, a)), a, b);
    assertGradients(() -> Joins.product(List.of(a, b, gate)), a, b, gate);
    assertGradients(() -> Joins.concatenation(List.of(a, narrow, b)), a, narrow, b);
  }

  @Test
  void normsOfAnExampleAgreeWithDifferences() {
    Value x = normal(2, 3, 2, 6);
    Value gamma = normal(6);
    Value beta = normal(6);
    assertGradients(() -> Norms.layerNorm(x, gamma, beta, 1e-3), x, gamma, beta);
    assertGradients(() -> Norms.groupNorm(x, gamma, beta, 3, 1e-3), x, gamma, beta);
    assertGradients(() -> Norms.groupNorm(x, gamma, beta, 1, 1e-3), x, gamma, beta);
  }

  @Test
  void softmaxAgreesWithDifferences() {
    Value x = normal(4, 5);
    assertGradients(() -> Oracle.softmax(x), x);
  }

  @Test
  void dropoutAgreesWithDifferences() {
    Value x = normal(2, 3);
    boolean[] kept = {true, false, true, true, false, true};
    assertGradients(() -> Oracle.dropout(x, kept, 0.4), x);
  }

  @Test
  void batchNormInTrainingAgreesWithDifferences() {
    Value x = normal(3, 2, 2, 4);
    Value gamma = normal(4);
    Value beta = normal(4);
    assertGradients(() -> Oracle.batchNorm(x, gamma, beta, 1e-3), x, gamma, beta);
  }

  @Test
  void batchNormInInferenceAgreesWithDifferences() {
    Value x = normal(5, 3);
    Value gamma = normal(3);
    Value beta = normal(3);
    Value mean = normal(3);
    Value variance = Value.of(new double[] {0.5, 1, 2}, 3);
    assertGradients(
        () -> Oracle.batchNorm(x, gamma, beta, mean, variance, 1e-3), x, gamma, beta, mean, variance);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void softmaxCrossEntropyAgreesWithDifferences(double smoothing) {
    Value z = normal(3, 4);
    double[] targets = {0, 1, 0, 0, 0, 0, 0, 1, 0.2, 0.3, 0.4, 0.1};
    assertGradients(() -> Oracle.softmaxCrossEntropy(z, targets, smoothing), z);
    assertGradients(() -> Oracle.softmaxCrossEntropy(z, targets, smoothing, 1, 2, 0.5, 3), z);
  }

  @Test
  void meanSquaredErrorAgreesWithDifferences() {
    Value y = normal(3, 2);
    double[] targets = {1, -1, 0, 2, 0.5, -3};
    assertGradients(() -> Oracle.meanSquaredError(y, targets), y);
  }

  @Test
  void aSmallNetworkAgreesWithDifferences() {
    Value x = normal(2, 6, 6, 1);
    Value w1 = normal(3, 3, 1, 3);
    Value b1 = normal(3);
    Value gamma = normal(3);
    Value beta = normal(3);
    Value w2 = normal(12, 4);
    Value b2 = normal(4);
    double[] targets = {0, 1, 0, 0, 0, 0, 0, 1};
    assertGradients(
        () -> {
          Value conv = Oracle.conv2d(x, w1, b1, 1, 1, false);
          Value pooled = Oracle.maxPool2d(Oracle.gelu(Oracle.batchNorm(conv, gamma, beta, 1e-3)), 2, 2, false);
          return Oracle.softmaxCrossEntropy(Oracle.dense(Oracle.flatten(pooled), w2, b2), targets, 0.1);
        },
        x, w1, b1, gamma, beta, w2, b2);
  }

  @Test
  void aSecondBackwardForgetsTheFirst() {
    Value x = normal(2);
    Value y = Ops.times(x, x);
    y.backward(1, 1);
    double[] first = x.grad().clone();
    y.backward(1, 1);
    assertThat(x.grad()).isEqualTo(first);
  }

  @Test
  void theCheckItselfNoticesAWrongDerivative() {
    Value x = Value.of(new double[] {0.3}, 1);
    assertThatThrownBy(() -> assertGradients(() -> Ops.map(x, Math::sin, v -> Math.cos(v) + 1e-6), x))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("element 0 of input 0");
  }
}
