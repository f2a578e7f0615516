package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.fixtures.Fixture;
import dev.weft.layers.oracle.Grid;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers and losses compute what PyTorch does; see {@code generate_fixtures.py}. */
class PyTorchTest {

  /** A layer with the parameters that a fixture has, by role. */
  private static Network network(LayerSpec spec, Fixture f, Map<String, String> parameters) {
    Network network = Sequential.input(f.tensor("x").shape().dropFirst()).add(spec).build(1);
    parameters.forEach((role, key) -> {
      Parameter parameter = network.parameters().parameter(spec.kind() + "_1/" + role);
      float[] values = f.floats(key);
      assertThat(values).hasSize(parameter.size());
      System.arraycopy(values, 0, network.parameters().values(), parameter.offset(), values.length);
    });
    return network;
  }

  static Batch batch(Fixture f) {
    return new Batch(f.tensor("x").shape().dim(0), f.floats("x"), f.floats("dy"));
  }

  private static void assertEquals(
      Fixture f, Network network, LayerRun run, Map<String, String> parameters) {
    assertThat(network.outputShape()).isEqualTo(f.tensor("y").shape().dropFirst());
    Close.assertClose(run.y(), f.doubles("y"), "y");
    Close.assertClose(run.dx(), f.doubles("dx"), "dx");
    parameters.forEach((role, key) -> {
      int offset = network.parameters().parameters().stream().filter(p -> p.name().endsWith("/" + role))
          .findFirst().orElseThrow().offset();
      Close.assertClose(run.gradients(), offset, f.doubles("d" + key), "gradient of " + role);
    });
  }

  private static void assertLayer(Fixture f, LayerSpec spec, Map<String, String> parameters) {
    Network network = network(spec, f, parameters);
    assertEquals(f, network, LayerRun.training(network, batch(f), Kernels.active(), 2), parameters);
    assertEquals(f, network, LayerRun.training(network, batch(f), Kernels.scalar(), 1), parameters);
  }

  private static Padding padding(Fixture f) {
    Grid grid = f.grid();
    return grid.same() ? Padding.SAME : Padding.of(grid.top(), grid.bottom(), grid.left(), grid.right());
  }

  static List<Fixture> convolutions() {
    return Fixture.all("conv2d_");
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void conv2dEqualsPyTorch(Fixture f) {
    int[] w = f.tensor("w").shape().dims();
    Conv2D.Spec spec = placed(Layers.conv2D(w[3], w[0], w[1]), f);
    assertLayer(f, f.has("b") ? spec : spec.withoutBias(), kernelAndBias(f));
  }

  private static <S> S placed(Windowed<S> spec, Fixture f) {
    Grid grid = f.grid();
    return spec.windowed(
        new Size2D(grid.strideHeight(), grid.strideWidth()), padding(f),
        new Size2D(grid.dilationHeight(), grid.dilationWidth()));
  }

  private static Map<String, String> kernelAndBias(Fixture f) {
    return f.has("b") ? Map.of("kernel", "w", "bias", "b") : Map.of("kernel", "w");
  }

  static List<Fixture> depthwiseConvolutions() {
    return Fixture.all("depthwise_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("depthwiseConvolutions")
  void depthwiseConv2dEqualsPyTorch(Fixture f) {
    int[] w = f.tensor("w").shape().dims();
    DepthwiseConv2D.Spec spec = placed(Layers.depthwiseConv2D(w[0], w[1]).withMultiplier(w[3]), f);
    assertLayer(f, f.has("b") ? spec : spec.withoutBias(), kernelAndBias(f));
  }

  static List<Fixture> transposedConvolutions() {
    return Fixture.all("transposed_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("transposedConvolutions")
  void transposedConv2dEqualsPyTorch(Fixture f) {
    int[] w = f.tensor("w").shape().dims();
    Conv2DTranspose.Spec spec = placed(Layers.conv2DTranspose(w[2], w[0], w[1]), f)
        .withOutputPadding(f.integer("moreRows"), f.integer("moreColumns"));
    assertLayer(f, f.has("b") ? spec : spec.withoutBias(), kernelAndBias(f));
  }

  static List<Fixture> groupedConvolutions() {
    return Fixture.all("grouped_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("groupedConvolutions")
  void groupedConv2dEqualsPyTorch(Fixture f) {
    int[] w = f.tensor("w").shape().dims();
    assertLayer(f, placed(Layers.groupedConv2D(w[0], w[0] * w[4], w[1]), f), kernelAndBias(f));
  }

  static List<Fixture> upSamplings() {
    return Fixture.all("up_sampling2d_");
  }

  @ParameterizedTest
  @MethodSource("upSamplings")
  void upSampling2dEqualsPyTorch(Fixture f) {
    UpSampling2D.Spec spec = Layers.upSampling2D(f.integer("height"), f.integer("width"));
    assertLayer(f, f.text("mode").equals("bilinear") ? spec.bilinear() : spec, Map.of());
  }

  static List<Fixture> exampleNorms() {
    return Stream.concat(Fixture.all("layer_norm_").stream(), Fixture.all("group_norm_").stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("exampleNorms")
  void normsOfAnExampleEqualPyTorch(Fixture f) {
    float epsilon = (float) f.number("epsilon");
    LayerSpec spec = f.text("kind").equals("layer_norm") ? Layers.layerNorm().withEpsilon(epsilon)
        : Layers.groupNorm(f.integer("groups")).withEpsilon(epsilon);
    assertLayer(f, spec, Map.of("gamma", "gamma", "beta", "beta"));
  }

  static List<Fixture> othersWithoutSettings() {
    return Fixture.all("plain_");
  }

  @ParameterizedTest
  @MethodSource("othersWithoutSettings")
  void paddingCroppingPoolsAndEmbeddingsEqualPyTorch(Fixture f) {
    switch (f.text("kind")) {
      case "zero_padding2d" -> assertLayer(f, Layers.zeroPadding2D(padding(f)), Map.of());
      case "cropping2d" -> assertLayer(f, Layers.cropping2D(padding(f)), Map.of());
      case "global_max_pool" -> assertLayer(f, Layers.globalMaxPool(), Map.of());
      case "prelu" -> assertLayer(f, Layers.prelu(), Map.of("slope", "slope"));
      default -> {
        int[] w = f.tensor("w").shape().dims();
        assertLayer(f, Layers.embedding(w[0], w[1]), Map.of("embeddings", "w"));
      }
    }
  }

  static List<Fixture> maxPools() {
    return Fixture.all("max_pool2d_");
  }

  @ParameterizedTest
  @MethodSource("maxPools")
  void maxPool2dEqualsPyTorch(Fixture f) {
    assertLayer(f, placed(Layers.maxPool2D(f.integer("height"), f.integer("width")), f), Map.of());
  }

  static List<Fixture> averagePools() {
    return Fixture.all("average_pool2d_");
  }

  @ParameterizedTest
  @MethodSource("averagePools")
  void averagePool2dEqualsPyTorch(Fixture f) {
    assertLayer(f, placed(Layers.averagePool2D(f.integer("height"), f.integer("width")), f), Map.of());
  }

  static List<Fixture> denses() {
    return Fixture.all("dense_");
  }

  @ParameterizedTest
  @MethodSource("denses")
  void denseEqualsPyTorch(Fixture f) {
    assertLayer(f, Layers.dense(f.tensor("w").shape().dim(1)), Map.of("kernel", "w", "bias", "b"));
  }

  static List<Fixture> activations() {
    return Fixture.all("activation_");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsEqualPyTorch(Fixture f) {
    Map<String, Object> config =
        switch (f.text("kind")) {
          case "elu" -> Map.of("alpha", f.number("alpha"));
          case "leaky_relu" -> Map.of("slope", f.number("slope"));
          default -> Map.of();
        };
    assertLayer(f, LayerSpecs.parse(f.text("kind"), config), Map.of());
  }

  static List<Fixture> trainedNorms() {
    return Fixture.all("batch_norm_training_");
  }

  @ParameterizedTest
  @MethodSource("trainedNorms")
  void batchNormInTrainingEqualsPyTorchAndMovesItsAverages(Fixture f) {
    Network network = network(norm(f), f, NORM);
    LayerRun run = LayerRun.training(network, batch(f));
    assertEquals(f, network, run, Map.of("gamma", "gamma", "beta", "beta"));
    ParameterSlab slab = network.parameters();
    Close.assertClose(
        run.values(), slab.parameter("batch_norm_1/moving_mean").offset(), f.doubles("moving_mean"), "moving mean");
    Close.assertClose(run.values(), slab.parameter("batch_norm_1/moving_variance").offset(),
        f.doubles("moving_variance"), "moving variance");
  }

  static List<Fixture> usedNorms() {
    return Fixture.all("batch_norm_inference_");
  }

  @ParameterizedTest
  @MethodSource("usedNorms")
  void batchNormInInferenceEqualsPyTorch(Fixture f) {
    Network network = network(Layers.batchNorm().withEpsilon((float) f.number("epsilon")), f, NORM);
    LayerRun run = LayerRun.inference(network, batch(f));
    assertEquals(f, network, run, Map.of("gamma", "gamma", "beta", "beta"));
    assertThat(run.values()).as("inference changes nothing").containsExactly(network.parameters().values());
  }

  private static final Map<String, String> NORM =
      Map.of("gamma", "gamma", "beta", "beta", "moving_mean", "mean", "moving_variance", "variance");

  private static LayerSpec norm(Fixture f) {
    return new BatchNorm.Spec((float) f.number("momentum"), (float) f.number("epsilon"));
  }

  static List<Fixture> crossEntropies() {
    return Fixture.all("softmax_cross_entropy_");
  }

  @ParameterizedTest
  @MethodSource("crossEntropies")
  void softmaxCrossEntropyEqualsPyTorch(Fixture f) {
    float[] weights = f.has("weights") ? f.floats("weights") : new float[0];
    Loss loss =
        Losses.softmaxCrossEntropy().withLabelSmoothing((float) f.number("smoothing")).withClassWeights(weights);
    assertLoss(f, loss, "z");
  }

  static List<Fixture> meanSquaredErrors() {
    return Fixture.all("mean_squared_error");
  }

  @ParameterizedTest
  @MethodSource("meanSquaredErrors")
  void meanSquaredErrorEqualsPyTorch(Fixture f) {
    assertLoss(f, Losses.meanSquaredError(), "y");
  }

  private static void assertLoss(Fixture f, Loss loss, String output) {
    float[] y = f.floats(output);
    float[] targets = f.floats("targets");
    int size = f.tensor(output).shape().dim(-1);
    int batch = y.length / size;
    float[] dy = new float[y.length];
    double sum = 0;
    for (int n = 0; n < batch; n++) {
      sum += loss.loss(y, n * size, targets, n * size, size);
      loss.gradient(dy, n * size, y, n * size, targets, n * size, size, 1f / batch);
    }
    Close.assertClose(new float[] {(float) (sum / batch)}, f.doubles("loss"), "loss");
    Close.assertClose(dy, f.doubles("d" + output), "gradient");
  }
}
