package dev.weft.fmnist.cli;

import dev.weft.core.io.ModelFormatException;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a run in the metadata of its files. */
final class SavedSettings {

  private static final String PREFIX = "fmnist.";

  private SavedSettings() {}

  /** The settings as metadata. */
  static Map<String, String> toMetadata(TrainSettings settings) {
    Map<String, String> metadata = new LinkedHashMap<>();
    settings.toMap().forEach((name, value) -> metadata.put(PREFIX + name, value));
    return metadata;
  }

  /** The settings of an interrupted or finished run. */
  static TrainSettings of(RunDirectory run) throws IOException {
    return run.interrupted() ? fromMetadata(run.checkpoint(), TrainingState.load(run.checkpoint()).metadata())
        : fromMetadata(run.model(), LoadedModel.load(run.model()).metadata());
  }

  /**
   * The settings in a file's metadata.
   *
   * @throws ModelFormatException if they are missing or damaged
   */
  static TrainSettings fromMetadata(Path file, Map<String, String> metadata) throws ModelFormatException {
    Map<String, String> map = new LinkedHashMap<>();
    metadata.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) {
        map.put(name.substring(PREFIX.length()), value);
      }
    });
    if (map.isEmpty()) {
      throw new ModelFormatException(file, "the settings of a run of this application", "none");
    }
    try {
      return TrainSettings.of(map);
    } catch (UsageException | IllegalArgumentException e) {
      throw ModelFormatException.inPart(file, "settings of the run", e.getMessage());
    }
  }
}
