package dev.weft.layers;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.leakyRelu;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution, ReLU and max-pool computed as one layer are the three computed one after the other. */
class FusionTest {

  /** A convolution on an image. */
  record Case(Conv2D.Spec conv, Shape input) {

    Network fused() {
      return builder().build(1);
    }

    Network plain() {
      return builder().withoutFusion().build(1);
    }

    private Sequential.Builder builder() {
      return Sequential.input(input).add(conv).add(relu()).add(maxPool2D(2));
    }

    @Override
    public String toString() {
      return conv.filters() + " filters " + conv.kernelHeight() + " × " + conv.kernelWidth() + " on " + input;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int channels : new int[] {1, 5, 16, 32}) {
      for (int filters : new int[] {1, 8, 10, 32, 33, 64}) {
        cases.add(new Case(conv2D(filters, 3), Shape.of(7, 8, channels)));
      }
    }
    cases.add(new Case(conv2D(10, 3), Shape.of(11, 11, 32)));
    cases.add(new Case(conv2D(32, 3), Shape.of(15, 14, 1)));
    cases.add(new Case(conv2D(9, 2), Shape.of(6, 7, 17)));
    cases.add(new Case(conv2D(9, 1), Shape.of(5, 4, 40)));
    cases.add(new Case(conv2D(9, 1, 5), Shape.of(3, 9, 4)));
    cases.add(new Case(conv2D(9, 4, 2), Shape.of(8, 6, 20)));
    cases.add(new Case(conv2D(6, 5), Shape.of(6, 6, 3)));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFusedLayerGivesTheBitsOfItsPartsOnSmallIntegers(Case c) {
    Network fused = c.fused();
    Network plain = c.plain();
    Batch.setIntegers(fused.parameters(), 1);
    plain.parameters().copyFrom(fused.parameters().values());
    for (int size : new int[] {1, 5}) {
      Batch batch = Batch.integers(fused, size, size);
      for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.active()}) {
        LayerRun.training(fused, batch, kernels, 2).assertSameBits(LayerRun.training(plain, batch, kernels, 1));
        LayerRun.inference(fused, batch, kernels, 2).assertSameBits(LayerRun.inference(plain, batch, kernels, 1));
      }
    }
  }

  /** Rounding may choose another pixel where two nearly tie, and move a gradient there; in these batches none do. */
  @ParameterizedTest
  @MethodSource("cases")
  void theFusedLayerIsCloseToItsPartsOnRandomNumbers(Case c) {
    Network fused = c.fused();
    Network plain = c.plain();
    Batch batch = Batch.reals(fused, 7, 1);
    LayerRun run = LayerRun.training(fused, batch);
    run.assertClose(LayerRun.training(plain, batch));
    LayerRun.training(fused, batch, Kernels.scalar(), 1).assertClose(run);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFusedLayerGivesTheSameBitsForAnyNumberOfWorkers(Case c) {
    Network fused = c.fused();
    Batch batch = Batch.reals(fused, 7, 1);
    LayerRun expected = LayerRun.training(fused, batch);
    for (int workers : new int[] {2, 5}) {
      LayerRun.training(fused, batch, Kernels.active(), workers).assertSameBits(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFusedLayersParametersGetTheSameGradientsWhereTheInputGetsNone(Case c) {
    Network fused = c.fused();
    Batch batch = Batch.reals(fused, 5, 1);
    LayerRun expected = LayerRun.training(fused, batch);
    Workspace workspace = fused.trainingWorkspace(5, LayerRun.pool(2));
    workspace.forwardTraining(batch, 5, LayerRun.SEED, LayerRun.STEP);
    System.arraycopy(
        batch.dy(), 0, workspace.outputArray(), workspace.outputGradients().offset(), batch.dy().length);
    workspace.backward();
    Close.assertSameBits(workspace.gradients(), expected.gradients(), "gradients");
  }

  @Test
  void threeLayersBecomeOneThatIsNamedForThem() {
    Network fused = cases().get(0).fused();
    assertThat(fused.executedLayers(true)).extracting(Layer::name).containsExactly("conv2d_1+relu_1+max_pool2d_1");
    assertThat(fused.layers()).extracting(Layer::name).containsExactly("conv2d_1", "relu_1", "max_pool2d_1");
    assertThat(cases().get(0).plain().executedLayers(true)).hasSize(3);
  }

  @Test
  void winogradsMethodIsUsedWhereItSuitsAndCanBeSwitchedOff() {
    Sequential.Builder suiting = Sequential.input(7, 8, 16).add(conv2D(32, 3)).add(relu()).add(maxPool2D(2));
    assertThat(suiting.build(1).executedLayers(true).get(0).path()).contains("Winograd");
    assertThat(suiting.withoutWinograd().build(1).executedLayers(true).get(0).path()).doesNotContain("Winograd");
    assertThat(cases().get(0).fused().executedLayers(true).get(0).path()).doesNotContain("Winograd");
    Batch batch = Batch.reals(suiting.build(1), 7, 1);
    LayerRun.training(suiting.build(1), batch)
        .assertClose(LayerRun.training(suiting.withoutWinograd().build(1), batch));
  }

  @Test
  void onlyWhatTheFusedLayerComputesIsFused() {
    List<Sequential.Builder> others = List.of(
        Sequential.input(9, 9, 2).add(conv2D(3, 3).withStride(2)).add(relu()).add(maxPool2D(2)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3).withDilation(2)).add(relu()).add(maxPool2D(2)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3).same()).add(relu()).add(maxPool2D(2)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3)).add(leakyRelu()).add(maxPool2D(2)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3)).add(relu()).add(maxPool2D(3)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3)).add(relu()).add(maxPool2D(2).withStride(1)),
        Sequential.input(9, 9, 2).add(conv2D(3, 3)).add(relu()).add(maxPool2D(2).same()),
        Sequential.input(9, 9, 2).add(conv2D(3, 3)).add(maxPool2D(2)).add(relu()));
    assertThat(others).allSatisfy(builder -> assertThat(builder.build(1).executedLayers(true)).hasSize(3));
  }

  @Test
  void aNetworkWithDropoutTrainsTheSameWithAndWithoutFusion() {
    Sequential.Builder builder = Sequential.input(10, 11, 2)
        .add(conv2D(5, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.4f))
        .add(conv2D(6, 2)).add(relu()).add(maxPool2D(2)).add(dropout(0.3f))
        .add(flatten()).add(dense(3));
    Network fused = builder.build(1);
    Network plain = builder.withoutFusion().build(1);
    assertThat(fused.executedLayers(true)).hasSize(6);
    Batch batch = Batch.reals(fused, 9, 1);
    LayerRun.training(fused, batch).assertClose(LayerRun.training(plain, batch));
  }

  @Test
  void aGradientThatIsNotANumberIsNotLost() {
    Case c = new Case(conv2D(8, 3), Shape.of(6, 6, 16));
    Batch batch = Batch.reals(c.fused(), 1, 1);
    Arrays.fill(batch.dy(), Float.NaN);
    LayerRun fused = LayerRun.training(c.fused(), batch);
    LayerRun plain = LayerRun.training(c.plain(), batch);
    assertThat(fused.gradients()).contains(Float.NaN);
    assertThat(plain.gradients()).contains(Float.NaN);
  }
}
