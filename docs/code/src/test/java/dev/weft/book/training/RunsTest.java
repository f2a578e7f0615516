package dev.weft.book.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.training.Runs.Setting;
import dev.weft.fmnist.data.SampleData;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import dev.weft.optim.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runs of chapter 11 on a few images. */
class RunsTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTinyRunLearnsAndItsFileIsReadBack(boolean dropout) throws IOException {
    Split<Dataset> split = SampleData.load().training().head(320).split(0.2, 1);
    Setting setting = new Setting("tiny", dropout, 256, 2, 1e-3f, 1);
    History history = Runs.train(Runs.network(dropout, 1), setting, split, new Runs.BestWeights());
    Path file = Files.writeString(folder.resolve("tiny.csv"), Learning.toCsv(history));
    Learning learning = Learning.read(file);
    assertThat(learning.epochs()).isEqualTo(2);
    assertThat(learning.trainingLoss()[1]).isLessThan(learning.trainingLoss()[0]);
    assertThat(learning.validationAccuracy()[1]).isBetween(0.0, 1.0);
  }

  @Test
  void bothNetworksBeginWithTheSameWeights() {
    assertThat(Runs.network(true, 1).parameters().values()).isEqualTo(Runs.network(false, 1).parameters().values());
  }

  @Test
  void everySettingHasItsFileAndItsResult() throws IOException {
    List<String> names = Results.read(LearningFigures.DATA.resolve("results.csv")).stream().map(Results::run).toList();
    assertThat(Runs.settings()).extracting(Setting::name).containsExactlyElementsOf(names);
    for (Setting setting : Runs.settings()) {
      assertThat(LearningFigures.run(setting.name()).epochs()).as(setting.name()).isEqualTo(setting.epochs());
    }
  }
}
