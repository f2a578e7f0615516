package dev.weft.benchmarks.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {

  @ParameterizedTest
  @CsvSource({"reference, 241546", "tabular, 6794", "mlp, 669706", "lenet, 61706", "strided, 113162", "vgg, 140138",
      "vgg_bn, 140458", "cifar, 356810", "resnet8, 77754", "resnet_wide, 308074", "densenet, 76480", "inception, 60806",
      "mobilenet, 36874", "autoencoder, 13265", "lstm, 24458", "gru, 179466"})
  void aNetworkHasAsManyParametersAsThatOfPyTorch(String name, int parameters) {
    assertThat(Zoo.names()).contains(name).hasSize(16);
    assertThat(Zoo.build(name, 1).parameters().trainable()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"vgg, 48, 3", "mobilenet, 32, 3"})
  void aNetworkTakesOtherImages(String name, int side, int channels) {
    assertThat(Zoo.builder(name, Shape.of(side, side, channels)).build(1).outputShape()).isEqualTo(Shape.of(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tabular", "autoencoder", "resnet8", "lstm", "gru"})
  void aTrainingStepLowersTheLossOfTheSameExamples(String name) {
    try (ZooWork run = ZooWork.training(name, 8, 2)) {
      double first = run.run();
      double last = first;
      for (int i = 0; i < 20; i++) {
        last = run.run();
      }
      assertThat(last).isLessThan(first);
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Zoo.build("alexnet", 1))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected one of [reference, tabular");
  }

  @Test
  void theSweepHasEveryShapeThatItComparesOthersWith() {
    for (List<SweepShape> shapes : List.of(SweepShape.all(), SweepShape.subset())) {
      assertThat(shapes).doesNotHaveDuplicates();
      assertThat(shapes).allSatisfy(shape -> {
        assertThat(shapes).contains(shape.aligned());
        assertThat(shape.batch()).isEqualTo(shape.aligned().batch()).isBetween(1, 16);
      });
    }
    assertThat(SweepShape.all()).hasSize(14 * 14 * 4 * 4 * 2);
  }

  @Test
  void aPointOfTheSweepIsCreditedWithItsMultiplyAdds() {
    SweepShape shape = new SweepShape(7, 3, 2, 3, 5);

    assertThat(shape.aligned()).isEqualTo(new SweepShape(7, 3, 2, 16, 16));
    assertThat(shape.network().outputShape()).isEqualTo(Shape.of(4, 4, 5));
    assertThat(shape.flops()).isEqualTo(2 * 4 * 4 * 5 * 3 * 3 * 3);
    assertThat(SweepRun.gflops(shape, 1)).hasSize(3).doesNotContain(0);
  }
}
