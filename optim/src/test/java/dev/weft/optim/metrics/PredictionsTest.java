package dev.weft.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PredictionsTest {

  private static final float NAN = Float.NaN;
  private static final float[] SCORES = {
      0.1f, 0.6f, 0.3f,
      0.5f, 0.2f, 0.3f,
      0.3f, 0.3f, 0.4f,
      0.4f, 0.4f, 0.2f};

  @Test
  void predictsTheHighestScoreAndTheLowerClassOfTwo() {
    assertThat(Predictions.argmax(SCORES, 3)).containsExactly(1, 0, 2, 0);
    assertThat(Predictions.argmax(SCORES, 3, 3)).isZero();
  }

  @Test
  void neverPredictsAScoreThatIsNotANumber() {
    assertThat(Predictions.argmax(new float[] {NAN, -1, NAN, -2}, 4)).containsExactly(1);
    assertThat(Predictions.argmax(new float[] {NAN, NAN}, 2)).containsExactly(0);
  }

  @Test
  void accuracyIsTheShareOfEqualClasses() {
    assertThat(Predictions.accuracy(new int[] {1, 0, 2, 2}, new int[] {1, 0, 2, 0})).isEqualTo(0.75);
    assertThat(Predictions.accuracy(new int[0], new int[0])).isZero();
  }

  @Test
  void topKCountsTheTrueClassAmongTheKHighest() {
    int[] truth = {2, 1, 0, 1};
    assertThat(Predictions.topKAccuracy(SCORES, 3, truth, 1)).isZero();
    assertThat(Predictions.topKAccuracy(SCORES, 3, truth, 2)).isEqualTo(0.75);
    assertThat(Predictions.topKAccuracy(SCORES, 3, truth, 3)).isEqualTo(1.0);
  }

  @Test
  void topOneIsTheAccuracyOfThePredictions() {
    int[] truth = {1, 1, 2, 0};
    assertThat(Predictions.topKAccuracy(SCORES, 3, truth, 1))
        .isEqualTo(Predictions.accuracy(truth, Predictions.argmax(SCORES, 3)));
  }

  @Test
  void aTrueClassWhoseScoreIsNotANumberIsAMiss() {
    assertThat(Predictions.topKAccuracy(new float[] {NAN, 1}, 2, new int[] {0}, 2)).isZero();
  }

  @Test
  void rejectsSizesThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> Predictions.argmax(SCORES, 5)).withMessageContaining("12");
    assertThatIllegalArgumentException().isThrownBy(() -> Predictions.accuracy(new int[1], new int[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> Predictions.topKAccuracy(SCORES, 3, new int[3], 1))
        .withMessage("expected 3 rows of 3 scores, got 4");
    assertThatIllegalArgumentException().isThrownBy(() -> Predictions.topKAccuracy(SCORES, 3, new int[4], 4))
        .withMessageContaining("got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Predictions.topKAccuracy(SCORES, 3, new int[] {0, 0, 0, 3}, 1))
        .withMessageContaining("got 3");
  }
}
