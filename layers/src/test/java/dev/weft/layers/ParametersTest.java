package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.groupNorm;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.prelu;
import static dev.weft.layers.engine.Parameters.all;
import static dev.weft.layers.engine.Parameters.biasesAndNorms;
import static dev.weft.layers.engine.Parameters.kinds;
import static dev.weft.layers.engine.Parameters.layers;
import static dev.weft.layers.engine.Parameters.named;
import static dev.weft.layers.engine.Parameters.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choices of parameters. */
class ParametersTest {

  private static final Network NETWORK = Sequential.input(4, 4, 2)
      .add(conv2D(4, 3)).add(batchNorm()).add(groupNorm(2)).add(layerNorm()).add(prelu()).add(conv2D(3, 1))
      .add(flatten()).add(dense(2).named("head")).build(1);

  private static List<String> names(Parameters parameters) {
    return parameters.in(NETWORK).stream().map(Parameter::name).toList();
  }

  @Test
  void parametersAreChosenByLayersKindsNamesAndConditions() {
    assertThat(names(layers("head", "conv2d_2"))).containsExactly("conv2d_2/kernel", "conv2d_2/bias", "head/kernel",
        "head/bias");
    assertThat(names(kinds("conv2d"))).containsExactly("conv2d_1/kernel", "conv2d_1/bias", "conv2d_2/kernel",
        "conv2d_2/bias");
    assertThat(names(named("head/bias", "conv2d_1/kernel"))).containsExactly("conv2d_1/kernel", "head/bias");
    assertThat(names(where(parameter -> parameter.size() == 2))).containsExactly("head/bias");
    assertThat(names(all())).hasSameSizeAs(NETWORK.ownParameters());
    assertThat(names((layer, parameter) -> layer.outputShape().rank() == 1)).containsExactly("head/kernel",
        "head/bias");
  }

  @Test
  void choicesAreJoinedAndTakenAway() {
    assertThat(names(layers("head").or(named("prelu_1/slope")))).containsExactly("prelu_1/slope", "head/kernel",
        "head/bias");
    assertThat(names(kinds("dense", "conv2d").except(biasesAndNorms()))).containsExactly("conv2d_1/kernel",
        "conv2d_2/kernel", "head/kernel");
  }

  @Test
  void biasesAndNormsAreAllButTheWeightsOfProductsAndConvolutions() {
    assertThat(names(all().except(biasesAndNorms()))).containsExactly("conv2d_1/kernel", "conv2d_2/kernel",
        "head/kernel");
  }

  @Test
  void aNameThatTheNetworkDoesNotHaveIsRefusedBesideOnesThatItHas() {
    assertThatIllegalArgumentException().isThrownBy(() -> layers("head", "tail").in(NETWORK))
        .withMessageStartingWith("expected one of the layers [conv2d_1, ").withMessageEndingWith(", got 'tail'");
    assertThatIllegalArgumentException().isThrownBy(() -> kinds("conv2d", "lstm_").in(NETWORK))
        .withMessage("expected one of the kinds of layers [conv2d, batch_norm, group_norm, layer_norm, prelu, flatten,"
            + " dense], got 'lstm_'");
    assertThatIllegalArgumentException().isThrownBy(() -> named("head").in(NETWORK))
        .withMessageStartingWith("expected one of the parameters [").withMessageEndingWith(", got 'head'");
    for (Parameters choice : List.of(all().or(layers("x")), layers("x").or(all()), all().except(kinds("x")))) {
      assertThatIllegalArgumentException().isThrownBy(() -> choice.in(NETWORK)).withMessageEndingWith(", got 'x'");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> layers())
        .withMessage("expected at least one name of layers, got none");
  }

  @Test
  void networksAreFrozenByChoices() {
    Network frozen = NETWORK.frozen(kinds("conv2d", "batch_norm").or(named("head/bias")));
    assertThat(frozen.parameters().frozen()).containsExactly("conv2d_1/kernel", "conv2d_1/bias", "batch_norm_1/gamma",
        "batch_norm_1/beta", "conv2d_2/kernel", "conv2d_2/bias", "head/bias");
    assertThatIllegalArgumentException().isThrownBy(() -> NETWORK.frozen(where(parameter -> false)))
        .withMessageStartingWith("expected names of trainable parameters to freeze, got none of [");
  }
}
