package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.tensorboard.TensorBoardLog;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --tensorboard}, shared by the commands that train. */
final class TensorBoardOption {

  @Option(names = "--tensorboard", paramLabel = "DIR",
      description = "Write event files for TensorBoard into folders train and validation in DIR;"
          + " a study into such folders in DIR/baseline and DIR/dropout")
  private Path directory;

  /** Without the option. */
  TensorBoardOption() {}

  /** As if this directory were given; null is none. */
  TensorBoardOption(Path directory) {
    this.directory = directory;
  }

  /** The option for one of several runs: a directory of this name in the one that was given. */
  TensorBoardOption in(String run) {
    return new TensorBoardOption(directory == null ? null : directory.resolve(run));
  }

  /**
   * Makes sure that a new run replaces nothing.
   *
   * @throws DataFormatException if there are event files of an earlier run
   * @throws IOException if the directory cannot be read
   */
  void requireUnused() throws IOException {
    List<Path> files = files();
    if (!files.isEmpty()) {
      throw new DataFormatException(directory.toString(), "a directory without event files of an earlier run",
          directory.relativize(files.getFirst()) + " (choose another --tensorboard, or replace it with --overwrite)");
    }
  }

  /** Deletes the event files of an earlier run. */
  void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  private List<Path> files() throws IOException {
    return directory == null ? List.of() : TensorBoardLog.filesIn(directory);
  }

  /** The trainer with a log for TensorBoard, if one was asked for; without validation images the last one is null. */
  Trainer watch(Trainer trainer, Dataset training, Dataset validation) {
    return directory == null ? trainer : trainer.callback(new TensorBoardLog(directory, training, validation));
  }
}
