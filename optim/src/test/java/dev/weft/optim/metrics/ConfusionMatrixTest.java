package dev.weft.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(new int[] {0, 0, 0, 1, 2}, new int[] {0, 1, 1, 1, 0}, List.of("cat", "dog", "giraffe"));

  @Test
  void countsPairsOfTrueAndPredictedClass() {
    assertThat(MATRIX.count(0, 1)).isEqualTo(2);
    assertThat(MATRIX.count(1, 0)).isZero();
    assertThat(MATRIX.toArray()).isDeepEqualTo(new long[][] {{1, 2, 0}, {0, 1, 0}, {1, 0, 0}});
    assertThat(MATRIX.truthCount(0)).isEqualTo(3);
    assertThat(MATRIX.predictedCount(0)).isEqualTo(2);
  }

  @Test
  void theDiagonalIsRight() {
    assertThat(MATRIX.correct()).isEqualTo(2);
    assertThat(MATRIX.incorrect()).isEqualTo(3);
    assertThat(MATRIX.total()).isEqualTo(5);
    assertThat(MATRIX.accuracy()).isEqualTo(0.4);
  }

  @Test
  void printsAnAlignedTable() {
    assertThat(MATRIX).hasToString("""
                0 1 2
            cat 1 2 0
            dog 0 1 0
        giraffe 1 0 0
        """);
  }

  @Test
  void columnsAreAsWideAsTheLargestCount() {
    assertThat(ConfusionMatrix.of(new int[12], new int[12], 2)).hasToString("   0  1\n0 12  0\n1  0  0\n");
  }

  @Test
  void equalCountsAndNamesAreEqual() {
    ConfusionMatrix same = ConfusionMatrix.of(new int[] {1, 0}, new int[] {0, 1}, 2);
    assertThat(ConfusionMatrix.of(new int[] {0, 1}, new int[] {1, 0}, 2)).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(ConfusionMatrix.of(new int[] {0, 1}, new int[] {1, 0}, List.of("a", "b"))).isNotEqualTo(same);
    assertThat(ConfusionMatrix.of(new int[] {0, 1}, new int[] {1, 1}, 2)).isNotEqualTo(same);
  }

  @Test
  void theAccuracyOfNothingIsZero() {
    assertThat(ConfusionMatrix.of(new int[0], new int[0], 3).accuracy()).isZero();
  }

  @Test
  void rejectsClassesAndCountsThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[1], new int[2], 2))
        .withMessageContaining("2 and 1");
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[] {0, 2}, new int[2], 2))
        .withMessage("expected true classes from 0 to 1, got 2 for example 1");
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[1], new int[] {-1}, 2))
        .withMessageContaining("predicted classes");
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[0], new int[0], 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ConfusionMatrix.of(new int[0], new int[0], List.of()));
    assertThatThrownBy(() -> MATRIX.count(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
