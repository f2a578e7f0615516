package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses against what PyTorch says; {@code losses/generate_losses.py} wrote it. */
class LossFixturesTest {

  static List<String> fixtures() throws IOException {
    return LossFixtures.lines("losses.txt");
  }

  private static Loss loss(String name) {
    if (name.startsWith("sparse_rows_")) {
      return Losses.sparseSoftmaxCrossEntropy().withClasses(Integer.parseInt(name.substring(12)));
    }
    return switch (name) {
      case "binary_cross_entropy" -> Losses.binaryCrossEntropy();
      case "binary_cross_entropy_3" -> Losses.binaryCrossEntropy().withPositiveWeight(3);
      case "focal" -> Losses.focalLoss();
      case "focal_0.5_0.75" -> Losses.focalLoss(0.5f, 0.75f);
      case "mean_squared_error" -> Losses.meanSquaredError();
      case "mean_absolute_error" -> Losses.meanAbsoluteError();
      case "huber_1" -> Losses.huber(1);
      case "huber_2.5" -> Losses.huber(2.5f);
      case "log_cosh" -> Losses.logCosh();
      case "hinge" -> Losses.hinge();
      case "squared_hinge" -> Losses.hinge().withSquare();
      case "softmax_cross_entropy" -> Losses.softmaxCrossEntropy();
      case "sparse" -> Losses.sparseSoftmaxCrossEntropy();
      case "kl_divergence" -> Losses.klDivergence();
      case "distilled_4" -> Losses.klDivergence().distilling(4);
      case "cosine" -> Losses.cosine();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static float[] shifted(float[] values, int by) {
    float[] shifted = new float[values.length + by];
    System.arraycopy(values, 0, shifted, by, values.length);
    return shifted;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void equalsPyTorchInValueAndGradient(String line) {
    String[] parts = line.split("\\|", -1);
    Loss loss = loss(parts[0].strip());
    float[] y = LossFixtures.numbers(parts[1]);
    float[] t = LossFixtures.numbers(parts[2]);
    double expected = Double.parseDouble(parts[3].strip());
    assertThat(loss.targetSize(y.length)).isEqualTo(t.length);
    loss.checkTarget(t, 0, y.length);
    assertThat((double) loss.loss(shifted(y, 3), 3, shifted(t, 2), 2, y.length))
        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    float[] dy = new float[y.length + 1];
    Arrays.fill(dy, Float.NaN);
    loss.gradient(dy, 1, shifted(y, 3), 3, shifted(t, 2), 2, y.length, 1);
    assertThat(Arrays.copyOfRange(dy, 1, dy.length)).containsExactly(LossFixtures.numbers(parts[4]), within(2e-6f));
    loss.gradient(dy, 1, y, 0, t, 0, y.length, 0.25f);
    assertThat(dy[1]).isCloseTo(0.25f * LossFixtures.numbers(parts[4])[0], within(1e-6f));
  }

  static List<Loss> all() {
    List<Loss> losses = new ArrayList<>();
    for (String name : List.of("binary_cross_entropy", "binary_cross_entropy_3", "focal", "focal_0.5_0.75",
        "mean_squared_error", "huber_1", "log_cosh", "squared_hinge", "softmax_cross_entropy", "kl_divergence",
        "distilled_4", "cosine")) {
      losses.add(loss(name));
    }
    return losses;
  }

  @ParameterizedTest
  @MethodSource("all")
  void passesTheGradientCheck(Loss loss) {
    Random random = new Random(3);
    float[] x = new float[5 * 4];
    float[] targets = new float[5 * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = loss.targetForm() == TargetForm.CLASS ? new float[] {0.2f, 0.5f, 0.3f}[i % 3] : i % 2;
    }
    var network = Sequential.input(4).add(Layers.dense(3)).build(1);
    var report = GradientCheck.of(network, loss).check(Tensor.of(x, 5, 4), Tensor.of(targets, 5, 3));
    assertThat(report.passed()).as(report.toString()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesBackFromItsNameAndConfiguration(Loss loss) {
    assertThat(Losses.fromConfig(loss.name(), loss.config()).config()).isEqualTo(loss.config());
    assertThat(Losses.fromConfig(loss.name(), loss.config())).hasToString(loss.toString());
  }

  @Test
  void certaintyGivesNoNaNs() {
    float[] sure = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1000, -1000};
    float[] right = {1, 0, 1, 0};
    float[] wrong = {0, 1, 0, 1};
    for (Loss loss : List.of(Losses.binaryCrossEntropy(), Losses.focalLoss())) {
      assertThat(loss.loss(sure, 0, right, 0, 4)).isZero();
      assertThat(loss.loss(sure, 0, wrong, 0, 4)).isPositive().isInfinite();
      float[] dy = new float[4];
      loss.gradient(dy, 0, new float[] {1000, -1000, 80, -80}, 0, wrong, 0, 4, 4);
      for (float slope : dy) {
        assertThat(Math.abs(slope)).isBetween(0.2f, 1f);
      }
    }
    assertThat(Losses.logCosh().loss(new float[] {1000}, 0, new float[1], 0, 1)).isBetween(999f, 1000f);
  }

  @Test
  void aNaNIsPassedOn() {
    float[] nan = {Float.NaN, 0.5f};
    for (Loss loss : all()) {
      assertThat(loss.loss(nan, 0, new float[] {0.5f, 0.5f}, 0, 2)).as(loss.toString()).isNaN();
    }
  }

  @Test
  void targetsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.binaryCrossEntropy().checkTarget(new float[] {0, 2}, 0, 2))
        .withMessage("expected 1 or 0 for each label, got [0.0, 2.0]");
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.hinge().checkTarget(new float[] {-1}, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.focalLoss().checkTarget(new float[] {1.5f}, 0, 1));
    for (float wrong : new float[] {-1, 3, 1.5f, Float.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Losses.sparseSoftmaxCrossEntropy().checkTarget(new float[] {wrong}, 0, 3))
          .withMessage("expected a class from 0 to 2, got " + wrong);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.klDivergence().checkTarget(new float[] {0.5f, 0.6f}, 0, 2))
        .withMessage("expected shares of 0 or more whose sum is 1, got [0.5, 0.6]");
    Losses.klDivergence().distilling(2).checkTarget(new float[] {-5, 60}, 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.sparseSoftmaxCrossEntropy().withClasses(3).targetSize(4))
        .withMessage("expected outputs in rows of 3 classes, got 4");
  }

  @Test
  void sharesThatAreNoneAndDirectionsThatAreNoneAreRefused() {
    for (float[] wrong : new float[][] {{1, 1}, {0, 0}, {-0.5f, 1.5f}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Losses.softmaxCrossEntropy().checkTarget(wrong, 0, 2))
          .withMessageStartingWith("expected shares of 0 or more whose sum is 1, got " + Arrays.toString(wrong))
          .withMessageEndingWith("; for several labels see Losses.binaryCrossEntropy");
    }
    Losses.softmaxCrossEntropy().checkTarget(new float[] {9, 0.25f, 0.75f}, 1, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.hinge().checkTarget(new float[] {1, 0.5f}, 0, 2))
        .withMessage("expected 1 or 0 for each label, got [1.0, 0.5]");
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.cosine().checkTarget(new float[2], 0, 2))
        .withMessage("expected a direction, got only zeros");
  }

  @Test
  void classWeightsForAnotherNumberOfClassesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.softmaxCrossEntropy().withClassWeights(1, 2, 3).targetSize(2))
        .withMessage("expected 2 class weights, got 3");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.huber(0))
        .withMessage("expected a finite delta above 0, got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.focalLoss(-1, 0.5f));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.focalLoss(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.binaryCrossEntropy().withPositiveWeight(Float.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.klDivergence().distilling(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.sparseSoftmaxCrossEntropy().withClasses(-1));
  }

  @Test
  void activationsAreWhatPeopleRead() {
    float[] z = {0, 100, -100};
    Losses.binaryCrossEntropy().activate(z, 0, 3);
    assertThat(z).containsExactly(new float[] {0.5f, 1, 0}, within(1e-6f));
    float[] y = {0.1f, -0.1f};
    Losses.hinge().activate(y, 0, 2);
    assertThat(y).containsExactly(1, 0);
    float[] rows = {0, 0, 5, 5};
    Losses.sparseSoftmaxCrossEntropy().withClasses(2).activate(rows, 0, 4);
    assertThat(rows).containsOnly(0.5f);
  }
}
