package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Configurations: what is read back, what is rejected, and the defaults that the Javadoc promises. */
class LayerSpecsTest {

  private static void assertRejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static Map<String, Object> with(LayerSpec spec, String key, Object value) {
    Map<String, Object> config = new HashMap<>(spec.config());
    config.put(key, value);
    return config;
  }

  @Test
  void numbersOfAnyTypeAreRead() {
    assertThat(LayerSpecs.parse("dropout", Map.of("rate", 0.25d))).isEqualTo(Layers.dropout(0.25f));
    assertThat(LayerSpecs.parse("dense", Map.of("units", 3L, "initializer", "glorot_uniform")))
        .isEqualTo(Layers.dense(3));
    assertThat(LayerSpecs.parse("dense", Map.of("units", 3.0, "initializer", "glorot_uniform")))
        .isEqualTo(Layers.dense(3));
  }

  @Test
  void anUnknownKindIsRejected() {
    assertRejected(() -> LayerSpecs.parse("perceptron", Map.of()), "expected a known kind of layer, got 'perceptron'");
  }

  @Test
  void aConfigurationMustBeWholeAndNothingMore() {
    assertRejected(() -> LayerSpecs.parse("dropout", Map.of()), "dropout: expected a number for rate, got null");
    assertRejected(() -> LayerSpecs.parse("dropout", Map.of("rate", "high")),
        "dropout: expected a number for rate, got high");
    assertRejected(
        () -> LayerSpecs.parse("relu", Map.of("slope", 1)),
        "relu: expected nothing but its configuration, got also [slope]");
    assertRejected(
        () -> LayerSpecs.parse("dense", with(Layers.dense(3), "units", 2.5)),
        "dense: expected a whole number for units, got 2.5");
    assertRejected(
        () -> LayerSpecs.parse("dense", with(Layers.dense(3), "initializer", 3)),
        "dense: initializer: expected the name of an initializer, got 3");
    assertRejected(
        () -> LayerSpecs.parse("conv2d", with(Layers.conv2D(3, 3), "padding", "full")),
        "conv2d: padding: expected 'valid', 'same' or four numbers such as '1,1,0,0', got 'full'");
  }

  @Test
  void sizesMustBePositive() {
    assertRejected(
        () -> Layers.conv2D(0, 3),
        "expected filters, kernel, stride and dilation of 1 or more, got filters 0, kernel 3 × 3, stride 1, dilation 1");
    assertThatThrownBy(() -> Layers.conv2D(1, 3).withStride(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Layers.conv2D(1, 3).withDilation(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Layers.conv2D(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertRejected(() -> Layers.dense(0), "expected 1 or more units, got 0");
    assertRejected(() -> Layers.maxPool2D(0), "expected a pool size and stride of 1 or more, got size 0, stride 0");
    assertThatThrownBy(() -> Layers.averagePool2D(2).withStride(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void normsAndSlopesMustBeSensible() {
    assertRejected(
        () -> Layers.batchNorm().withEpsilon(0), "expected momentum in [0, 1] and epsilon above 0, got 0.99 and 0.0");
    assertThatThrownBy(() -> Layers.batchNorm().withMomentum(1.5f)).isInstanceOf(IllegalArgumentException.class);
    assertRejected(() -> Layers.leakyRelu(Float.NaN), "expected a finite slope, got NaN");
    assertRejected(() -> Layers.elu(Float.POSITIVE_INFINITY), "expected a finite alpha, got Infinity");
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    Size2D one = Size2D.of(1);
    Size2D three = Size2D.of(3);
    assertThat(Layers.conv2D(8, 3))
        .isEqualTo(new Conv2D.Spec(8, 3, 3, one, Padding.VALID, one, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.dense(8)).isEqualTo(new Dense.Spec(8, Initializer.GLOROT_UNIFORM));
    assertThat(Layers.maxPool2D(3)).isEqualTo(new MaxPool2D.Spec(three, three, Padding.VALID, one));
    assertThat(Layers.averagePool2D(3)).isEqualTo(new AveragePool2D.Spec(three, three, Padding.VALID, one));
    assertThat(Layers.batchNorm()).isEqualTo(new BatchNorm.Spec(0.99f, 1e-3f));
    assertThat(Layers.leakyRelu()).isEqualTo(new LeakyRelu(0.01f));
    assertThat(Layers.elu()).isEqualTo(new Elu(1));
  }

  @Test
  void defaultsOfLaterLayersAreThoseOfTheDocumentation() {
    Size2D one = Size2D.of(1);
    assertThat(Layers.depthwiseConv2D(3)).isEqualTo(
        new DepthwiseConv2D.Spec(1, 3, 3, one, Padding.VALID, one, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.groupedConv2D(2, 8, 3)).isEqualTo(
        new GroupedConv2D.Spec(2, 8, 3, 3, one, Padding.VALID, one, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.groupedConv2D(2, 8, 3, 5)).isEqualTo(
        new GroupedConv2D.Spec(2, 8, 3, 5, one, Padding.VALID, one, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.conv2DTranspose(8, 3)).isEqualTo(
        new Conv2DTranspose.Spec(8, 3, 3, one, Padding.VALID, Size2D.of(0), one, Initializer.GLOROT_UNIFORM, true));
    assertThat(Layers.embedding(9, 4)).isEqualTo(new Embedding.Spec(9, 4, Initializer.GLOROT_UNIFORM));
    assertThat(Layers.upSampling2D(2).interpolation()).isEqualTo(UpSampling2D.Interpolation.NEAREST);
    assertThat(Layers.layerNorm()).isEqualTo(new LayerNorm.Spec(1e-3f));
    assertThat(Layers.groupNorm(4)).isEqualTo(new GroupNorm.Spec(4, 1e-3f));
    assertThat(Layers.prelu()).isEqualTo(new PRelu.Spec(0.25f));
    assertThat(Sequential.input(3).add(Layers.prelu()).build(1).parameters().values()).containsOnly(0.25f).hasSize(3);
  }

  @Test
  void whatStandardisesComesBackFromItsConfigurationAndRefusesWhatMakesNoSense() {
    Standardize.Spec spec = Layers.standardize(new float[] {0.1f, -2}, new float[] {1e-7f, 3});
    assertThat(spec.config()).containsEntry("mean", "0.1 -2.0").containsEntry("deviation", "1.0E-7 3.0");
    assertThat(LayerKinds.standard().parse("standardize", spec.config())).isEqualTo(spec);
    assertThatThrownBy(() -> Sequential.input(4, 3).add(spec).build(1))
        .hasMessageContaining("expected an input with 2 channels, one for each mean, got shape (4, 3)");
    assertThatThrownBy(() -> Layers.standardize(new float[] {1}, new float[] {0}))
        .hasMessage("expected deviations above 0, got 0.0");
    assertThatThrownBy(() -> Layers.standardize(new float[] {Float.NaN}, new float[] {1}))
        .hasMessage("expected one or more finite numbers, got [NaN]");
    assertThatThrownBy(() -> Layers.standardize(new float[] {1, 2}, new float[] {1}))
        .hasMessage("expected as many means as deviations, got 2 and 1");
    assertThatThrownBy(() -> Standardize.Numbers.parse("1 x")).hasMessageContaining("got '1 x'");
  }

  @Test
  void laterLayersRefuseWhatMakesNoSense() {
    assertRejected(
        () -> Layers.depthwiseConv2D(3).withMultiplier(0),
        "expected multiplier, kernel, stride and dilation of 1 or more, got multiplier 0, kernel 3 × 3, stride 1, dilation 1");
    assertRejected(
        () -> Layers.groupedConv2D(3, 8, 3), "expected groups that divide the filters, got 3 groups of 8 filters");
    assertRejected(
        () -> Sequential.input(5, 5, 3).add(Layers.groupedConv2D(2, 8, 3)).build(1),
        "grouped_conv2d_1: expected an image whose channels are a multiple of 2, got (5, 5, 3)");
    assertRejected(
        () -> Layers.conv2DTranspose(8, 3).same().withOutputPadding(1),
        "expected output padding of 0 or more, and none with same padding, got 1 with padding same");
    assertRejected(
        () -> Sequential.input(5, 5, 3).add(Layers.conv2DTranspose(8, 3).withStride(2).withOutputPadding(2)).build(1),
        "conv2d_transpose_1: expected output padding below the stride, got output padding 2, stride 2");
    assertRejected(
        () -> Sequential.input(1, 2, 3).add(Layers.conv2DTranspose(8, 2).withPadding(2)).build(1),
        "conv2d_transpose_1: expected an output of at least 1 × 1, got -2 × -1 with padding 2,2,2,2 on (1, 2, 3)");
    assertRejected(
        () -> Layers.zeroPadding2D(Padding.SAME), "expected padding in numbers, such as Padding.of(1), got same");
    assertRejected(
        () -> Layers.cropping2D(Padding.SAME), "expected sides in numbers, such as Padding.of(1), got same");
    assertRejected(
        () -> Sequential.input(4, 2, 3).add(Layers.cropping2D(1)).build(1),
        "cropping2d_1: expected an image of more than 2 × 2 to crop, got (4, 2, 3)");
    assertRejected(
        () -> Sequential.input(4, 2).add(Layers.reshape(3, 3)).build(1),
        "reshape_1: expected an input of 9 values for (3, 3), got 8 in (4, 2)");
    assertRejected(() -> Layers.upSampling2D(0), "expected a size of 1 or more, got 0");
    assertThat(Layers.embedding(1 << 24, 1)).isNotNull();
    assertRejected(() -> Layers.embedding((1 << 24) + 1, 1), "expected a vocabulary of at most 2^24 = 16777216, "
        + "beyond which a float does not hold every whole number, got 16777217");
    assertRejected(() -> Layers.embedding(0, 3), "expected a vocabulary and a dimension of 1 or more, got 0 and 3");
    assertRejected(() -> Layers.layerNorm().withEpsilon(0), "expected an epsilon above 0, got 0.0");
    assertRejected(() -> Layers.groupNorm(0), "expected 1 or more groups and an epsilon above 0, got 0 and 0.001");
    assertRejected(
        () -> Sequential.input(5).add(Layers.groupNorm(2)).build(1),
        "group_norm_1: expected an input whose channels are a multiple of 2, got shape (5,)");
    assertRejected(() -> Layers.spatialDropout(1), "expected a dropout rate in [0, 1), got 1.0");
    assertRejected(() -> Layers.gaussianNoise(-1), "expected a standard deviation of 0 or more, got -1.0");
  }

  @Test
  void copiesChangeOneThing() {
    Conv2D.Spec conv = Layers.conv2D(8, 3, 5);
    assertThat(conv.withStride(2).same().withDilation(3).heNormal())
        .isEqualTo(
            new Conv2D.Spec(8, 3, 5, Size2D.of(2), Padding.SAME, Size2D.of(3), Initializer.HE_NORMAL, true));
    assertThat(conv.withStride(2, 1).withDilation(1, 3).withPadding(1).withoutBias()).isEqualTo(
        new Conv2D.Spec(
            8, 3, 5, new Size2D(2, 1), Padding.of(1), new Size2D(1, 3), Initializer.GLOROT_UNIFORM, false));
    assertThat(Layers.maxPool2D(3).withStride(2).same())
        .isEqualTo(new MaxPool2D.Spec(Size2D.of(3), Size2D.of(2), Padding.SAME, Size2D.of(1)));
    assertThat(Layers.averagePool2D(3, 1).withDilation(2).withPadding(1).withStride(1, 2)).isEqualTo(
        new AveragePool2D.Spec(new Size2D(3, 1), new Size2D(1, 2), Padding.of(1), Size2D.of(2)));
    assertThat(Layers.dense(2).heNormal()).isEqualTo(new Dense.Spec(2, Initializer.HE_NORMAL));
  }

  @Test
  void whatIsEqualOnBothAxesIsOneNumberInAConfiguration() {
    Conv2D.Spec conv = Layers.conv2D(8, 3);
    assertThat(conv.withStride(2).config()).containsEntry("stride", 2).containsEntry("padding", "valid")
        .containsEntry("dilation", 1).doesNotContainKey("bias");
    assertThat(conv.withStride(2, 1).withPadding(Padding.of(0, 1, 2, 3)).withoutBias().config())
        .containsEntry("stride", "2x1").containsEntry("padding", "0,1,2,3").containsEntry("bias", false);
    assertThat(conv.withPadding(0)).isEqualTo(conv);
    assertRejected(
        () -> LayerSpecs.parse("conv2d", with(conv, "stride", "2x")),
        "conv2d: stride: expected a whole number or two such as '2x1', got 2x");
    assertRejected(
        () -> LayerSpecs.parse("conv2d", with(conv, "stride", 1.5)),
        "conv2d: stride: expected a whole number or two such as '2x1', got 1.5");
  }

  @Test
  void paddingMustBePossible() {
    assertRejected(() -> Padding.of(-1), "expected padding of 0 or more, got top -1, bottom -1, left -1, right -1");
    assertRejected(() -> new Padding(true, 1, 0, 0, 0), "expected same padding or numbers of it, got both");
    assertRejected(
        () -> Sequential.input(4, 4, 1).add(Layers.maxPool2D(2).withPadding(2)).build(1),
        "max_pool2d_1: expected a pixel of the image in every window, got none in window (0, 0) of size 2, stride 2, "
            + "dilation 1 and padding 2,2,2,2 on (4, 4, 1)");
    assertRejected(
        () -> Sequential.input(2, 2, 1).add(Layers.conv2D(1, 5).withPadding(1)).build(1),
        "conv2d_1: expected an image of at least 5 × 5 for the window, got (2, 2, 1) and padding 1,1,1,1");
  }

  @Test
  void aNetworkIsRebuiltFromItsSpecifications() {
    Network network = NetworkTest.reference().build(5);
    Sequential.Builder again = Sequential.input(network.inputShape());
    for (LayerSpec spec : network.specs()) {
      again = again.add(LayerSpecs.parse(spec.kind(), spec.config()));
    }
    Close.assertSameBits(again.build(5).parameters().values(), network.parameters().values(), "values");
    assertThat(List.copyOf(network.specs())).hasSize(16);
  }
}
