package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainSettingsTest {

  @Test
  void withoutOptionsTheRunIsTheReferenceStudys() {
    TrainSettings settings = TrainSettings.of(Map.of());

    assertThat(settings.architecture()).isEqualTo(Architecture.DROPOUT);
    assertThat(settings.recipe()).isEqualTo(Recipe.document());
    assertThat(settings.recipe().epochs()).isEqualTo(50);
    assertThat(settings.recipe().batchSize()).isEqualTo(128);
    assertThat(settings.recipe().learningRate()).isEqualTo(0.001f);
    assertThat(settings.seed()).isEqualTo(2023);
    assertThat(settings.validationSplit()).isEqualTo(0.2);
    assertThat(settings.split()).isEqualTo(SplitKind.SKLEARN);
    assertThat(settings.splitSeed()).isEqualTo(2023);
    assertThat(settings.limit()).isZero();
  }

  @Test
  void theTunedRecipeHasFortyEpochsUnlessOthersAreAskedFor() {
    assertThat(TrainSettings.of(Map.of("recipe", "tuned")).recipe().epochs()).isEqualTo(40);
    assertThat(TrainSettings.of(Map.of("recipe", "tuned", "epochs", "3")).recipe().epochs()).isEqualTo(3);
  }

  @Test
  void settingsSurviveBeingWrittenAsTexts() {
    TrainSettings settings = TrainSettings.of(Map.of("architecture", "baseline", "recipe", "tuned", "epochs", "7",
        "batch-size", "33", "learning-rate", "0.0123", "seed", "99", "validation-split", "0.3", "split", "stratified",
        "split-seed", "4", "limit", "1000"));

    assertThat(TrainSettings.of(settings.toMap())).isEqualTo(settings);
  }

  @Test
  void theRecipesAugmentationIsUsedUnlessAnotherIsAskedFor() {
    TrainSettings tuned = TrainSettings.of(Map.of("recipe", "tuned"));
    assertThat(tuned.recipe().augmentation()).hasToString("flip, shift 1");
    assertThat(tuned.toMap()).doesNotContainKey("augment");
    TrainSettings other = TrainSettings.of(Map.of("recipe", "tuned", "augment", "Rotate 10,  mixup 0.2"));
    assertThat(other.recipe().toString()).contains(", rotate 10, mixup 0.2,");
    assertThat(TrainSettings.of(other.toMap())).isEqualTo(other);
    other.requireSame(Map.of("augment", "rotate 10, mixup 0.2"));
    assertThatThrownBy(() -> other.requireSame(Map.of("augment", "flip"))).isInstanceOf(UsageException.class)
        .hasMessage("--augment: expected rotate 10, mixup 0.2, as the run to resume has, got flip");
  }

  @ParameterizedTest
  @CsvSource({"epochs,0", "epochs,-1", "batch-size,0", "learning-rate,0.0", "learning-rate,NaN", "validation-split,1.0",
      "validation-split,-0.1", "limit,0", "split-seed,-1", "recipe,secret", "augment,flip at 2.0"})
  void aValueOutOfRangeIsWrongUsageAndNamesTheOption(String option, String value) {
    assertThatThrownBy(() -> TrainSettings.of(Map.of(option, value)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--" + option + ": expected ")
        .hasMessageEndingWith(", got " + value.substring(value.lastIndexOf(' ') + 1));
  }

  @Test
  void anotherSeedHoldsTheSameImagesOut() {
    TrainSettings settings = TrainSettings.of(Map.of("seed", "-1"));
    assertThat(settings.seed()).isEqualTo(-1);
    assertThat(settings.splitSeed()).isEqualTo(2023);
  }

  @Test
  void anySplitSeedWillDoForTheLibrarysOwnSplits() {
    assertThat(TrainSettings.of(Map.of("split-seed", "-1", "split", "shuffled")).splitSeed()).isEqualTo(-1);
  }

  @Test
  void resumingWithAnotherSettingNamesIt() {
    TrainSettings settings = TrainSettings.of(Map.of("epochs", "5"));

    settings.requireSame(Map.of("epochs", "5", "learning-rate", "0.001"));
    assertThatThrownBy(() -> settings.requireSame(Map.of("epochs", "6"))).isInstanceOf(UsageException.class)
        .hasMessage("--epochs: expected 5, as the run to resume has, got 6");
    assertThatThrownBy(() -> settings.requireSame(Map.of("limit", "6"))).isInstanceOf(UsageException.class)
        .hasMessage("--limit: expected no limit, as the run to resume has, got 6");
  }
}
