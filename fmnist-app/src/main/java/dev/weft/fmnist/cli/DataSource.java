package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataLocator;
import dev.weft.fmnist.data.Downloader;
import dev.weft.fmnist.data.FashionMnistData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --data}, shared by the commands that read Fashion-MNIST. */
final class DataSource {

  @Option(names = "--data", paramLabel = "DIR",
      description = "Directory with Fashion-MNIST: the four IDX files, plain or gzipped, or Kaggle's two CSV files."
          + " Without it: FMNIST_DATA, the cache, Debian's package, a download, the sample inside the jar.")
  private Path directory;

  /** The option as it has to be given again for the same data, or nothing where no directory was named. */
  List<String> arguments() {
    String named = System.getenv().getOrDefault(DataLocator.DATA_VARIABLE, "");
    Path given = directory != null ? directory : named.isBlank() ? null : Path.of(named);
    return given == null ? List.of() : List.of("--data", Program.argument(given));
  }

  /** Where the data is looked for. */
  DataLocator locator() {
    DataLocator locator = DataLocator.system();
    return directory == null ? locator : locator.withData(directory);
  }

  /**
   * Finds and reads the data, downloads it if need be, and prints its notes.
   *
   * @param aside whether notes go beside the results
   * @throws IOException if that fails
   */
  FashionMnistData load(Screen screen, boolean aside) throws IOException {
    DataLocator locator = locator();
    FashionMnistData data;
    try (DownloadProgress progress = new DownloadProgress(screen)) {
      if (locator.downloader().isPresent() && locator.find().isEmpty()) {
        locator = locator.withDownloader(Downloader.published().withProgress(progress));
      }
      data = locator.load();
    }
    screen.banner(data.notes(), aside);
    return data;
  }
}
