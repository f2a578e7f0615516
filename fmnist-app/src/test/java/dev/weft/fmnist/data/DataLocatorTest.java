package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.DataLocator.Finding;
import dev.weft.fmnist.data.DataLocator.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLocatorTest {

  private static final Path HOME = Path.of("/home/ada");

  @TempDir
  private Path folder;

  private Place place(String name, boolean required) {
    return new Place(name, folder.resolve(name), required);
  }

  private DataLocator offline(Place... places) {
    return new DataLocator(List.of(places), folder.resolve("cache"), Optional.empty());
  }

  @Test
  void searchesVariableThenCacheThenDebian() {
    DataLocator locator = DataLocator.of(Map.of("FMNIST_DATA", "/data"), HOME, "Linux");
    assertThat(locator.places()).containsExactly(new Place("FMNIST_DATA", Path.of("/data"), true),
        new Place("cache", HOME.resolve(".cache/weft/fashion-mnist"), false),
        new Place("Debian package", Path.of("/usr/share/datasets/fashion-mnist"), false));
    assertThat(locator.downloader()).isPresent();
  }

  @Test
  void searchesTheNamedDirectoryBeforeEverythingElse() {
    DataLocator locator = DataLocator.of(Map.of("FMNIST_DATA", "/data"), HOME, "Linux").withData(Path.of("mine"));
    assertThat(locator.places().getFirst()).isEqualTo(new Place("--data", Path.of("mine"), true));
    assertThat(locator.places()).hasSize(4);
  }

  @Test
  void keepsTheCacheWhereEachSystemWantsIt() {
    assertThat(DataLocator.of(Map.of("XDG_CACHE_HOME", "/x"), HOME, "Linux").cache())
        .isEqualTo(Path.of("/x/weft/fashion-mnist"));
    assertThat(DataLocator.of(Map.of("XDG_CACHE_HOME", "relative"), HOME, "Linux").cache())
        .isEqualTo(HOME.resolve(".cache/weft/fashion-mnist"));
    assertThat(DataLocator.of(Map.of(), HOME, "Mac OS X").cache())
        .isEqualTo(HOME.resolve("Library/Caches/weft/fashion-mnist"));
    assertThat(DataLocator.of(Map.of("LOCALAPPDATA", "/local"), HOME, "Windows 11").cache())
        .isEqualTo(Path.of("/local/weft/fashion-mnist"));
  }

  @Test
  void leavesTheNetworkAloneWhenToldSo() {
    assertThat(DataLocator.of(Map.of("WEFT_OFFLINE", "1"), HOME, "Linux").downloader()).isEmpty();
    assertThat(DataLocator.of(Map.of("WEFT_OFFLINE", "0"), HOME, "Linux").downloader()).isPresent();
    assertThat(DataLocator.of(Map.of("WEFT_OFFLINE", "False"), HOME, "Linux").downloader()).isPresent();
    assertThat(DataLocator.of(Map.of(), HOME, "Linux").withoutDownload().downloader()).isEmpty();
  }

  @Test
  void loadsFromTheFirstPlaceThatHasTheData() throws IOException {
    IdxFiles.writeDataset(folder.resolve("second"), 20, 10);
    IdxFiles.writeDataset(folder.resolve("third"), 30, 10);
    FashionMnistData data =
        offline(place("first", false), place("second", true), place("third", false)).load();
    assertThat(data.training().size()).isEqualTo(20);
    assertThat(data.source()).isEqualTo(folder.resolve("second") + " (second)");
    assertThat(data.notes()).isEmpty();
  }

  @Test
  void doesNotGoPastADirectoryThatTheUserNamed() throws IOException {
    IdxFiles.writeDataset(folder.resolve("second"), 20, 10);
    Files.createDirectory(folder.resolve("--data"));
    assertThatThrownBy(offline(place("--data", true), place("second", false))::load)
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("--data " + folder.resolve("--data") + ": expected train-images-idx3-ubyte, ")
        .hasMessageEndingWith("got none of these files");
  }

  @Test
  void saysWhichFileANamedDirectoryLacks() throws IOException {
    Path named = IdxFiles.writeDataset(folder.resolve("named"), 20, 10);
    Files.delete(named.resolve("t10k-labels-idx1-ubyte"));
    assertThatThrownBy(offline(place("named", true))::load).hasMessageEndingWith("got no t10k-labels-idx1-ubyte");
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(offline(place("file", true))::load).hasMessageEndingWith("got a file");
    assertThatThrownBy(offline(place("nowhere", true))::load).hasMessageEndingWith("got no such directory");
  }

  @Test
  void tellsADoctorWhatIsWhere() throws IOException {
    IdxFiles.writeDataset(folder.resolve("second"), 20, 10);
    assertThat(offline(place("first", false), place("second", false)).findings()).extracting(Finding::description)
        .containsExactly("no such directory", "IDX files");
  }

  @Test
  void fallsBackToTheSampleAndSaysWhyWhenOffline() throws IOException {
    FashionMnistData data = offline(place("first", false)).load();
    assertThat(data.sample()).isTrue();
    assertThat(data.training().size()).isEqualTo(6000);
    assertThat(data.notes().getFirst())
        .isEqualTo("SAMPLE DATA: only 6,000 of the 60,000 training and 1,000 of the 10,000 test images are used,"
            + " because no data was found and the network is switched off.");
    assertThat(data.notes().getLast()).contains("dataset-fashion-mnist", "--data", "FMNIST_DATA");
  }

  @Test
  void fallsBackToTheSampleAndSaysWhyWhenTheDownloadFails() throws IOException {
    Downloader nobody = new Downloader(List.of(URI.create("http://127.0.0.1:1/")), Duration.ofSeconds(2),
        Duration.ofSeconds(2), FashionMnistFile::sha256, (file, received, total) -> {});
    FashionMnistData data = offline(place("first", false)).withDownloader(nobody).load();
    assertThat(data.sample()).isTrue();
    assertThat(data.notes().getFirst())
        .contains("the download failed: http://127.0.0.1:1/train-images-idx3-ubyte.gz: connection refused");
  }
}
