package dev.weft.fmnist.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds Fashion-MNIST. The order is: the directory the user named with {@code --data}, the one named by
 * {@code FMNIST_DATA}, the user's cache, Debian's {@code dataset-fashion-mnist} package, a download into the cache,
 * and at last the sample inside the jar.
 *
 * <p>A directory that the user named must hold the data; the search does not go on behind it. The network is left
 * alone when {@code WEFT_OFFLINE} is set to anything but {@code 0} or {@code false}.
 *
 * <p>The cache is {@code weft/fashion-mnist} under {@code XDG_CACHE_HOME} if that is set, else under
 * {@code ~/.cache}, {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows.
 *
 * @param places the directories to look into, first the one that wins
 * @param cache where a download goes
 * @param downloader how to download; empty when offline
 */
public record DataLocator(List<Place> places, Path cache, Optional<Downloader> downloader) {

  /** Names a directory with the data. */
  public static final String DATA_VARIABLE = "FMNIST_DATA";

  /** Switches the network off. */
  public static final String OFFLINE_VARIABLE = "WEFT_OFFLINE";

  /** Where Debian and Ubuntu install the data. */
  public static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

  /** Copies the list. */
  public DataLocator {
    places = List.copyOf(places);
  }

  /**
   * A directory that may hold the data.
   *
   * @param name who named it, such as {@code FMNIST_DATA}
   * @param directory the directory
   * @param required whether it is an error if the data is not there
   */
  public record Place(String name, Path directory, boolean required) {}

  /**
   * What was seen in a place.
   *
   * @param place the place
   * @param data the data, if it is there
   * @param description in a few words: the format, or what is missing
   */
  public record Finding(Place place, Optional<DataDirectory> data, String description) {}

  /** {@return the locator for this process: its environment, home directory and operating system} */
  public static DataLocator system() {
    return of(System.getenv(), home(), System.getProperty("os.name"));
  }

  /** The home directory; a folder for temporary files where the user has none, which Java tells as a question mark. */
  private static Path home() {
    String home = System.getProperty("user.home", "?");
    return home.equals("?") || home.isBlank() ? Path.of(System.getProperty("java.io.tmpdir"), "weft-home")
        : Path.of(home);
  }

  /** The locator for an environment; reads nothing else. */
  static DataLocator of(Map<String, String> environment, Path home, String osName) {
    List<Place> places = new ArrayList<>();
    String named = environment.getOrDefault(DATA_VARIABLE, "");
    if (!named.isBlank()) {
      places.add(new Place(DATA_VARIABLE, Path.of(named), true));
    }
    Path cache = cache(environment, home, osName);
    places.add(new Place("cache", cache, false));
    places.add(new Place("Debian package", DEBIAN, false));
    return new DataLocator(places, cache,
        isOffline(environment) ? Optional.empty() : Optional.of(Downloader.published()));
  }

  private static boolean isOffline(Map<String, String> environment) {
    String value = environment.getOrDefault(OFFLINE_VARIABLE, "").strip().toLowerCase(Locale.ROOT);
    return !(value.isEmpty() || value.equals("0") || value.equals("false"));
  }

  private static Path cache(Map<String, String> environment, Path home, String osName) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    Path base;
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) { // its specification says to ignore a relative path
      base = Path.of(xdg);
    } else if (osName.startsWith("Mac")) {
      base = home.resolve("Library").resolve("Caches");
    } else if (osName.startsWith("Windows") && !local.isEmpty()) {
      base = Path.of(local);
    } else {
      base = home.resolve(".cache");
    }
    return base.resolve("weft").resolve("fashion-mnist");
  }

  /**
   * Puts the directory named by {@code --data} in front of all others.
   *
   * @param directory the directory; it must hold the data
   * @return the changed copy
   */
  public DataLocator withData(Path directory) {
    List<Place> more = new ArrayList<>();
    more.add(new Place("--data", directory, true));
    more.addAll(places);
    return new DataLocator(more, cache, downloader);
  }

  /** {@return this locator without the network} */
  public DataLocator withoutDownload() {
    return new DataLocator(places, cache, Optional.empty());
  }

  /**
   * Downloads in another way, for example one that reports its progress.
   *
   * @param other how
   * @return the changed copy
   */
  public DataLocator withDownloader(Downloader other) {
    return new DataLocator(places, cache, Optional.of(other));
  }

  /** {@return what is in each place, in search order, without reading the files and without the network} */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (Place place : places) {
      Optional<DataDirectory> data = DataDirectory.in(place.directory());
      String description = data.isPresent()
          ? data.get().csv() ? "CSV files" : "IDX files"
          : DataDirectory.whatIsWrong(place.directory());
      findings.add(new Finding(place, data, description));
    }
    return findings;
  }

  /**
   * Finds the first place that has the data, without the network.
   *
   * @return the place and what is there; empty if there is none
   * @throws DataFormatException if a place that the user named comes first and does not have it
   */
  public Optional<Finding> find() throws DataFormatException {
    for (Finding finding : findings()) {
      if (finding.data().isPresent()) {
        return Optional.of(finding);
      }
      if (finding.place().required()) {
        throw new DataFormatException(finding.place().name() + " " + finding.place().directory(),
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte"
                + " (each plain or .gz), or " + DataDirectory.TRAINING_CSV + " and " + DataDirectory.TEST_CSV,
            finding.description());
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the data, downloads it if need be, and reads it. Where neither succeeds this is the sample, and its notes
   * say why.
   *
   * @return the images and labels
   * @throws DataFormatException if a place that the user named does not have the data, or a file is damaged
   * @throws IOException if a file cannot be read
   */
  public FashionMnistData load() throws IOException {
    Optional<Finding> found = find();
    if (found.isPresent()) {
      Place place = found.get().place();
      return found.get().data().orElseThrow().load(place.directory() + " (" + place.name() + ")");
    }
    if (downloader.isEmpty()) {
      return sample("no data was found and the network is switched off");
    }
    try {
      downloader.get().download(cache);
    } catch (IOException e) {
      return sample("no data was found and the download failed: " + e.getMessage());
    }
    return new DataDirectory(cache, false).load(cache + " (downloaded)");
  }

  private static FashionMnistData sample(String reason) throws IOException {
    FashionMnistData sample = SampleData.load();
    String what = String.format(Locale.ROOT, "SAMPLE DATA: only %,d of the 60,000 training and %,d of the 10,000 test"
        + " images are used, because %s.", sample.training().size(), sample.test().size(), reason);
    return sample.withNotes(List.of(what,
        "For all images: install Debian's or Ubuntu's package dataset-fashion-mnist, or run again with a network,"
            + " or put the four files of https://github.com/zalandoresearch/fashion-mnist into a directory and"
            + " name it with --data or " + DATA_VARIABLE + "."));
  }
}
