package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloaderTest {

  private static final String FIRST = "train-images-idx3-ubyte.gz";

  @TempDir
  private Path folder;

  private final Map<FashionMnistFile, String> digests = new EnumMap<>(FashionMnistFile.class);
  private FileServer server;
  private byte[] content;

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer();
    Path originals = IdxFiles.writeDataset(folder.resolve("originals"), 300, 20);
    for (FashionMnistFile file : FashionMnistFile.values()) {
      Path path = originals.resolve(file.fileName());
      server.files.put(file.gzipName(), IdxFiles.gzip(Files.readAllBytes(path)));
      digests.put(file, IdxReader.digest(path));
    }
    content = server.files.get(FIRST);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Path cache() {
    return folder.resolve("new").resolve("cache");
  }

  private Path part() {
    return cache().resolve(FIRST + ".part");
  }

  private Downloader downloader(URI... addresses) {
    return new Downloader(List.of(addresses), Duration.ofSeconds(5), Duration.ofMillis(700), digests::get,
        (file, received, total) -> {});
  }

  private void download() throws IOException {
    downloader(server.address()).download(cache());
  }

  private void assertComplete() throws IOException {
    for (FashionMnistFile file : FashionMnistFile.values()) {
      assertThat(cache().resolve(file.gzipName())).hasBinaryContent(server.files.get(file.gzipName()));
    }
    assertThat(part()).doesNotExist();
  }

  private void leavePart(byte[] bytes) throws IOException {
    Files.createDirectories(cache());
    Files.write(part(), bytes);
  }

  @Test
  void downloadsAllFourFilesIntoANewFolder() throws IOException {
    download();
    assertComplete();
    assertThat(new DataDirectory(cache(), false).load("cache").training().size()).isEqualTo(300);
  }

  @Test
  void downloadsOnlyWhatIsMissing() throws IOException {
    download();
    server.requests.clear();
    Files.delete(cache().resolve("t10k-labels-idx1-ubyte.gz"));
    download();
    assertThat(server.requests).containsExactly("t10k-labels-idx1-ubyte.gz -");
  }

  @Test
  void continuesWhatAnEarlierRunBegan() throws IOException {
    leavePart(Arrays.copyOf(content, 1000));
    download();
    assertThat(server.requests.getFirst()).isEqualTo(FIRST + " bytes=1000-");
    assertComplete();
  }

  @Test
  void startsAnewWhenTheServerDoesNotDoRanges() throws IOException {
    server.honoursRanges = false;
    leavePart(Arrays.copyOf(content, 1000));
    download();
    assertComplete();
  }

  @Test
  void startsAnewWhenWhatAnEarlierRunLeftIsDamaged() throws IOException {
    leavePart(new byte[1000]);
    download();
    assertThat(server.requests.subList(0, 2)).containsExactly(FIRST + " bytes=1000-", FIRST + " -");
    assertComplete();
  }

  @Test
  void acceptsAPartThatIsTheWholeFile() throws IOException {
    leavePart(content);
    download();
    assertComplete();
  }

  @Test
  void resumesWhenTheConnectionBreaks() throws IOException {
    server.breaksOffAfter = content.length / 3;
    download();
    assertThat(server.requests).startsWith(FIRST + " -").hasSizeGreaterThan(4);
    assertThat(server.requests.get(1)).startsWith(FIRST + " bytes=");
    assertComplete();
  }

  @Test
  void givesUpOnAServerThatStallsAndKeepsWhatCame() {
    server.stallsAfter = 5000;
    assertThatThrownBy(this::download).isInstanceOf(IOException.class)
        .hasMessage(server.address() + FIRST + ": no data for 0.7 s");
    assertThat(part()).hasSize(5000);
  }

  @Test
  void rejectsContentWithAnotherDigestAndLeavesNothing() {
    server.files.put(FIRST, IdxFiles.gzip(IdxFiles.idx(new byte[784], 1, 28, 28)));
    assertThatThrownBy(this::download).isInstanceOf(IOException.class)
        .hasMessageStartingWith(server.address() + FIRST + ": expected content with SHA-256 "
            + digests.get(FashionMnistFile.TRAINING_IMAGES));
    assertThat(part()).doesNotExist();
    assertThat(cache().resolve(FIRST)).doesNotExist();
  }

  @Test
  void rejectsADamagedFile() {
    server.files.put(FIRST, Arrays.copyOf(content, content.length - 10));
    assertThatThrownBy(this::download).hasMessageContaining("expected content with SHA-256");
    assertThat(cache().resolve(FIRST)).doesNotExist();
  }

  @Test
  void triesTheNextAddressAndStaysWithIt() throws IOException {
    try (FileServer empty = new FileServer()) {
      downloader(empty.address(), server.address()).download(cache());
      assertComplete();
      assertThat(empty.requests).containsExactly(FIRST + " -");
    }
  }

  @Test
  void saysWhatWentWrongAtEachAddress() {
    server.files.remove(FIRST);
    URI nobody = URI.create("http://127.0.0.1:1/");
    assertThatThrownBy(() -> downloader(server.address(), nobody).download(cache()))
        .hasMessage(server.address() + FIRST + ": expected HTTP status 200 or 206, got 404; " + nobody + FIRST
            + ": connection refused");
  }

  @Test
  void saysThatTheFolderCannotBeCreated() throws IOException {
    Files.writeString(folder.resolve("new"), "a file in the way");
    assertThatThrownBy(this::download).isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot create " + cache());
    assertThat(server.requests).isEmpty();
  }

  @Test
  void reportsProgressUpToTheWholeSize() throws IOException {
    List<Long> received = new ArrayList<>();
    downloader(server.address()).withProgress((file, bytes, total) -> {
      assertThat(total).isEqualTo(server.files.get(file.gzipName()).length);
      if (file == FashionMnistFile.TRAINING_IMAGES) {
        received.add(bytes);
      }
    }).download(cache());
    assertThat(received).isSorted().endsWith((long) content.length);
  }

  @Test
  void usesOnlyHttpsByDefault() {
    assertThat(Downloader.PUBLISHED).isNotEmpty()
        .allSatisfy(address -> assertThat(address).hasScheme("https"))
        .allSatisfy(address -> assertThat(address.getPath()).endsWith("/"));
  }
}
