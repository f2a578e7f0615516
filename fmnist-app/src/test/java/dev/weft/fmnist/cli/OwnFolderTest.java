package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.data.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write into a folder, and what. */
class OwnFolderTest {

  @TempDir
  private Path folder;

  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("run");
  }

  @Test
  void whoComesSecondIsToldWhoHoldsTheFolder() throws IOException {
    try (OwnFolder first = OwnFolder.open(path)) {
      assertThat(first.path()).isEqualTo(path);
      assertThatThrownBy(() -> OwnFolder.open(path)).isInstanceOf(DataFormatException.class)
          .hasMessageContaining(path + ": expected a directory that no other run writes into, got one held by process "
              + ProcessHandle.current().pid() + " since 20");
    }
  }

  @Test
  void aFolderThatWasLeftCanBeTakenAgain() throws IOException {
    OwnFolder.open(path).close();
    OwnFolder.open(path).close();
  }

  @Test
  void whatIsListedIsKnownLater() throws IOException {
    Path file = path.resolve("report.html");
    try (OwnFolder own = OwnFolder.open(path)) {
      own.claim(List.of(file, path.resolve("figures/a.svg")));
      Files.writeString(file, "ours");
    }
    try (OwnFolder own = OwnFolder.open(path)) {
      assertThat(OwnFolder.listed(path)).containsExactly("report.html", "figures/a.svg");
      own.claim(List.of(file));
      own.delete(List.of(file));
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aFileOfSomebodyElseIsNeitherListedNorDeleted() throws IOException {
    Path mine = Files.writeString(Files.createDirectories(path).resolve("report.html"), "mine");
    try (OwnFolder own = OwnFolder.open(path)) {
      assertThatThrownBy(() -> own.claim(List.of(path.resolve("other"), mine))).isInstanceOf(DataFormatException.class)
          .hasMessageContaining("report.html");
      assertThatThrownBy(() -> own.delete(List.of(mine))).isInstanceOf(DataFormatException.class);
      assertThat(OwnFolder.listed(path)).isEmpty();
    }
    assertThat(mine).hasContent("mine");
  }

  @Test
  void aLineThatACrashHasCutOffCountsForNothingAndHarmsNoOther() throws IOException {
    try (OwnFolder own = OwnFolder.open(path)) {
      own.claim(List.of(path.resolve("a")));
    }
    Files.writeString(path.resolve(OwnFolder.MARK), "file b", StandardOpenOption.APPEND);
    assertThat(OwnFolder.listed(path)).containsExactly("a");
    try (OwnFolder own = OwnFolder.open(path)) {
      own.claim(List.of(path.resolve("c")));
    }
    assertThat(OwnFolder.listed(path)).contains("a", "c");
  }

  @Test
  void halfWrittenFilesOfAKilledProcessAreRemovedAndNothingElse() throws IOException {
    Path figures = Files.createDirectories(path.resolve("figures"));
    Path left = Files.createFile(path.resolve(".weft-" + UUID.randomUUID() + ".tmp"));
    Path picture = Files.createFile(figures.resolve(".weft-" + UUID.randomUUID() + ".tmp"));
    Path other = Files.createFile(path.resolve(".weft-notes.tmp"));
    OwnFolder.open(path).close();
    assertThat(left).doesNotExist();
    assertThat(picture).doesNotExist();
    assertThat(other).exists();
  }
}
