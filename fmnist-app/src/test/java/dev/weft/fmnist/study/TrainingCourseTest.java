package dev.weft.fmnist.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.fmnist.study.TrainingCourse.Overfitting;
import dev.weft.optim.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingCourseTest {

  /** Epochs with these training and validation losses in turn; the accuracies are 1 less half the loss. */
  private static TrainingCourse course(double... losses) {
    List<EpochResult> epochs = new ArrayList<>();
    for (int i = 0; i < losses.length; i += 2) {
      epochs
          .add(new EpochResult(i / 2 + 1, losses[i], 1 - losses[i] / 2, losses[i + 1], 1 - losses[i + 1] / 2, 1, 1, 1));
    }
    return TrainingCourse.of(epochs);
  }

  @Test
  void aValidationLossThatRisesWhileTheTrainingLossFallsIsOverfitting() {
    TrainingCourse course = course(0.6, 0.5, 0.3, 0.4, 0.1, 0.6);

    assertThat(course.bestEpoch()).isEqualTo(2);
    assertThat(course.overfitting()).isEqualTo(Overfitting.CLEAR);
    assertThat(course.rise()).isCloseTo(0.5, within(1e-12));
    assertThat(course.last().lossGap()).isCloseTo(0.5, within(1e-12));
    assertThat(course.last().accuracyGap()).isCloseTo(0.25, within(1e-12));
    assertThat(course.verdict())
        .isEqualTo("Overfitted: the validation loss was lowest, 0.4000, in epoch 2 of 3 and rose"
            + " to 0.6000, 50 % higher, while the training loss went on falling from 0.3000 to 0.1000.");
    assertThat(course.gapSentence()).isEqualTo("In the end the accuracy is 0.9500 on the training images and 0.7000 on"
        + " the validation images, 25.0 points lower.");
  }

  @Test
  void aRiseOfATwentiethOrLessIsSlight() {
    TrainingCourse course = course(0.6, 0.5, 0.3, 0.4, 0.2, 0.41);

    assertThat(course.overfitting()).isEqualTo(Overfitting.SLIGHT);
    assertThat(course.verdict()).isEqualTo("Hardly overfitted: the validation loss was lowest, 0.4000, in epoch 2 of 3"
        + " and ended at 0.4100, 2.5 % higher.");
  }

  @Test
  void aRiseWithoutAFallingTrainingLossIsUnstable() {
    TrainingCourse course = course(0.3, 0.4, 0.5, 0.6);

    assertThat(course.overfitting()).isEqualTo(Overfitting.UNSTABLE);
    assertThat(course.verdict()).isEqualTo("Unstable, which is not overfitting: the validation loss was lowest, 0.4000,"
        + " in epoch 1 of 2 and ended at 0.6000, and the training loss did not fall either, from 0.3000 to 0.5000.");
    assertThat(course(0.3, 0.4, 0.3, 0.41).overfitting()).isEqualTo(Overfitting.UNSTABLE);
  }

  @Test
  void aLastEpochThatEqualsTheLowestIsNoOverfitting() {
    TrainingCourse course = course(0.6, 0.5, 0.3, 0.4, 0.2, 0.4);

    assertThat(course.bestEpoch()).isEqualTo(3);
    assertThat(course.overfitting()).isEqualTo(Overfitting.NONE);
    assertThat(course.verdict())
        .isEqualTo("No sign of overfitting: the validation loss was lowest, 0.4000, in the last epoch.");
  }

  @Test
  void aValidationLossThatIsNotANumberIsUnstable() {
    TrainingCourse course = course(0.6, Double.NaN, 0.3, 0.4, 0.2, Double.NaN);

    assertThat(course.validated()).isTrue();
    assertThat(course.bestEpoch()).isEqualTo(2);
    assertThat(course.overfitting()).isEqualTo(Overfitting.UNSTABLE);
    assertThat(course.verdict()).isEqualTo("Unstable: the validation loss is not finite in the last epoch.");
  }

  @Test
  void theLowestLossInTheLastEpochIsNoOverfitting() {
    TrainingCourse course = course(0.6, 0.5, 0.5, 0.4);

    assertThat(course.overfitting()).isEqualTo(Overfitting.NONE);
    assertThat(course.verdict()).isEqualTo(
        "No sign of overfitting: the validation loss was lowest, 0.4000, in the last epoch.");
    assertThat(course.gapSentence()).endsWith("0.8000 on the validation images, 5.0 points higher.");
  }

  @Test
  void oneEpochIsTooFew() {
    assertThat(course(0.6, 0.5).verdict()).isEqualTo("One epoch is too few to see overfitting.");
  }

  @Test
  void withoutValidationNothingIsClaimed() {
    TrainingCourse course = TrainingCourse.of(List.of(new EpochResult(1, 0.6, 0.7, Optional.empty(), 1, 1, 1),
        new EpochResult(2, 0.3, 0.8, Optional.empty(), 1, 1, 1)));

    assertThat(course.validated()).isFalse();
    assertThat(course.bestEpoch()).isEqualTo(2);
    assertThat(course.verdict())
        .isEqualTo("No images were held out for validation, so overfitting cannot be seen.");
    assertThat(course.gapSentence()).isEmpty();
  }

  @Test
  void noEpochIsRefused() {
    assertThatThrownBy(() -> TrainingCourse.of(List.of())).hasMessage("expected at least one epoch, got none");
  }

  @Test
  void twoTrainingsAreComparedNumberByNumber() {
    TrainingCourse a = course(0.6, 0.5, 0.1, 0.6);
    TrainingCourse b = course(0.6, 0.5, 0.4, 0.3);
    TestResult test = TestResult.of(0.6, 7, 3);

    Comparison comparison = Comparison.of(a, test, b, TestResult.of(0.5, 8, 2));

    assertThat(comparison.rows()).hasSize(11);
    assertThat(comparison.rows().getFirst()).isEqualTo(
        new Comparison.Row("Epoch of the lowest validation loss", 1, 2, 0));
    Comparison.Row accuracy = comparison.rows().getLast();
    assertThat(accuracy.name()).isEqualTo("Test accuracy");
    assertThat(accuracy.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(Comparison.sentence(a, b))
        .isEqualTo("In the end the validation loss is 0.1000 below the training loss with"
            + " dropout, and 0.5000 above it without. The last validation loss is lower with dropout: 0.3000 against 0.6000.");
  }
}
