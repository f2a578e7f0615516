package dev.weft.fmnist.cli;

import dev.weft.core.io.AtomicFiles;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.kernel.Kernels;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.study.PredictionsFile;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import dev.weft.optim.train.Checkpoints;
import dev.weft.optim.train.CsvHistory;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.Evaluator;
import dev.weft.optim.train.History;
import dev.weft.optim.train.Trainer;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * One training run from data to files.
 *
 * @param screen where it prints
 * @param settings what it computes
 * @param threads how many threads compute it; the result does not depend on them
 * @param directory what it writes
 * @param resumed the state to continue from; null to start afresh
 * @param tensorBoard whether and where event files are written
 * @param view the page that shows it
 */
record TrainingJob(Screen screen, TrainSettings settings, int threads, RunDirectory directory,
    TrainingState resumed, TensorBoardOption tensorBoard, LiveView view) {

  private static final int EVALUATION_BATCH = 128;

  /**
   * Trains, tests and writes everything.
   *
   * @param split the training images of this data as the settings split them
   * @return the exit code: 0, or 128 and the number of the signal that interrupted the training
   * @throws IOException if a file cannot be read or written
   */
  int run(FashionMnistData data, Split<Dataset> split) throws IOException {
    Dataset training = split.training();
    Dataset validation = split.validation().size() == 0 ? null : split.validation();
    if (resumed != null) {
      requireSameData(training, data.source());
    }
    Recipe recipe = settings.recipe();
    Network network = ReferenceNetworks.of(settings.architecture(), settings.seed(), recipe.dropout());
    announce(data, network, training, validation);
    RunClock clock = new RunClock();
    try (Interrupt interrupt = Interrupt.watch(screen)) {
      Trainer trainer = tensorBoard.watch(trainer(network, training.size(), clock), training, validation);
      trainer = view.watch(trainer, settings, directory, validation, interrupt)
          .stopWhen(interrupt);
      History history = fit(validation == null ? trainer : trainer.validateOn(validation), training);
      if (history.end() == History.End.INTERRUPTED) {
        String message = "Interrupted in epoch " + (history.epochs().size() + 1)
            + ". Continue with: " + directory.resume();
        screen.line(message);
        view.stopped(message);
        return interrupt.exitCode();
      }
      return finish(data, network, history, clock);
    }
  }

  private void requireSameData(Dataset training, String source) throws DataFormatException {
    String before = resumed.settings().get("trainingData");
    String now = training.digest();
    if (before != null && !before.equals(now)) {
      throw new DataFormatException(source, "the images of the run to resume (SHA-256 " + before + ")",
          "others (" + now + ")");
    }
  }

  private Trainer trainer(Network network, int images, RunClock clock) {
    Recipe recipe = settings.recipe();
    long steps = (long) recipe.epochs() * Math.ceilDiv(images, recipe.batchSize());
    Trainer trainer = Trainer.of(network, recipe.loss(), recipe.optimizer())
        .batchSize(Math.min(recipe.batchSize(), images)).epochs(recipe.epochs()).threads(threads).seed(settings.seed())
        .schedule(recipe.schedule(steps)).augment(recipe.augmentation()).averageWeights(recipe.averageDecay())
        .callback(clock)
        .callback(new CsvHistory(directory.history()))
        .callback(Checkpoints.to(directory.checkpoint()).withMetadata(SavedSettings.toMetadata(settings)));
    return resumed == null ? trainer : trainer.resume(resumed);
  }

  private History fit(Trainer trainer, Dataset training) throws ModelFormatException {
    try (EpochLog log = new EpochLog(screen)) {
      return trainer.callback(log).fit(training);
    } catch (IllegalArgumentException e) {
      if (resumed == null) {
        throw e;
      }
      throw ModelFormatException.inPart(directory.checkpoint(), "a run that cannot be continued", e.getMessage());
    }
  }

  private void announce(FashionMnistData data, Network network, Dataset training, Dataset validation) {
    screen.format("Data     %,d training, %,d validation and %,d test images from %s", training.size(),
        validation == null ? 0 : validation.size(), data.test().size(), data.source());
    screen.format("Network  %s, %,d parameters", settings.architecture(), network.parameters().size());
    screen.line("Recipe   " + settings.recipe() + ", seed " + settings.seed());
    screen
        .line("Compute  " + Kernels.active().name() + " kernels, " + threads + (threads == 1 ? " thread" : " threads"));
    screen.line("Output   " + directory.path());
    if (resumed != null) {
      TrainingState.Position position = resumed.position();
      screen.line("Resumed  after " + position.epoch() + " epochs and " + position.stepInEpoch() + " steps");
    }
  }

  private int finish(FashionMnistData data, Network network, History history, RunClock clock) throws IOException {
    Evaluation evaluation = Evaluator.evaluate(network, Losses.softmaxCrossEntropy(), data.test(), threads,
        Math.min(EVALUATION_BATCH, data.test().size()));
    if (!Double.isFinite(evaluation.loss())) {
      screen.remark("The test loss is " + evaluation.loss() + ", null in metrics.json.");
    }
    RunSummary summary = new RunSummary(settings, network.parameters().size(), threads, data, history, evaluation,
        clock.seconds());
    ModelFile.save(directory.model(), network, summary.metadata());
    AtomicFiles.write(directory.history(), history.toCsv());
    PredictionsFile.write(directory.predictions(), evaluation);
    AtomicFiles.write(directory.metrics(), Report.json(summary.values()));
    Files.deleteIfExists(directory.checkpoint());
    screen.line("");
    screen.banner(data.sample() ? List.of("These results are of a network trained and tested on the SAMPLE DATA.")
        : List.of(), false);
    screen.line(Report.text(evaluation).stripTrailing());
    screen.line("");
    screen.line(String.format(Locale.ROOT, "Trained in %s at %,.0f images/s. Wrote model.safetensors, history.csv,"
        + " predictions.csv and metrics.json in %s", StepBar.clock(Math.round(clock.seconds())),
        summary.imagesPerSecond(),
        directory.path()));
    view.finished(String.format(Locale.ROOT, "Test accuracy %.4f, test loss %.4f. Results in %s", evaluation.accuracy(),
        evaluation.loss(), directory.path()));
    return 0;
  }
}
