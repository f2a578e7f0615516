package dev.weft.fmnist.tensorboard;

import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Callback;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.TrainingControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what TensorBoard shows of a run after every epoch: the runs {@code train} and {@code validation} in a directory,
 * with the tags of Keras' callback, so that their curves share a chart with each other and with Keras'. The step is the
 * epoch, from 1. A resumed run goes on in files of its own.
 */
public final class TensorBoardLog implements Callback {

  /** The name of the run with what is measured in training. */
  static final String TRAINING = "train";

  /** The name of the run with what is measured on validation images. */
  static final String VALIDATION = "validation";

  private final Path directory;
  private final boolean validated;
  private final PredictionGrid grid;
  private EventFile training;
  private EventFile validation;

  /**
   * A log of one run.
   *
   * @param directory where the runs' directories are; it is made when the run starts
   * @param training the training images, of which predictions are shown if there are no others
   * @param validation the validation images; null if there are none
   */
  public TensorBoardLog(Path directory, Dataset training, Dataset validation) {
    this.directory = directory;
    validated = validation != null;
    grid = new PredictionGrid(validated ? validation : training);
  }

  /**
   * The event files that a directory has from an earlier run.
   *
   * @param directory as in the constructor
   * @return the files, of both runs
   * @throws IOException if the directory cannot be read
   */
  public static List<Path> filesIn(Path directory) throws IOException {
    List<Path> files = new ArrayList<>(EventFile.in(directory.resolve(TRAINING)));
    files.addAll(EventFile.in(directory.resolve(VALIDATION)));
    return files;
  }

  /** {@return whether an event file is one that this program has made} */
  public static boolean isOwn(Path file) {
    return EventFile.isOwn(file);
  }

  /**
   * Starts the files, beside those that are there.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  @Override
  public void onStart(TrainingControl run) {
    try {
      training = start(TRAINING, run.history().size());
      validation = validated ? start(VALIDATION, run.history().size()) : null;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private EventFile start(String name, int epochsBefore) throws IOException {
    EventFile file = EventFile.create(directory.resolve(name));
    if (epochsBefore > 0) {
      file.append(Events.restart(epochsBefore + 1L));
    }
    return file;
  }

  /**
   * Appends the epoch.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void onEpoch(EpochResult epoch, TrainingControl run) {
    List<Message> trained = new ArrayList<>(List.of(
        Events.scalar("epoch_loss", epoch.trainingLoss()),
        Events.scalar("epoch_learning_rate", epoch.learningRate()),
        Events.scalar("epoch_images_per_second", epoch.imagesPerSecond())));
    addAll(trained, epoch.trainingMetrics());
    FilterGrid.kernel(run.network()).ifPresent(kernel -> trained.add(Events.image(kernel.name(), FilterGrid.DESCRIPTION,
        FilterGrid.draw(run.network().parameters().tensor(kernel)))));
    List<Message> held =
        validated ? new ArrayList<>(List.of(Events.scalar("epoch_loss", epoch.validationLoss()))) : trained;
    epoch.validation().ifPresent(result -> addAll(held, result.metrics()));
    held.add(Events.image("predictions", grid.description(), grid.draw(run.network())));
    try {
      training.append(Events.summary(epoch.epoch(), trained));
      if (validated) {
        validation.append(Events.summary(epoch.epoch(), held));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(e instanceof FileSystemException ? e
        : new IOException("cannot write event files in " + directory + ": " + e.getMessage(), e));
  }

  private static void addAll(List<Message> events, Map<String, Double> metrics) {
    metrics.forEach((name, value) -> events.add(Events.scalar("epoch_" + name, value)));
  }
}
