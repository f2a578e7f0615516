package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * On the 70,000 published images, where this machine has them. Everything that these tests exercise is also tested on
 * generated files, everywhere.
 */
@Tag("real-data")
@EnabledIf("isInstalled")
class RealDataTest {

  static boolean isInstalled() {
    return find().isPresent();
  }

  private static Optional<Path> find() {
    for (DataLocator.Finding finding : DataLocator.system().findings()) {
      if (finding.data().isPresent() && !finding.data().get().csv() && Files.isReadable(finding.place().directory())) {
        return Optional.of(finding.place().directory());
      }
    }
    return Optional.empty();
  }

  @Test
  void theWholeDatasetIsReadAndIsTheOriginal() throws IOException {
    FashionMnistData data = new DataDirectory(find().orElseThrow(), false).load("installed");
    assertThat(data.training().classCounts()).containsOnly(6000);
    assertThat(data.test().classCounts()).containsOnly(1000);
    assertThat(data.isOriginal()).isTrue();
    assertThat(data.training().label(0)).isEqualTo(9); // the dataset's page shows it: an ankle boot
  }

  @Test
  void theSampleInTheJarIsWhatTheGeneratorTakesFromIt() throws IOException {
    for (Map.Entry<FashionMnistFile, byte[]> file : SampleGenerator.generate(find().orElseThrow()).entrySet()) {
      String resource = "sample/" + file.getKey().gzipName();
      try (InputStream in = SampleData.class.getResourceAsStream(resource)) {
        assertThat(Inputs.decompressing(resource, in).readAllBytes()).isEqualTo(file.getValue());
      }
    }
  }
}
