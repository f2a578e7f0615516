package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The register tiles in the tree are what their generator writes. */
class TilesTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path GENERATOR = Path.of("src/tiles/java/Tiles.java");

  @Test
  void theTilesInTheTreeAreWhatTheGeneratorWrites(@TempDir Path folder) throws IOException, InterruptedException {
    Path written = folder.resolve("dev/weft/core/kernel");
    Files.createDirectories(written);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(List.of(java, GENERATOR.toString(), folder.toString())).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    try (Stream<Path> files = Files.list(written)) {
      assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(file)
          .as("run java core/src/tiles/java/Tiles.java core/src/main/java")
          .hasSameTextualContentAs(SOURCES.resolve(folder.relativize(file))));
    }
  }
}
