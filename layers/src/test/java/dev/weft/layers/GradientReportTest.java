package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport.TensorCheck;
import dev.weft.layers.check.GradientReport.Verdict;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link GradientCheck} takes and what it tells. */
class GradientReportTest {

  private final Network network = Sequential.input(4).add(dense(3)).add(tanh()).add(dense(2)).build(1);
  private final GradientCheck check = GradientCheck.of(network, softmaxCrossEntropy());
  private final Tensor x = Tensor.of(new float[] {1, 0.5f, -1, 0.2f, 0.3f, -0.8f, 0.1f, 2}, 2, 4);

  private static TensorCheck find(GradientReport report, String layer, String tensor) {
    return report.tensors().stream().filter(t -> t.layer().equals(layer) && t.tensor().equals(tensor)).findFirst()
        .orElseThrow();
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertThat(check.elements()).isEqualTo(100);
    assertThat(check.step()).isEqualTo(0.125f);
    assertThat(check.tolerance()).isEqualTo(0.002);
    assertThat(check.seed()).isEqualTo(1);
    assertThat(check.training()).isTrue();
    assertThat(check.kernels()).isSameAs(Kernels.active());
    assertThat(check.layers()).isEmpty();
  }

  @Test
  void aCopyDiffersInOneSetting() {
    assertThat(check.withElements(7).elements()).isEqualTo(7);
    assertThat(check.withStep(0.01f).step()).isEqualTo(0.01f);
    assertThat(check.withTolerance(0.1).tolerance()).isEqualTo(0.1);
    assertThat(check.withSeed(9).seed()).isEqualTo(9);
    assertThat(check.withTraining(false).training()).isFalse();
    assertThat(check.withKernels(Kernels.scalar()).kernels()).isSameAs(Kernels.scalar());
    assertThat(check.withLayers("tanh_1").layers()).containsExactly("tanh_1");
    assertThat(check.withElements(7).withElements(100)).isEqualTo(check);
  }

  @Test
  void badSettingsAreClearErrors() {
    assertThatThrownBy(() -> check.withElements(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 1 or more elements per tensor, got 0");
    assertThatThrownBy(() -> check.withStep(0)).hasMessage("expected a step above 0 and at most 1, got 0.0");
    assertThatThrownBy(() -> check.withStep(Float.NaN)).hasMessageContaining("got NaN");
    assertThatThrownBy(() -> check.withTolerance(1)).hasMessage("expected a tolerance between 0 and 1, got 1.0");
    assertThatThrownBy(() -> check.withLayers("dense_3")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a layer among [dense_1, tanh_1, dense_2, softmax_cross_entropy], got 'dense_3'");
  }

  @Test
  void dataThatDoesNotFitIsAClearError() {
    assertThatThrownBy(() -> check.check(Tensor.zeros(2, 5), 0, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected inputs of shape (n, …) with 1 or more examples of (4,), got (2, 5)");
    assertThatThrownBy(() -> check.check(Tensor.zeros(0, 4), Tensor.zeros(0, 2))).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> check.check(x, Tensor.zeros(2, 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected targets of shape (2, 2), got (2, 3)");
    assertThatThrownBy(() -> check.check(x, 0)).hasMessage("expected targets of shape (2, 2), got (1, 2)");
    assertThatThrownBy(() -> check.check(x, 0, 2)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected labels from 0 to 1, got 2 for example 1");
  }

  @Test
  void thereIsARowForEachLayersInputEachParameterAndTheLoss() {
    GradientReport report = check.check(x, 0, 1);
    assertThat(report.passed()).isTrue();
    assertThat(report.tensors()).extracting(t -> t.layer() + " " + t.tensor() + " " + t.shape()).containsExactly(
        "dense_1 input (2, 4)", "dense_1 dense_1/kernel (4, 3)", "dense_1 dense_1/bias (3,)", "tanh_1 input (2, 3)",
        "dense_2 input (2, 3)", "dense_2 dense_2/kernel (3, 2)", "dense_2 dense_2/bias (2,)",
        "softmax_cross_entropy output (2, 2)");
    assertThat(report.tensors()).allSatisfy(tensor -> {
      assertThat(tensor.verdict()).isEqualTo(Verdict.OK);
      assertThat(tensor.checked()).isEqualTo(tensor.shape().size());
      assertThat(tensor.worst().index()).hasSize(tensor.shape().rank());
      assertThat(tensor.worst().relativeError()).isLessThan(2e-3);
    });
  }

  @Test
  void theAnalyticGradientsAreThoseOfATrainingStep() {
    GradientReport report = check.check(x, 0, 1);
    Workspace workspace = network.gradientWorkspace(2, LayerRun.pool(1), Kernels.active());
    workspace.step((slot, to, at, target, targetAt) -> {
      System.arraycopy(x.toArray(), 4 * slot, to, at, 4);
      target[targetAt + slot] = 1;
      target[targetAt + 1 - slot] = 0;
    }, softmaxCrossEntropy(), 2, 1, 1);
    GradientReport.Element kernel = find(report, "dense_1", "dense_1/kernel").worst();
    assertThat(kernel.analytic())
        .isEqualTo(workspace.gradients()[kernel.index().get(0) * 3 + kernel.index().get(1)]);
    GradientReport.Element input = find(report, "dense_1", "input").worst();
    assertThat(input.analytic())
        .isEqualTo(workspace.inputGradients().get(input.index().get(0), input.index().get(1)));
  }

  @Test
  void theTableIsAligned() {
    List<String> lines = check.withLayers("dense_2").check(x, 0, 1).toString().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("layer    tensor  shape   checked  kinks  worst at ").endsWith("verdict");
    assertThat(lines.get(1)).startsWith("dense_2  input   (2, 3)        6      0  [").endsWith("  ok");
    assertThat(lines.get(2)).startsWith("         kernel  (3, 2)        6      0  [").endsWith("  ok");
    assertThat(lines.get(4)).isEqualTo("passed: 3 tensors, 14 elements checked");
  }

  @Test
  void theTableStaysAlignedWithWideNames() {
    Network wide = Sequential.input(4).add(dense(2).named("密集層")).build(1);
    List<String> lines =
        GradientCheck.of(wide, softmaxCrossEntropy()).withLayers("密集層").check(x, 0, 1).toString().lines().toList();
    assertThat(lines.get(0)).startsWith("layer   tensor  ");
    assertThat(lines.get(1)).startsWith("密集層  input   ");
    assertThat(lines.get(2)).startsWith("        kernel  ");
  }

  @Test
  void anErrorIsReportedWhereItIsMadeAndNowhereElse() {
    BrokenLayer.Bug bug = Bugs.ofInput(network.layers().get(1)).get(0);
    Network broken = StandIns.in(network,
        List.of(network.layers().get(0), new BrokenLayer(network.layers().get(1), bug), network.layers().get(2)));
    GradientReport report = GradientCheck.of(broken, softmaxCrossEntropy()).check(x.slice(0, 1), 0);
    assertThat(report.failures()).extracting(t -> t.layer() + " " + t.tensor()).containsExactly("tanh_1 input");
    assertThat(report.toString()).contains("failed\n").endsWith("1 of 8 tensors failed, 35 elements checked\n");
    TensorCheck failed = report.failures().get(0);
    assertThat(failed.worst().analytic()).isCloseTo(-failed.worst().numeric(), within(1e-4));
    assertThat(failed.toString()).startsWith("tanh_1, input (1, 3): failed, 3 checked, worst [")
        .contains("relative error 2.0");
  }

  @Test
  void numbersAtAKinkAreNamedAndDoNotFail() {
    Network kinked = Sequential.input(3).add(relu()).build(1);
    Tensor at = Tensor.of(new float[] {0, 1e-5f, 1}, 1, 3);
    GradientReport report = GradientCheck.of(kinked, meanSquaredError()).check(at, Tensor.full(-1, 1, 3));
    TensorCheck input = find(report, "relu_1", "input");
    assertThat(report.passed()).isTrue();
    assertThat(input.kinks()).isEqualTo(2);
    assertThat(input.resolved()).isEqualTo(1);
    assertThat(report.toString()).contains("2 at kinks (relu_1)");
  }

  @Test
  void twoEqualValuesOfAMaxPoolAreAKink() {
    Network kinked = Sequential.input(2, 2, 1).add(maxPool2D(2)).build(1);
    Tensor at = Tensor.of(new float[] {3, 3, 1, 2}, 1, 2, 2, 1);
    TensorCheck input = find(
        GradientCheck.of(kinked, meanSquaredError()).check(at, Tensor.zeros(1, 1, 1, 1)), "max_pool2d_1", "input");
    assertThat(input.kinks()).isEqualTo(2);
    assertThat(input.verdict()).isEqualTo(Verdict.UNRESOLVED);
  }

  @Test
  void aKinkDoesNotHideAWrongSign() {
    Network kinked = Sequential.input(1).add(relu()).build(1);
    Layer broken = new BrokenLayer(kinked.layers().get(0), Bugs.ofInput(kinked.layers().get(0)).get(0));
    GradientReport report = GradientCheck.of(StandIns.in(kinked, List.of(broken)), meanSquaredError())
        .check(Tensor.of(new float[] {1e-5f}, 1, 1), Tensor.full(-1, 1, 1));
    assertThat(report.failures()).extracting(TensorCheck::kinks).containsExactly(1);
  }

  @Test
  void gradientsThatAreAllZeroAreNotCalledOk() {
    Network dead = Sequential.input(3).add(relu()).build(1);
    GradientReport report =
        GradientCheck.of(dead, meanSquaredError()).check(Tensor.full(-1, 1, 3), Tensor.full(1, 1, 3));
    assertThat(find(report, "relu_1", "input").verdict()).isEqualTo(Verdict.UNRESOLVED);
    assertThat(report.passed()).as("the loss has a gradient").isTrue();
    assertThat(report.conclusion()).isEqualTo("passed: 2 tensors, 1 unresolved, 6 elements checked");
  }

  @Test
  void aCheckThatCouldCompareNothingHasNotPassed() {
    Network dead = Sequential.input(3).add(relu()).build(1);
    GradientReport report = GradientCheck.of(dead, meanSquaredError()).withLayers("relu_1")
        .check(Tensor.full(-1, 1, 3), Tensor.full(1, 1, 3));
    assertThat(report.passed()).isFalse();
    assertThat(report.failures()).isEmpty();
    assertThat(report.conclusion()).isEqualTo("not passed, nothing could be compared: every gradient is 0, too small "
        + "for float32, or at a kink; 1 of 1 tensors unresolved, 3 elements checked");
  }

  @Test
  void unresolvedTensorsAreCountedBesideFailedOnes() {
    List<TensorCheck> tensors = List.of(Verdict.FAILED, Verdict.UNRESOLVED, Verdict.OK).stream()
        .map(verdict -> new TensorCheck("dense_1", "input", Shape.of(1), 1, 0, 1, null, verdict)).toList();
    assertThat(new GradientReport(tensors).conclusion())
        .isEqualTo("1 of 3 tensors failed, 1 unresolved, 3 elements checked");
  }

  @Test
  void aGradientThatIsNotANumberFails() {
    network.parameters().values()[0] = Float.NaN;
    GradientReport report = check.check(x, 0, 1);
    assertThat(report.passed()).isFalse();
    assertThat(report.failures().get(0).worst().relativeError()).isInfinite();
  }

  @Test
  void parametersAndMovingStatisticsArePutBack() {
    Network norm = Sequential.input(4).add(dense(3)).add(batchNorm()).add(dropout(0.5f)).build(1);
    float[] before = norm.parameters().values().clone();
    float[] inputs = x.toArray();
    GradientCheck.of(norm, meanSquaredError()).check(x, Tensor.zeros(2, 3));
    assertThat(norm.parameters().values()).containsExactly(before);
    assertThat(x.toArray()).containsExactly(inputs);
  }

  @Test
  void largeTensorsAreSampledTheSameWayForTheSameSeed() {
    GradientReport first = check.withElements(5).check(x, 0, 1);
    assertThat(first.tensors()).extracting(TensorCheck::checked).containsExactly(5, 5, 3, 5, 5, 5, 2, 4);
    assertThat(check.withElements(5).check(x, 0, 1)).isEqualTo(first);
  }

  @Test
  void aFusedLayerAnswersToTheNamesOfItsParts() {
    Network fused = Sequential.input(6, 6, 1).add(conv2D(2, 3)).add(relu()).add(maxPool2D(2)).add(flatten())
        .add(dense(2)).build(1);
    GradientCheck any = GradientCheck.of(fused, softmaxCrossEntropy());
    Tensor image = Batch.reals(fused, 1, 1).inputs(fused);
    for (String name : new String[] {"conv2d_1", "relu_1", "max_pool2d_1", "conv2d_1+relu_1+max_pool2d_1"}) {
      assertThat(any.withLayers(name).check(image, 1).tensors()).extracting(TensorCheck::layer)
          .containsOnly("conv2d_1+relu_1+max_pool2d_1").hasSize(3);
    }
  }
}
