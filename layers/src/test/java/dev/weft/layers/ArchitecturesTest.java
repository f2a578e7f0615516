package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitecturesTest {

  private static final Shape IMAGE = Shape.of(16, 20, 3);

  interface Kind {
    Sequential.Builder of(Shape image, int classes, int width, int depth);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("vgg", (Kind) Architectures::vgg), Arguments.of("resnet", (Kind) Architectures::resnet),
        Arguments.of("densenet", (Kind) Architectures::densenet),
        Arguments.of("inception", (Kind) Architectures::inception),
        Arguments.of("mobilenet", (Kind) Architectures::mobilenet),
        Arguments.of("convMixer", (Kind) Architectures::convMixer));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void putsOutALogitForEachClassWhateverItsWidthAndDepth(String name, Kind kind) {
    int before = 0;
    for (int depth = 1; depth <= 3; depth++) {
      Network network = kind.of(IMAGE, 7, 8, depth).build(1);
      assertThat(network.outputShape()).isEqualTo(Shape.of(7));
      assertThat(network.parameters().size()).as("deeper is larger").isGreaterThan(before);
      before = network.parameters().size();
      float[] logits = network.predict(Tensor.gaussian(3, 2, 16, 20, 3)).toArray();
      assertThat(logits).hasSize(14).doesNotContain(Float.NaN);
      assertThat(logits[0]).isNotEqualTo(logits[7]);
    }
    assertThat(kind.of(IMAGE, 7, 16, 3).build(1).parameters().size()).as("wider is larger").isGreaterThan(before);
  }

  @Test
  void theResidualNetworkIsTheOneOfTheZoo() {
    assertThat(Architectures.resnet(Shape.of(28, 28, 1), 10, 16, 1).build(1).parameters().trainable())
        .isEqualTo(77_754);
    assertThat(Architectures.densenet(Shape.of(28, 28, 1), 10, 12, 4).build(1).parameters().trainable())
        .isEqualTo(76_480);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void whatIsNoImageOrNoSizeIsRefused(String name, Kind kind) {
    assertThatIllegalArgumentException().isThrownBy(() -> kind.of(Shape.of(28, 28), 10, 8, 1))
        .withMessage("expected images of shape (H, W, C), got (28, 28)");
    assertThatIllegalArgumentException().isThrownBy(() -> kind.of(IMAGE, 10, 8, 0))
        .withMessage("expected classes, width and depth of 1 or more, got 10, 8 and 0");
  }

  @Test
  void aWidthThatInceptionCannotDivideIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Architectures.inception(IMAGE, 10, 12, 1))
        .withMessage("expected a width that is a multiple of 8, got 12");
  }
}
