package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.core.tensor.Tensor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir
  Path directory;
  private Path target;

  @BeforeEach
  void writeTheOldContent() throws IOException {
    target = directory.resolve("model.bin");
    Files.writeString(target, "old");
  }

  private void assertThatTheOldContentStandsAlone() throws IOException {
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("model.bin");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void createsAFileThatWasNotThere() throws IOException {
    AtomicFiles.write(directory.resolve("new.txt"), "één");
    assertThat(directory.resolve("new.txt")).hasContent("één");
  }

  @Test
  void replacesTheOldContentAndLeavesNothingElse() throws IOException {
    AtomicFiles.write(target, "new");
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("model.bin");
  }

  @Test
  void showsTheOldContentUntilTheNewOneIsComplete() throws IOException {
    AtomicFiles.write(
        target,
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          assertThat(target).hasContent("old");
        });
    assertThat(target).hasSize(1 << 20);
  }

  @Test
  void keepsTheOldContentWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs a device that is always full");
    assertThatThrownBy(
        () -> AtomicFiles.write(
            target,
            out -> {
              out.write(1);
              try (OutputStream device = new FileOutputStream(full.toFile())) {
                device.write(1);
              }
            }))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("cannot write .*model\\.bin: .+");
    assertThatTheOldContentStandsAlone();
  }

  @Test
  void keepsTheOldContentWhenTheWriterFailsUnexpectedly() throws IOException {
    assertThatThrownBy(
        () -> AtomicFiles.write(
            target,
            out -> {
              out.write(1);
              throw new IllegalStateException("bug");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");
    assertThatTheOldContentStandsAlone();
  }

  @Test
  void namesADirectoryThatIsMissing() {
    Path elsewhere = directory.resolve("missing").resolve("model.bin");
    assertThatThrownBy(() -> AtomicFiles.write(elsewhere, "new"))
        .hasMessage("cannot write " + elsewhere + ": expected an existing directory, got " + elsewhere.getParent());
  }

  @Test
  void refusesToReplaceADirectory() throws IOException {
    assertThatThrownBy(() -> AtomicFiles.write(directory, "new"))
        .hasMessage("cannot write " + directory + ": expected a regular file or none, got a directory");
    assertThatTheOldContentStandsAlone();
  }

  @Test
  void refusesToReplaceAPipeOrALinkToOne() throws IOException, InterruptedException {
    Path pipe = pipe();
    Path link = Files.createSymbolicLink(directory.resolve("link"), pipe.getFileName());
    for (Path special : List.of(pipe, link)) {
      assertThatThrownBy(() -> AtomicFiles.write(special, "new")).hasMessage(
          "cannot write " + special + ": expected a regular file or none, got a device, a pipe or a socket");
    }
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    assertThat(names()).containsExactly("link", "model.bin", "pipe");
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    boolean made = false;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      // There is no mkfifo.
    }
    assumeTrue(made, "needs mkfifo");
    return pipe;
  }

  @Test
  void refusesALinkToNothing() throws IOException {
    Path link = directory.resolve("latest");
    try {
      Files.createSymbolicLink(link, Path.of("missing"));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "needs symbolic links");
    }
    assertThatThrownBy(() -> AtomicFiles.write(link, "new")).hasMessage("cannot write " + link + ": no such file");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void saysThatPermissionIsMissing() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(directory), "the administrator may write anywhere");
      assertThatThrownBy(() -> AtomicFiles.write(target, "new"))
          .hasMessage("cannot write " + target + ": no permission to create files in " + directory);
      assertThatTheOldContentStandsAlone();
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void followsASymbolicLink() throws IOException {
    Path link = directory.resolve("latest");
    try {
      Files.createSymbolicLink(link, target.getFileName());
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "needs symbolic links");
    }
    AtomicFiles.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void writesFilesThatOthersMayReadAsUsual() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path plain = Files.writeString(directory.resolve("plain"), "x");
    AtomicFiles.write(target, "new");
    assertThat(Files.getPosixFilePermissions(target)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void anInterruptedThreadWritesAndReadsAndStaysInterrupted() throws IOException {
    Path file = directory.resolve("tensors.safetensors");
    Tensor tensor = Tensor.zeros(100_000);
    Thread.currentThread().interrupt();
    try {
      Safetensors.write(file, Map.of("a", "b"), List.of(new NamedTensor("t", tensor)));
      assertThat(Safetensors.read(file).tensors()).containsEntry("t", tensor);
      assertThat(Safetensors.readHeader(file).metadata()).containsEntry("a", "b");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(target, file);
    }
  }

  @Test
  void aThreadThatIsInterruptedAgainAndAgainWritesAndReads() throws IOException, InterruptedException {
    Path file = directory.resolve("tensors.safetensors");
    Tensor tensor = Tensor.zeros(1_000_000);
    Thread writer = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupting = Thread.ofPlatform().start(() -> {
      while (!done.get()) {
        writer.interrupt();
        LockSupport.parkNanos(1_000_000);
      }
    });
    try {
      for (int i = 0; i < 5; i++) {
        Safetensors.write(file, Map.of(), List.of(new NamedTensor("t", tensor)));
        assertThat(Safetensors.read(file).tensors()).containsEntry("t", tensor);
      }
    } finally {
      done.set(true);
      Thread.interrupted();
      interrupting.join();
      Thread.interrupted();
    }
  }
}
