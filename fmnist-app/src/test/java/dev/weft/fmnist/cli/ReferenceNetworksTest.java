package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Shape;
import dev.weft.fmnist.cli.ReferenceNetworks.DropoutRates;
import dev.weft.layers.Dropout;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import org.junit.jupiter.api.Test;

class ReferenceNetworksTest {

  private final Network dropout = ReferenceNetworks.dropoutNetwork(1, DropoutRates.DOCUMENT);
  private final Network baseline = ReferenceNetworks.baseline(1);

  @Test
  void bothHaveTheParametersOfTheReferenceStudy() {
    assertThat(dropout.parameters().size()).isEqualTo(241_546);
    assertThat(baseline.parameters().size()).isEqualTo(ReferenceNetworks.PARAMETERS).isEqualTo(241_546);
  }

  @Test
  void theyTakeImagesAndGiveTenLogits() {
    assertThat(dropout.inputShape()).isEqualTo(Shape.of(28, 28, 1));
    assertThat(dropout.outputShape()).isEqualTo(Shape.of(10));
    assertThat(dropout.specs().getLast().kind()).isEqualTo("dense");
  }

  @Test
  void theLayersAreThoseOfTheReferenceStudy() {
    assertThat(baseline.specs()).extracting(LayerSpec::kind).containsExactly("conv2d", "relu", "max_pool2d", "conv2d",
        "relu", "max_pool2d", "conv2d", "relu", "flatten", "dense", "relu", "dense");
    assertThat(dropout.specs()).extracting(LayerSpec::kind).containsExactly("conv2d", "relu", "max_pool2d", "dropout",
        "conv2d", "relu", "max_pool2d", "dropout", "conv2d", "relu", "dropout", "flatten", "dense", "relu", "dropout",
        "dense");
    assertThat(dropout.specs()).filteredOn(Dropout.Spec.class::isInstance)
        .extracting(spec -> ((Dropout.Spec) spec).rate()).containsExactly(0.25f, 0.25f, 0.4f, 0.3f);
  }

  @Test
  void onlyTheFirstConvolutionOfTheNetworkWithDropoutIsHeNormal() {
    assertThat(dropout.specs()).filteredOn(spec -> spec.config().containsKey("initializer"))
        .extracting(spec -> spec.config().get("initializer"))
        .containsExactly("he_normal", "glorot_uniform", "glorot_uniform", "glorot_uniform", "glorot_uniform");
    assertThat(baseline.specs()).filteredOn(spec -> spec.config().containsKey("initializer"))
        .extracting(spec -> spec.config().get("initializer")).containsOnly("glorot_uniform");
  }
}
