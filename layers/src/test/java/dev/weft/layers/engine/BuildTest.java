package dev.weft.layers.engine;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a network is made of specifications. */
class BuildTest {

  /** A specification that notes the names of the layers that it builds. */
  private record Noting(LayerSpec real, List<String> built) implements LayerSpec {

    @Override
    public String kind() {
      return real.kind();
    }

    @Override
    public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
      built.add(name);
      return real.build(input, name, parameters);
    }
  }

  @Test
  void eachLayerIsBuiltOnceAndWhatIsNotTrainedLiesBehindAllElse() {
    List<String> built = new ArrayList<>();
    Network network = Sequential.input(4, 4, 1).add(new Noting(conv2D(2, 3), built))
        .add(new Noting(batchNorm(), built)).add(flatten()).add(new Noting(dense(2), built)).build(1);
    assertThat(built).containsExactly("conv2d_1", "batch_norm_1", "dense_1");
    assertThat(network.parameters().trainable()).isEqualTo(42);
    assertThat(network.parameters().parameters()).extracting(Parameter::name, Parameter::offset).satisfiesExactly(
        kernel -> assertThat(kernel.toList()).containsExactly("conv2d_1/kernel", 0),
        bias -> assertThat(bias.toList()).containsExactly("conv2d_1/bias", 18),
        gamma -> assertThat(gamma.toList()).containsExactly("batch_norm_1/gamma", 20),
        beta -> assertThat(beta.toList()).containsExactly("batch_norm_1/beta", 22),
        mean -> assertThat(mean.toList()).containsExactly("batch_norm_1/moving_mean", 42),
        variance -> assertThat(variance.toList()).containsExactly("batch_norm_1/moving_variance", 44),
        kernel -> assertThat(kernel.toList()).containsExactly("dense_1/kernel", 24),
        bias -> assertThat(bias.toList()).containsExactly("dense_1/bias", 40));
  }

  @Test
  void whereAParameterLiesIsNotKnownWhileTheNetworkIsBuilt() {
    LayerSpec hasty = new LayerSpec() {
      @Override
      public String kind() {
        return "hasty";
      }

      @Override
      public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
        int place = parameters.add(name + "/slope", Shape.of(1), 0.5f).offset();
        throw new AssertionError("got a place: " + place);
      }
    };
    assertThatThrownBy(() -> Sequential.input(3).add(hasty).build(1)).isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "expected the place of 'hasty_1/slope' to be asked for when the network is built, got a call before");
  }
}
