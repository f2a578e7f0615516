package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.oracle.Oracle;
import dev.weft.layers.oracle.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {

  private static final int BATCH = 6;

  /** Smoothing, and whether classes have weights, for several numbers of classes. */
  static List<Arguments> crossEntropies() {
    return List.of(
        Arguments.of(10, 0f, false), Arguments.of(10, 0.1f, false), Arguments.of(10, 0f, true),
        Arguments.of(10, 0.3f, true),
        Arguments.of(1, 0f, false), Arguments.of(2, 0.5f, true), Arguments.of(17, 0.1f, true));
  }

  private static float[] logits(int classes) {
    Random random = new Random(classes);
    float[] logits = new float[BATCH * classes];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (3 * random.nextGaussian());
    }
    return logits;
  }

  private static float[] oneHot(int classes) {
    float[] targets = new float[BATCH * classes];
    for (int n = 0; n < BATCH; n++) {
      targets[n * classes + n * 3 % classes] = 1;
    }
    return targets;
  }

  private static float[] weights(int classes) {
    float[] weights = new float[classes];
    for (int j = 0; j < classes; j++) {
      weights[j] = 0.5f * j;
    }
    return weights;
  }

  /** The mean loss of a batch that starts at an odd place, and its gradient. */
  private static double evaluate(Loss loss, float[] y, float[] targets, int classes, float[] dy) {
    float[] shifted = new float[y.length + 3];
    System.arraycopy(y, 0, shifted, 3, y.length);
    double sum = 0;
    for (int n = 0; n < BATCH; n++) {
      sum += loss.loss(shifted, 3 + n * classes, targets, n * classes, classes);
      loss.gradient(dy, n * classes, shifted, 3 + n * classes, targets, n * classes, classes, 1f / BATCH);
    }
    return sum / BATCH;
  }

  @ParameterizedTest
  @MethodSource("crossEntropies")
  void softmaxCrossEntropyEqualsTheOracle(int classes, float smoothing, boolean weighted) {
    float[] weights = weighted ? weights(classes) : new float[0];
    SoftmaxCrossEntropy loss = Losses.softmaxCrossEntropy().withLabelSmoothing(smoothing).withClassWeights(weights);
    float[] z = logits(classes);
    float[] dz = new float[z.length];
    Value logits = Value.of(z, BATCH, classes);
    Value expected =
        Oracle.softmaxCrossEntropy(logits, Value.doubles(oneHot(classes)), smoothing, Value.doubles(weights));
    expected.backward();
    assertThat(evaluate(loss, z, oneHot(classes), classes, dz)).isCloseTo(expected.item(), within(1e-5));
    Close.assertClose(dz, logits.grad(), "gradient");
  }

  @Test
  void softmaxCrossEntropyTakesAnyDistributionAsTarget() {
    float[] z = logits(4);
    float[] targets = new float[z.length];
    Random random = new Random(1);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextFloat();
    }
    float[] dz = new float[z.length];
    Value logits = Value.of(z, BATCH, 4);
    Value expected = Oracle.softmaxCrossEntropy(logits, Value.doubles(targets), 0.1f);
    expected.backward();
    assertThat(evaluate(Losses.softmaxCrossEntropy().withLabelSmoothing(0.1f), z, targets, 4, dz))
        .isCloseTo(expected.item(), within(1e-5));
    Close.assertClose(dz, logits.grad(), "gradient");
  }

  @ParameterizedTest
  @ValueSource(floats = {1000, -1000, 1e30f})
  void hugeLogitsGiveAFiniteLossAndGradient(float huge) {
    float[] z = {huge, 0, 1};
    float[] dz = new float[3];
    float[] target = {0, 1, 0};
    assertThat(Losses.softmaxCrossEntropy().loss(z, 0, target, 0, 3)).isFinite().isNotNegative();
    Losses.softmaxCrossEntropy().gradient(dz, 0, z, 0, target, 0, 3, 1);
    for (float gradient : dz) {
      assertThat(gradient).isBetween(-1f, 1f);
    }
  }

  @Test
  void aCertainAndRightPredictionCostsNothing() {
    assertThat(Losses.softmaxCrossEntropy().loss(new float[] {200, 0}, 0, new float[] {1, 0}, 0, 2)).isZero();
    assertThat(Losses.softmaxCrossEntropy().loss(new float[] {0, 0}, 0, new float[] {1, 0}, 0, 2))
        .isCloseTo((float) Math.log(2), within(1e-6f));
  }

  @Test
  void activateTurnsLogitsIntoProbabilitiesInPlace() {
    float[] z = {7, 1, 2, 3, 7};
    Losses.softmaxCrossEntropy().activate(z, 1, 3);
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
    Close.assertClose(z, new double[] {7, Math.exp(1) / sum, Math.exp(2) / sum, Math.exp(3) / sum, 7}, "probabilities");
  }

  @Test
  void meanSquaredErrorEqualsTheOracle() {
    float[] y = logits(5);
    float[] targets = logits(7);
    float[] dy = new float[y.length];
    Value outputs = Value.of(y, BATCH, 5);
    float[] wanted = Arrays.copyOf(targets, y.length);
    Value expected = Oracle.meanSquaredError(outputs, Value.doubles(wanted));
    expected.backward();
    assertThat(evaluate(Losses.meanSquaredError(), y, wanted, 5, dy)).isCloseTo(expected.item(), within(1e-4));
    Close.assertClose(dy, outputs.grad(), "gradient");
  }

  @Test
  void meanSquaredErrorLeavesOutputsAsTheyAre() {
    float[] y = {1, 2};
    Losses.meanSquaredError().activate(y, 0, 2);
    assertThat(y).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1f, Float.NaN})
  void smoothingMustBeInZeroToOne(float smoothing) {
    assertThatThrownBy(() -> Losses.softmaxCrossEntropy().withLabelSmoothing(smoothing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected label smoothing in [0, 1), got " + smoothing);
  }

  @Test
  void classWeightsMustBePositiveAndOnePerClass() {
    assertThatThrownBy(() -> Losses.softmaxCrossEntropy().withClassWeights(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected class weights of 0 or more, got [1.0, -1.0]");
    Loss loss = Losses.softmaxCrossEntropy().withClassWeights(1, 2);
    assertThatThrownBy(() -> loss.loss(new float[3], 0, new float[3], 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 3 class weights, got 2");
  }

  @Test
  void classWeightsAreCopied() {
    float[] weights = {1, 2};
    Loss loss = Losses.softmaxCrossEntropy().withClassWeights(weights);
    weights[0] = 100;
    assertThat(loss.loss(new float[2], 0, new float[] {1, 0}, 0, 2)).isCloseTo((float) Math.log(2), within(1e-6f));
  }

  @Test
  void lossesTellTheirNameAndConfiguration() {
    Loss loss = Losses.softmaxCrossEntropy().withLabelSmoothing(0.1f).withClassWeights(1, 2);
    assertThat(loss.name()).isEqualTo("softmax_cross_entropy");
    assertThat(loss.config()).isEqualTo(Map.of("labelSmoothing", 0.1f, "classWeights", "[1.0, 2.0]"));
    assertThat(loss).hasToString("softmax cross-entropy, label smoothing 0.1, class weights [1.0, 2.0]");
    assertThat(Losses.meanSquaredError().name()).isEqualTo("mean_squared_error");
    assertThat(Losses.meanSquaredError()).hasToString("mean squared error");
  }
}
