package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.optim.Adam;
import dev.weft.optim.AdamW;
import dev.weft.optim.Optimizers;
import dev.weft.optim.Schedule;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static final long STEPS = 1000;

  @Test
  void theDocumentsRecipeIsPlainAdamAtAConstantRate() {
    Recipe recipe = Recipe.document();

    assertThat(recipe.optimizer()).isInstanceOf(Adam.class).isEqualTo(Optimizers.adam(0.001f));
    assertThat(recipe.schedule(STEPS).learningRate(0.001f, STEPS, STEPS)).isEqualTo(0.001f);
    assertThat(recipe.augmentation().isNone()).isTrue();
    assertThat(recipe.labelSmoothing()).isZero();
    assertThat(recipe.averageDecay()).isZero();
  }

  @Test
  void theTunedRecipesRateRisesAndFalls() {
    Recipe recipe = Recipe.tuned();
    Schedule schedule = recipe.schedule(STEPS);
    float peak = recipe.learningRate();

    assertThat(recipe.optimizer()).isInstanceOf(AdamW.class);
    assertThat(schedule.learningRate(peak, 1, STEPS)).isLessThan(peak / 2);
    assertThat(schedule.learningRate(peak, STEPS, STEPS)).isLessThan(peak / 100);
  }

  @Test
  void aCosineStartsWithAWarmUp() {
    Recipe tuned = Recipe.tuned();
    Schedule schedule = new Recipe("x", 1, 1, 1, 0, Recipe.Rate.COSINE, 0.1, 0, tuned.augmentation(), 0,
        tuned.dropout()).schedule(STEPS);

    assertThat(schedule.learningRate(1, 50, STEPS)).isEqualTo(0.5f);
    assertThat(schedule.learningRate(1, 100, STEPS)).isEqualTo(1);
    assertThat(schedule.learningRate(1, STEPS, STEPS)).isLessThan(0.001f);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Recipe.named("secret")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected document or tuned, got secret");
  }

  @Test
  void oneLineTellsAllThatMatters() {
    assertThat(Recipe.document())
        .hasToString("document: Adam 0.001, constant rate, batches of 128, 50 epochs");
  }
}
