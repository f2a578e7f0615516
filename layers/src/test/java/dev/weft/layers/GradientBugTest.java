package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.conv2DTranspose;
import static dev.weft.layers.Layers.cropping2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.elu;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gaussianNoise;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.globalMaxPool;
import static dev.weft.layers.Layers.groupNorm;
import static dev.weft.layers.Layers.groupedConv2D;
import static dev.weft.layers.Layers.hardSwish;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.leakyRelu;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.prelu;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.relu6;
import static dev.weft.layers.Layers.reshape;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.silu;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Layers.softplus;
import static dev.weft.layers.Layers.spatialDropout;
import static dev.weft.layers.Layers.stochasticDepth;
import static dev.weft.layers.Layers.tanh;
import static dev.weft.layers.Layers.upSampling2D;
import static dev.weft.layers.Layers.zeroPadding2D;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.BrokenLayer.Bug;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport.TensorCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer's backward is broken in ten ways or more, and {@link GradientCheck} finds every one. */
class GradientBugTest {

  private static final int BATCH = 3;
  private static final int WAYS = 10;
  private static final int SOME = 300;
  private static final int ALL = 10_000;
  private static final float SOME_OF_THREE = 0.8f; // a rate at which this seed drops some examples and keeps some

  /** A network of which one layer has a bug. */
  record Mutant(String layer, Network network, Bug bug) {

    Layer broken() {
      return network.executedLayers(true).stream().filter(BrokenLayer.class::isInstance).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
      return layer + ": " + bug;
    }
  }

  /** Networks that execute one layer, by the name of the case. */
  private static Map<String, Network> layers() {
    Map<String, Network> layers = new LinkedHashMap<>();
    layers.put("dense", Sequential.input(6).add(dense(6)).build(1));
    layers.put("conv2d", Sequential.input(5, 5, 2).add(conv2D(4, 3)).build(1));
    layers.put("conv2d with stride", Sequential.input(5, 5, 2).add(conv2D(4, 3).withStride(2)).build(1));
    layers.put("fused", Sequential.input(8, 8, 2).add(conv2D(4, 3)).add(relu()).add(maxPool2D(2)).build(1));
    layers.put("fused, sparse", Sequential.input(6, 6, 8).add(conv2D(4, 3)).add(relu()).add(maxPool2D(2)).build(1));
    layers.put("Winograd", Sequential.input(6, 6, 16).add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).build(1));
    layers.put("batch norm", Sequential.input(3, 3, 4).add(batchNorm()).build(1));
    layers.put("batch norm and relu", Sequential.input(3, 3, 4).add(batchNorm()).add(relu()).build(1));
    layers.put("conv2d, padded and dilated",
        Sequential.input(5, 5, 2).add(conv2D(4, 3).same().withDilation(2)).build(1));
    layers.put("conv2d, few filters", Sequential.input(3, 14, 8).add(conv2D(4, 3)).build(1));
    layers.put("depthwise", Sequential.input(5, 5, 4).add(depthwiseConv2D(3)).build(1));
    layers.put("grouped", Sequential.input(5, 5, 4).add(groupedConv2D(2, 4, 3)).build(1));
    layers.put("transposed", Sequential.input(4, 4, 2).add(conv2DTranspose(3, 3).withStride(2)).build(1));
    layers.put("group norm", Sequential.input(4, 4, 4).add(groupNorm(2)).build(1));
    layers.put("embedding", Sequential.input(10).add(embedding(6, 6)).build(1));
    LayerSpec[] others = {
        maxPool2D(2), averagePool2D(2), globalAveragePool(), dropout(0.4f), flatten(), relu(), leakyRelu(0.3f), elu(1),
        gelu(), sigmoid(), tanh(), softmax(), globalMaxPool(), spatialDropout(0.4f), gaussianNoise(0.3f),
        stochasticDepth(SOME_OF_THREE), reshape(8, 6), zeroPadding2D(1), cropping2D(Padding.of(1, 0, 1, 0)),
        upSampling2D(2),
        layerNorm(), prelu(), relu6(), silu(), hardSwish(), softplus()};
    for (LayerSpec spec : others) {
      layers.put(spec.kind(), Sequential.input(4, 4, 3).add(spec).build(1));
    }
    layers.put("bilinear", Sequential.input(4, 4, 3).add(upSampling2D(2).bilinear()).build(1));
    layers.put("elu with a kink", Sequential.input(4, 4, 3).add(elu(0.5f)).build(1));
    return layers;
  }

  static List<Mutant> mutants() {
    List<Mutant> mutants = new ArrayList<>();
    layers().forEach((name, network) -> {
      Batch.setReals(network.parameters(), 1);
      Layer layer = network.executedLayers(true).get(0);
      for (Bug bug : bugs(network, layer)) {
        mutants.add(new Mutant(name, StandIns.in(network, List.of(new BrokenLayer(layer, bug))), bug));
      }
    });
    return mutants;
  }

  private static List<Bug> bugs(Network network, Layer layer) {
    List<Bug> bugs = new ArrayList<>();
    if (!(layer instanceof Embedding)) { // whose inputs are indices
      bugs.addAll(Bugs.ofInput(layer));
    }
    for (Parameter parameter : layer.parameters()) {
      if (parameter.trainable()) {
        bugs.addAll(Bugs.ofParameter(parameter));
      }
    }
    if (network.layers().size() == 1) {
      bugs.addAll(LayerBugs.of(layer.spec()));
    }
    if (layer instanceof GlobalAveragePool) { // every pixel of a channel has the same gradient
      bugs.removeIf(bug -> bug.name().equals("has its axes swapped"));
    }
    return bugs;
  }

  private static GradientReport check(Network network, int elements) {
    Batch batch = Batch.reals(network, BATCH, 5);
    return GradientCheck.of(network, Losses.meanSquaredError()).withElements(elements).check(batch.inputs(network),
        batch.outputs(network));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theCheckFindsTheBug(Mutant mutant) {
    boolean everywhere = !mutant.bug().name().equals("lacks one element"); // which only a complete check is sure to see
    GradientReport report = check(mutant.network(), everywhere ? SOME : ALL);
    assertThat(report.failures()).as("%s", report).extracting(TensorCheck::tensor)
        .contains(mutant.bug().reportedAs(mutant.broken()));
    assertThat(report.failures()).extracting(TensorCheck::layer).containsOnly(mutant.broken().name());
  }

  @Test
  void everyLayerIsBrokenInTenWaysOrMore() {
    Map<String, Integer> ways = new LinkedHashMap<>();
    mutants().forEach(mutant -> ways.merge(mutant.layer(), 1, Integer::sum));
    assertThat(ways.keySet()).isEqualTo(layers().keySet());
    assertThat(ways.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(WAYS));
  }

  @Test
  void withoutABugTheSameLayersPass() {
    layers().forEach((name, network) -> {
      Batch.setReals(network.parameters(), 1);
      Layer layer = network.executedLayers(true).get(0);
      Bug none = new Bug("input", "is right", BrokenLayer.Scene::right);
      GradientReport report = check(StandIns.in(network, List.of(new BrokenLayer(layer, none))), ALL);
      assertThat(report.failures()).as("%s\n%s", name, report).isEmpty();
    });
  }

  /** Each layer of the reference network, at its real size, with a gradient that is one percent too small. */
  static List<Mutant> largeMutants() {
    Network network = NetworkTest.reference().build(1);
    List<Layer> layers = network.executedLayers(true);
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      List<Bug> bugs = new ArrayList<>(Bugs.ofInput(layers.get(i)));
      layers.get(i).parameters().forEach(parameter -> bugs.addAll(Bugs.ofParameter(parameter)));
      for (Bug bug : bugs) {
        if (bug.name().equals("is one percent too small")) {
          List<Layer> others = new ArrayList<>(layers);
          others.set(i, new BrokenLayer(layers.get(i), bug));
          mutants.add(new Mutant(layers.get(i).name(), StandIns.in(network, others), bug));
        }
      }
    }
    return mutants;
  }

  @ParameterizedTest
  @MethodSource("largeMutants")
  void oneThatIsOnePercentTooSmallIsFoundAmongSamplesOfALargeNetwork(Mutant mutant) {
    Network network = mutant.network();
    GradientReport report = GradientCheck.of(network, Losses.softmaxCrossEntropy()).withLayers(mutant.layer())
        .check(Batch.reals(network, 1, 5).inputs(network), 7);
    assertThat(report.failures()).as("%s", report).extracting(TensorCheck::tensor)
        .containsExactly(mutant.bug().reportedAs(mutant.broken()));
  }

  static List<LossBugs.BrokenLoss> losses() {
    List<LossBugs.BrokenLoss> losses = new ArrayList<>(LossBugs.of(Losses.meanSquaredError()));
    losses.addAll(LossBugs.of(Losses.softmaxCrossEntropy()));
    losses.addAll(LossBugs.of(
        Losses.softmaxCrossEntropy().withLabelSmoothing(0.1f).withClassWeights(1, 2, 3, 4, 5)));
    return losses;
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theCheckFindsTheBugOfALoss(LossBugs.BrokenLoss loss) {
    Network network = Sequential.input(4).add(dense(5)).build(1);
    Tensor x = Batch.reals(network, BATCH, 5).inputs(network);
    GradientReport broken = GradientCheck.of(network, loss).check(x, 4, 1, 2);
    assertThat(broken.failures()).as("%s", broken).extracting(TensorCheck::layer).containsExactly(loss.name());
    assertThat(GradientCheck.of(network, loss.real()).check(x, 4, 1, 2).failures()).isEmpty();
  }
}
