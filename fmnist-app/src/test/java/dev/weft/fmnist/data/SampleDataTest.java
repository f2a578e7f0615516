package dev.weft.fmnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleDataTest {

  @Test
  void hasTheSameNumberOfImagesOfEachClass() throws IOException {
    FashionMnistData sample = SampleData.load();
    assertThat(sample.training().classCounts()).hasSize(10).containsOnly(600);
    assertThat(sample.test().classCounts()).hasSize(10).containsOnly(100);
  }

  @Test
  void saysThatItIsASampleAndNotTheOriginal() throws IOException {
    FashionMnistData sample = SampleData.load();
    assertThat(sample.sample()).isTrue();
    assertThat(sample.isOriginal()).isFalse();
    assertThat(sample.source()).isEqualTo("the sample inside the application (6000 + 1000 images)");
  }

  @Test
  void comesWithItsLicence() throws IOException {
    try (InputStream in = SampleData.class.getResourceAsStream("sample/NOTICE")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("MIT License", "2017 Zalando SE");
    }
  }
}
