package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weft.optim.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run whose numbers are no longer finite says so, whichever number it is. */
class TrainingDivergedTest {

  private static final Dataset TRAINING = Blobs.images(200, 1);
  private static final Dataset VALIDATION = Blobs.images(50, 2);

  @Test
  void aLossThatIsNotANumberEndsTheRun() {
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(() -> Trainer.of(Blobs.network(), softmaxCrossEntropy(), sgd(1e30f)).epochs(5).fit(TRAINING))
        .withMessageContaining("expected a finite loss").withMessageContaining("lower learning rate");
  }

  /** Spoils the weights behind a step's update, as a step too long does. */
  private static Callback spoiling(long step, float value) {
    return new Callback() {
      @Override
      public void onStep(StepInfo info, TrainingControl run) {
        if (info.step() == step) {
          run.network().parameters().values()[0] = value;
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aDivergenceInTheLastStepEndsTheRunWithAndWithoutValidation(float value) {
    List<UnaryOperator<Trainer>> forms = List.of(t -> t, t -> t.validateOn(VALIDATION), t -> t.averageWeights(0.9),
        t -> t.validateOn(VALIDATION).callback(EarlyStopping.patience(1)));
    for (UnaryOperator<Trainer> form : forms) {
      Trainer trainer = form.apply(TrainerTest.trainer(Blobs.network()).epochs(2).callback(spoiling(14, value)));
      assertThatExceptionOfType(TrainingDivergedException.class).isThrownBy(() -> trainer.fit(TRAINING))
          .withMessageStartingWith("expected finite weights, got " + value + " in conv2d_1/kernel after epoch 2; try");
    }
  }

  @Test
  void aDivergenceInTheStepAfterWhichTheRunIsStoppedIsOne() {
    Trainer trainer = TrainerTest.trainer(Blobs.network()).callback(spoiling(1, Float.NaN)).stopWhen(() -> true);
    assertThatExceptionOfType(TrainingDivergedException.class).isThrownBy(() -> trainer.fit(TRAINING));
  }

  @Test
  void aDivergenceThatOnlyTheValidationShowsIsOne() {
    Callback large = new Callback() {
      @Override
      public void onStep(StepInfo step, TrainingControl run) {
        if (step.step() == 7) {
          Arrays.fill(run.network().parameters().values(), Float.MAX_VALUE);
        }
      }
    };
    assertThatExceptionOfType(TrainingDivergedException.class)
        .isThrownBy(
            () -> TrainerTest.trainer(Blobs.network()).epochs(1).validateOn(VALIDATION).callback(large).fit(TRAINING))
        .withMessageStartingWith("expected a finite validation loss, got ").withMessageContaining("after epoch 1; try");
  }
}
