package dev.weft.fmnist.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is computed from predictions, checked by hand on a few of them. */
class FindingsTest {

  private static final List<String> NAMES = List.of("cat", "dog", "cow");

  /** Predictions, each a true class, a predicted class and the probability of the latter; the rest goes to the others. */
  private static Evaluation evaluation(double... triples) {
    int n = triples.length / 3;
    int[] truth = new int[n];
    int[] predicted = new int[n];
    float[] probabilities = new float[n * NAMES.size()];
    for (int i = 0; i < n; i++) {
      truth[i] = (int) triples[3 * i];
      predicted[i] = (int) triples[3 * i + 1];
      float sure = (float) triples[3 * i + 2];
      for (int c = 0; c < NAMES.size(); c++) {
        probabilities[i * NAMES.size() + c] = c == predicted[i] ? sure : (1 - sure) / 2;
      }
    }
    return new Evaluation(0.5, probabilities, predicted, truth, NAMES);
  }

  private static final Evaluation EIGHT =
      evaluation(0, 0, 0.75, 0, 1, 0.5, 0, 1, 0.875, 1, 1, 1, 1, 0, 0.875, 2, 2, 0.5,
          2, 2, 1, 2, 2, 0.5);

  /** (8/10 + z²/20 ± z √(0.016 + z²/400)) / (1 + z²/10), with z = 1.96: 0.4902 and 0.9433. */
  @Test
  void theIntervalIsWilsons() {
    TestResult result = TestResult.of(0.5, 8, 2);

    assertThat(result.accuracy()).isEqualTo(0.8);
    assertThat(result.low()).isCloseTo(0.4902, within(5e-5));
    assertThat(result.high()).isCloseTo(0.9433, within(5e-5));
  }

  @Test
  void theIntervalStaysBetweenZeroAndOne() {
    assertThat(TestResult.of(0, 10, 0).high()).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
    assertThat(TestResult.of(9, 0, 10).low()).isZero();
  }

  @Test
  void theDocumentsAccuracyIsWithinOrOutside() {
    assertThat(TestResult.of(0.2, 9_258, 742).againstDocument()).contains("0.9258", "lies within the 95 % interval");
    assertThat(TestResult.of(0.3, 9_000, 1_000).againstDocument()).contains("lies above the");
    assertThat(TestResult.of(0.1, 9_500, 500).againstDocument()).contains("lies below the");
  }

  @Test
  void theDocumentsOwnFiguresAgreeWithEachOther() {
    assertThat(TestResult.DOCUMENT_RIGHT / (double) (TestResult.DOCUMENT_RIGHT + TestResult.DOCUMENT_WRONG))
        .isEqualTo(TestResult.DOCUMENT_ACCURACY);
  }

  @Test
  void theMostFrequentConfusionComesFirstWithItsSurestExamples() {
    List<Confusion> confusions = Confusion.mostFrequent(EIGHT, 5, 1);

    assertThat(confusions).hasSize(2);
    Confusion first = confusions.getFirst();
    assertThat(first.truth()).isZero();
    assertThat(first.predicted()).isEqualTo(1);
    assertThat(first.count()).isEqualTo(2);
    assertThat(first.share()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(first.examples()).containsExactly(new Prediction(2, 0, 1, 0.875));
    assertThat(Confusion.mostFrequent(EIGHT, 1, 1)).hasSize(1);
  }

  @Test
  void mistakesAreSortedByConfidenceThenByPlace() {
    assertThat(Prediction.mostConfidentMistakes(EIGHT, 25)).extracting(Prediction::index).containsExactly(2, 4, 1);
    assertThat(Prediction.mostConfidentMistakes(EIGHT, 2)).hasSize(2);
  }

  @Test
  void examplesAreTheFirstOfTheTestSet() {
    assertThat(Prediction.first(EIGHT, true, 2)).extracting(Prediction::index).containsExactly(0, 3);
    assertThat(Prediction.first(EIGHT, false, 9)).extracting(Prediction::index).containsExactly(1, 2, 4);
  }

  /** Bins of 1/15: 0.5 in (7/15, 8/15], 0.75 in (11/15, 12/15], 0.875 in (13/15, 14/15], 1 in the last. */
  @Test
  void theCalibrationErrorIsTheMeanDistanceOfConfidenceAndAccuracy() {
    Calibration calibration = Calibration.of(Prediction.all(EIGHT));

    assertThat(calibration.bins()).hasSize(15);
    assertThat(calibration.bins()).extracting(Calibration.Bin::count)
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 2, 2);
    assertThat(calibration.bins().get(7).accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(calibration.bins().get(13).accuracy()).isZero();
    // 3/8 · |2/3 − 0.5| + 1/8 · |1 − 0.75| + 2/8 · |0 − 0.875| + 2/8 · |1 − 1|
    assertThat(calibration.expectedError()).isCloseTo(0.0625 + 0.03125 + 0.21875, within(1e-12));
    assertThat(calibration.confidence()).isEqualTo(0.75); // 6 / 8
    assertThat(calibration.accuracy()).isEqualTo(0.625); // 5 / 8
    assertThat(calibration.sentence()).contains("75.0 % sure and right in 62.5 %", "too sure by 12.5 points", "0.3125");
  }

  @Test
  void aConfidenceOnABoundaryBelongsToTheLowerBin() {
    Calibration calibration = Calibration.of(List.of(new Prediction(0, 0, 0, 0.2), new Prediction(1, 0, 0, 0)));

    assertThat(calibration.bins().get(2).count()).isEqualTo(1); // (2/15, 3/15]
    assertThat(calibration.bins().get(0).count()).isEqualTo(1); // 0 has no bin below
  }

  @Test
  void calibrationNeedsAPrediction() {
    assertThatThrownBy(() -> Calibration.of(List.of())).hasMessage("expected at least one prediction, got none");
  }

  @Test
  void theConclusionsNameTheClassesAndPairsOfTheNumbers() {
    List<EpochResult> epochs = new ArrayList<>();
    epochs.add(new EpochResult(1, 0.6, 0.7, 0.5, 0.8, 1, 1, 1));
    epochs.add(new EpochResult(2, 0.5, 0.8, 0.4, 0.9, 1, 1, 1));
    var course = TrainingCourse.of(epochs);

    Conclusions conclusions = Conclusions.of(course, TestResult.of(EIGHT), EIGHT.report(),
        Confusion.mostFrequent(EIGHT, 5, 1), Calibration.of(Prediction.all(EIGHT)));

    assertThat(conclusions.strengths()).containsExactly("1 of 3 classes reaches an F1 of 0.95: cow (1.00).",
        course.verdict());
    assertThat(conclusions.limits()).startsWith(
        "2 of 3 classes stay below an F1 of 0.85: cat (0.40), dog (0.40).",
        "Of the 3 images of cat 33.3 % are found, and of what is called cat 50.0 % is.",
        "Most often cat is taken for dog: 2 images, 66.7 % of that class.",
        "The 2 most frequent confusions are 100 % of all 3 mistakes.");
    assertThat(conclusions.limits().getLast()).startsWith("Badly calibrated. On average the network is 75.0 % sure");
  }

  @Test
  void ofClassesWithoutImagesNothingIsSaid() {
    Evaluation oneClass = evaluation(0, 0, 1, 0, 0, 1, 0, 1, 0.6); // only cats

    assertThat(conclusions(oneClass).limits()).startsWith("1 of 1 class stays below an F1 of 0.85: cat (0.80).",
        "Of the 3 images of cat 66.7 % are found, and of what is called cat 100.0 % is.",
        "2 classes have no test images, and nothing is said of them.",
        "Most often cat is taken for dog: 1 image, 33.3 % of that class.");
  }

  @Test
  void aClassThatNothingIsTakenForHasNoShareOfNothing() {
    Evaluation oneImage = evaluation(0, 1, 0.6);

    assertThat(conclusions(oneImage).limits()).startsWith("1 of 1 class stays below an F1 of 0.85: cat (0.00).",
        "The one image of cat is not found, and nothing is rightly called cat.");
  }

  @Test
  void aBestClassThatIsNotGoodIsNoStrength() {
    Evaluation poor = evaluation(0, 1, 0.5, 1, 1, 0.5, 2, 1, 0.5); // dog has an F1 of 0.5, the others 0

    assertThat(conclusions(poor).strengths()).isEmpty();
  }

  @Test
  void aBestClassBetweenTheBoundsIsNamed() {
    Evaluation fair = evaluation(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 2, 1, 1); // cat: 2 · 4 / (2 · 4 + 1)

    assertThat(conclusions(fair).strengths()).containsExactly("The best class is cat with an F1 of 0.89.");
  }

  private static Conclusions conclusions(Evaluation evaluation) {
    var course = TrainingCourse.of(List.of(new EpochResult(1, 0.6, 0.7, 0.5, 0.8, 1, 1, 1)));
    return Conclusions.of(course, TestResult.of(evaluation), evaluation.report(),
        Confusion.mostFrequent(evaluation, 5, 1), Calibration.of(Prediction.all(evaluation)));
  }

  @Test
  void aDistanceThatRoundsToNothingIsNotCalledTooSure() {
    assertThat(new Calibration(List.of(), 0.0123, 0.7504, 0.75).sentence()).isEqualTo(
        "On average the network is 75.0 % sure and right in 75.0 % of the cases. The expected calibration error is"
            + " 0.0123.");
    assertThat(new Calibration(List.of(), 0.0123, 0.74, 0.75).sentence()).isEqualTo(
        "On average the network is 74.0 % sure and right in 75.0 % of the cases: it is not sure enough by 1.0 points."
            + " The expected calibration error is 0.0123.");
  }
}
