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
    assertRejected(() -> LayerSpecs.parse("lstm", Map.of()), "expected a known kind of layer, got 'lstm'");
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
        "dense: expected a text for initializer, got 3");
    assertRejected(
        () -> LayerSpecs.parse("conv2d", with(Layers.conv2D(3, 3), "padding", "full")),
        "conv2d: expected one of [valid, same] for padding, got 'full'");
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
    assertThat(Layers.conv2D(8, 3))
        .isEqualTo(new Conv2D.Spec(8, 3, 3, 1, Padding.VALID, 1, Initializer.GLOROT_UNIFORM));
    assertThat(Layers.dense(8)).isEqualTo(new Dense.Spec(8, Initializer.GLOROT_UNIFORM));
    assertThat(Layers.maxPool2D(3)).isEqualTo(new MaxPool2D.Spec(3, 3, Padding.VALID));
    assertThat(Layers.averagePool2D(3)).isEqualTo(new AveragePool2D.Spec(3, 3, Padding.VALID));
    assertThat(Layers.batchNorm()).isEqualTo(new BatchNorm.Spec(0.99f, 1e-3f));
    assertThat(Layers.leakyRelu()).isEqualTo(new LeakyRelu(0.01f));
    assertThat(Layers.elu()).isEqualTo(new Elu(1));
  }

  @Test
  void copiesChangeOneThing() {
    Conv2D.Spec conv = Layers.conv2D(8, 3, 5);
    assertThat(conv.withStride(2).same().withDilation(3).heNormal())
        .isEqualTo(new Conv2D.Spec(8, 3, 5, 2, Padding.SAME, 3, Initializer.HE_NORMAL));
    assertThat(Layers.maxPool2D(3).withStride(2).same()).isEqualTo(new MaxPool2D.Spec(3, 2, Padding.SAME));
    assertThat(Layers.dense(2).heNormal()).isEqualTo(new Dense.Spec(2, Initializer.HE_NORMAL));
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
