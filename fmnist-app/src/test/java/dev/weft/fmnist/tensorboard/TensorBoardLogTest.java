package dev.weft.fmnist.tensorboard;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.fmnist.tensorboard.EventReader.Fields;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.metrics.Metrics;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.History;
import dev.weft.optim.train.Trainer;
import dev.weft.optim.train.TrainingState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {

  private static final Dataset TRAINING = images(40, 1);
  private static final Dataset VALIDATION = images(20, 2);

  @TempDir
  private Path folder;

  private static Dataset images(int count, long seed) {
    return Dataset.of(IdxFiles.pixels(count, seed), FashionMnist.IMAGE_SHAPE, IdxFiles.labels(count),
        FashionMnist.CLASS_NAMES);
  }

  private static Trainer trainer(int epochs) {
    Network network =
        Sequential.input(28, 28, 1).add(conv2D(4, 3)).add(relu()).add(flatten()).add(dense(10)).build(7);
    return Trainer.of(network, Losses.softmaxCrossEntropy(), Optimizers.adam(1e-3f)).batchSize(16).epochs(epochs)
        .threads(1);
  }

  private History train(int epochs) {
    return trainer(epochs).validateOn(VALIDATION).callback(new TensorBoardLog(folder, TRAINING, VALIDATION))
        .fit(TRAINING);
  }

  /** A value of a summary and its step. */
  private record Point(long step, Fields value) {

    String tag() {
      return value.text(1);
    }
  }

  private static List<Point> points(Path directory) throws IOException {
    List<Point> points = new ArrayList<>();
    for (Path file : EventFile.in(directory)) {
      for (Fields event : EventReader.read(file)) {
        for (Fields summary : event.messages(5)) {
          summary.messages(1).forEach(value -> points.add(new Point((long) event.one(2), value)));
        }
      }
    }
    return points;
  }

  private List<Float> curve(String run, String tag) throws IOException {
    return points(folder.resolve(run)).stream().filter(point -> point.tag().equals(tag))
        .map(point -> (Float) point.value().one(2)).toList();
  }

  @Test
  void curvesHaveTheValuesOfTheHistory() throws IOException {
    List<EpochResult> epochs = train(2).epochs();

    assertThat(curve("train", "epoch_loss")).isEqualTo(
        epochs.stream().map(epoch -> (float) epoch.trainingLoss()).toList());
    assertThat(curve("train", "epoch_accuracy")).isEqualTo(
        epochs.stream().map(epoch -> (float) epoch.trainingAccuracy()).toList());
    assertThat(curve("train", "epoch_learning_rate")).containsExactly(1e-3f, 1e-3f);
    assertThat(curve("train", "epoch_images_per_second")).isEqualTo(
        epochs.stream().map(epoch -> (float) epoch.imagesPerSecond()).toList());
    assertThat(curve("validation", "epoch_loss")).isEqualTo(
        epochs.stream().map(epoch -> (float) epoch.validationLoss()).toList());
    assertThat(curve("validation", "epoch_accuracy")).isEqualTo(
        epochs.stream().map(epoch -> (float) epoch.validationAccuracy()).toList());
  }

  @Test
  void otherMetricsHaveCurvesToo() throws IOException {
    EpochResult epoch = trainer(1).metrics(Metrics.macroF1()).validateOn(VALIDATION)
        .callback(new TensorBoardLog(folder, TRAINING, VALIDATION)).fit(TRAINING).last();

    assertThat(curve("train", "epoch_macro_f1")).containsExactly((float) epoch.trainingMetric("macro_f1"));
    assertThat(curve("validation", "epoch_macro_f1")).containsExactly((float) epoch.validationMetric("macro_f1"));
  }

  @Test
  void theStepIsTheEpochFromOne() throws IOException {
    train(2);

    assertThat(points(folder.resolve("validation"))).extracting(Point::step).containsExactly(1L, 1L, 1L, 2L, 2L, 2L);
  }

  @Test
  void picturesAreDecodableAndAsLargeAsTheySay() throws IOException {
    train(1);
    List<Point> pictures = new ArrayList<>(points(folder.resolve("train")));
    pictures.addAll(points(folder.resolve("validation")));
    pictures.removeIf(point -> !point.value().has(4));

    assertThat(pictures).extracting(Point::tag).containsExactly("conv2d_1/kernel", "predictions");
    for (Point point : pictures) {
      Fields image = point.value().messages(4).getFirst();
      BufferedImage picture = image.png(4);
      assertThat((long) image.one(1)).isEqualTo(picture.getHeight());
      assertThat((long) image.one(2)).isEqualTo(picture.getWidth());
      assertThat(image.one(3)).isEqualTo(3L);
      assertThat(point.value().messages(9).getFirst().text(3)).isNotBlank();
    }
  }

  @Test
  void withoutValidationThereIsOneRunAndItShowsTrainingImages() throws IOException {
    trainer(1).callback(new TensorBoardLog(folder, TRAINING, null)).fit(TRAINING);

    assertThat(folder).isDirectoryNotContaining("glob:**/validation");
    assertThat(points(folder.resolve("train"))).extracting(Point::tag).contains("predictions")
        .doesNotContain("val_loss");
  }

  @Test
  void everyEpochIsInTheFileBeforeTheNextOneStarts() throws IOException {
    List<Integer> seen = new ArrayList<>();
    trainer(3).callback(new TensorBoardLog(folder, TRAINING, null)).callback(new dev.weft.optim.train.Callback() {
      @Override
      public void onEpoch(EpochResult epoch, dev.weft.optim.train.TrainingControl run) {
        try {
          seen.add(curve("train", "epoch_loss").size());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }).fit(TRAINING);

    assertThat(seen).containsExactly(1, 2, 3);
  }

  @Test
  void aResumedRunGoesOnInANewFileThatStartsAtItsStep() throws IOException {
    AtomicReference<TrainingState> state = new AtomicReference<>();
    trainer(3).callback(new TensorBoardLog(folder, TRAINING, null)).callback(new dev.weft.optim.train.Callback() {
      @Override
      public void onEpoch(EpochResult epoch, dev.weft.optim.train.TrainingControl run) {
        state.set(run.state());
        run.requestStop();
      }
    }).fit(TRAINING);
    Path before = EventFile.in(folder.resolve("train")).getFirst();
    byte[] content = Files.readAllBytes(before);

    trainer(3).callback(new TensorBoardLog(folder, TRAINING, null)).resume(state.get()).fit(TRAINING);

    List<Path> files = EventFile.in(folder.resolve("train"));
    Fields restart = EventReader.read(files.getLast()).get(1);
    assertThat(files).hasSize(2).startsWith(before);
    assertThat(before).hasBinaryContent(content);
    assertThat(restart.one(2)).isEqualTo(2L);
    assertThat(restart.messages(7).getFirst().one(1)).isEqualTo(1L);
    assertThat(curve("train", "epoch_loss")).hasSize(3);
  }

  @Test
  void theFilesOfAnotherRunAreKept() throws IOException {
    train(1);
    List<Path> files = TensorBoardLog.filesIn(folder);

    train(1);

    assertThat(TensorBoardLog.filesIn(folder)).hasSize(4).containsAll(files);
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
    Files.createFile(folder.resolve("train"));

    assertThatThrownBy(() -> train(1)).isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(folder.resolve("train").toString());
  }
}
