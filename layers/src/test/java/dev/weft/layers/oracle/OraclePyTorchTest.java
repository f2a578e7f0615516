package dev.weft.layers.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.layers.fixtures.Fixture;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle computes in double precision what PyTorch does; only the fixtures' rounding to float is between them. */
class OraclePyTorchTest {

  /** Half a unit in the last place of a float, relative, with a little room for PyTorch's own rounding. */
  private static final double ROUNDING = 0x1.01p-24;

  private static void assertEqual(Fixture fixture, String key, double... actual) {
    double[] expected = fixture.doubles(key);
    assertThat(actual).as(key).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("%s[%d]", key, i)
          .isCloseTo(expected[i], within(ROUNDING * Math.abs(expected[i]) + 1e-13));
    }
  }

  private static void assertForwardAndBackward(Fixture fixture, Value x, Value y) {
    assertThat(y.shape()).isEqualTo(fixture.tensor("y").shape().dims());
    assertEqual(fixture, "y", y.data());
    y.backward(fixture.doubles("dy"));
    assertEqual(fixture, "dx", x.grad());
  }

  static List<Fixture> convolutions() {
    return Fixture.all("conv2d_");
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void conv2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value w = f.value("w");
    Value b = bias(f);
    assertConvolution(f, x, w, b, Oracle.conv2d(x, w, b, f.grid()));
  }

  private static Value bias(Fixture f) {
    return f.has("b") ? f.value("b") : null;
  }

  private static void assertConvolution(Fixture f, Value x, Value w, Value b, Value y) {
    assertForwardAndBackward(f, x, y);
    assertEqual(f, "dw", w.grad());
    if (b != null) {
      assertEqual(f, "db", b.grad());
    }
  }

  static List<Fixture> depthwiseConvolutions() {
    return Fixture.all("depthwise_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("depthwiseConvolutions")
  void depthwiseConv2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value w = f.value("w");
    Value b = bias(f);
    assertConvolution(f, x, w, b, Oracle.depthwiseConv2d(x, w, b, f.grid()));
  }

  static List<Fixture> transposedConvolutions() {
    return Fixture.all("transposed_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("transposedConvolutions")
  void transposedConv2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value w = f.value("w");
    Value b = bias(f);
    Value y = Oracle.conv2dTranspose(x, w, b, f.grid(), f.integer("moreRows"), f.integer("moreColumns"));
    assertConvolution(f, x, w, b, y);
  }

  static List<Fixture> groupedConvolutions() {
    return Fixture.all("grouped_conv2d_");
  }

  @ParameterizedTest
  @MethodSource("groupedConvolutions")
  void groupedConv2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value w = f.value("w");
    Value b = bias(f);
    assertConvolution(f, x, w, b, Oracle.groupedConv2d(x, w, b, f.grid()));
  }

  static List<Fixture> upSamplings() {
    return Fixture.all("up_sampling2d_");
  }

  @ParameterizedTest
  @MethodSource("upSamplings")
  void upSampling2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    assertForwardAndBackward(
        f, x, Shapes.upSampling(x, f.integer("height"), f.integer("width"), f.text("mode").equals("bilinear")));
  }

  static List<Fixture> layerNorms() {
    return Fixture.all("layer_norm_");
  }

  @ParameterizedTest
  @MethodSource("layerNorms")
  void layerNormEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value gamma = f.value("gamma");
    Value beta = f.value("beta");
    assertForwardAndBackward(f, x, Norms.layerNorm(x, gamma, beta, f.number("epsilon")));
    assertEqual(f, "dgamma", gamma.grad());
    assertEqual(f, "dbeta", beta.grad());
  }

  static List<Fixture> groupNorms() {
    return Fixture.all("group_norm_");
  }

  @ParameterizedTest
  @MethodSource("groupNorms")
  void groupNormEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value gamma = f.value("gamma");
    Value beta = f.value("beta");
    assertForwardAndBackward(f, x, Norms.groupNorm(x, gamma, beta, f.integer("groups"), f.number("epsilon")));
    assertEqual(f, "dgamma", gamma.grad());
    assertEqual(f, "dbeta", beta.grad());
  }

  static List<Fixture> maxPools() {
    return Fixture.all("max_pool2d_");
  }

  @ParameterizedTest
  @MethodSource("maxPools")
  void maxPool2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    assertForwardAndBackward(f, x, Oracle.maxPool2d(x, f.integer("height"), f.integer("width"), f.grid()));
  }

  static List<Fixture> averagePools() {
    return Fixture.all("average_pool2d_");
  }

  @ParameterizedTest
  @MethodSource("averagePools")
  void averagePool2dEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    assertForwardAndBackward(f, x, Oracle.averagePool2d(x, f.integer("height"), f.integer("width"), f.grid()));
  }

  static List<Fixture> denses() {
    return Fixture.all("dense_");
  }

  @ParameterizedTest
  @MethodSource("denses")
  void denseEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value w = f.value("w");
    Value b = f.value("b");
    assertForwardAndBackward(f, x, Oracle.dense(x, w, b));
    assertEqual(f, "dw", w.grad());
    assertEqual(f, "db", b.grad());
  }

  static List<Fixture> trainedNorms() {
    return Fixture.all("batch_norm_training_");
  }

  @ParameterizedTest
  @MethodSource("trainedNorms")
  void batchNormInTrainingEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value gamma = f.value("gamma");
    Value beta = f.value("beta");
    assertForwardAndBackward(f, x, Oracle.batchNorm(x, gamma, beta, f.number("epsilon")));
    assertEqual(f, "dgamma", gamma.grad());
    assertEqual(f, "dbeta", beta.grad());
  }

  @ParameterizedTest
  @MethodSource("trainedNorms")
  void movingAveragesEqualPyTorchUpToItsUnbiasedVariance(Fixture f) {
    double momentum = f.number("momentum");
    Value x = f.value("x");
    double[] variance = Oracle.channelVariance(x).data();
    double n = (double) x.size() / x.dim(-1);
    double[] unbiased = variance.clone();
    for (int i = 0; i < unbiased.length; i++) {
      unbiased[i] *= n / (n - 1);
    }
    double[] mean = Oracle.channelMean(x).data();
    assertEqual(f, "moving_mean", Oracle.movingAverage(f.doubles("mean"), mean, momentum));
    assertEqual(f, "moving_variance", Oracle.movingAverage(f.doubles("variance"), variance, momentum));
    assertEqual(f, "torch_running_var", Oracle.movingAverage(f.doubles("variance"), unbiased, momentum));
  }

  static List<Fixture> usedNorms() {
    return Fixture.all("batch_norm_inference_");
  }

  @ParameterizedTest
  @MethodSource("usedNorms")
  void batchNormInInferenceEqualsPyTorch(Fixture f) {
    Value x = f.value("x");
    Value gamma = f.value("gamma");
    Value beta = f.value("beta");
    Value y = Oracle.batchNorm(x, gamma, beta, f.value("mean"), f.value("variance"), f.number("epsilon"));
    assertForwardAndBackward(f, x, y);
    assertEqual(f, "dgamma", gamma.grad());
    assertEqual(f, "dbeta", beta.grad());
  }

  static List<Fixture> activations() {
    return Fixture.all("activation_");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsEqualPyTorch(Fixture f) {
    Value x = f.value("x");
    Value y =
        switch (f.text("kind")) {
          case "gelu" -> Oracle.gelu(x);
          case "relu" -> Oracle.relu(x);
          case "elu" -> Oracle.elu(x, f.number("alpha"));
          case "leaky_relu" -> Oracle.leakyRelu(x, f.number("slope"));
          case "sigmoid" -> Oracle.sigmoid(x);
          case "tanh" -> Oracle.tanh(x);
          case "softmax" -> Oracle.softmax(x);
          case "silu" -> Activations.silu(x);
          case "hard_swish" -> Activations.hardSwish(x);
          case "relu6" -> Activations.relu6(x);
          case "softplus" -> Activations.softplus(x);
          default -> throw new IllegalArgumentException("no such activation: " + f.text("kind"));
        };
    assertForwardAndBackward(f, x, y);
  }

  static List<Fixture> crossEntropies() {
    return Fixture.all("softmax_cross_entropy_");
  }

  @ParameterizedTest
  @MethodSource("crossEntropies")
  void softmaxCrossEntropyEqualsPyTorch(Fixture f) {
    Value z = f.value("z");
    double[] weights = f.has("weights") ? f.doubles("weights") : new double[0];
    Value loss = Oracle.softmaxCrossEntropy(z, f.doubles("targets"), f.number("smoothing"), weights);
    loss.backward();
    assertEqual(f, "loss", loss.item());
    assertEqual(f, "dz", z.grad());
  }

  static List<Fixture> meanSquaredErrors() {
    return Fixture.all("mean_squared_error");
  }

  @ParameterizedTest
  @MethodSource("meanSquaredErrors")
  void meanSquaredErrorEqualsPyTorch(Fixture f) {
    Value y = f.value("y");
    Value loss = Oracle.meanSquaredError(y, f.doubles("targets"));
    loss.backward();
    assertEqual(f, "loss", loss.item());
    assertEqual(f, "dy", y.grad());
  }
}
