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

  /** The option as it has to be given again, or nothing. */
  List<String> arguments() {
    return directory == null ? List.of() : List.of("--tensorboard", Program.argument(directory));
  }

  /**
   * Makes sure that a new run replaces nothing that must stay.
   *
   * @param overwrite whether it may replace the event files of an earlier run of this program
   * @throws DataFormatException if there are such files and it may not, or files of others
   * @throws IOException if the directory cannot be read
   */
  void requireUsable(boolean overwrite) throws IOException {
    for (Path file : files()) {
      boolean own = TensorBoardLog.isOwn(file);
      if (!own || !overwrite) {
        throw new DataFormatException(directory.toString(), "a directory without event files of "
            + (own ? "an earlier run" : "another program"),
            directory.relativize(file)
                + (own ? " (choose another --tensorboard, or replace it with --overwrite)"
                    : " (choose another --tensorboard)"));
      }
    }
  }

  /**
   * Deletes the event files of an earlier run.
   *
   * @param overwrite whether that is allowed; else there must be none
   */
  void clear(boolean overwrite) throws IOException {
    requireUsable(overwrite);
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
