package dev.weft.book.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.book.pages.Page;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.data.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The measure of chapter 12 for two runs that part, and what the chapter says of them. */
class DivergenceTest {

  @Test
  void theDifferenceIsThatOfTheRootMeanSquares() {
    assertThat(Divergence.difference(new float[] {3, 4}, new float[] {3, 4})).isZero();
    assertThat(Divergence.difference(new float[] {3, 4}, new float[] {0, 4})).isEqualTo(0.6, within(1e-12));
  }

  @Test
  void theCosineIsThatOfTheChanges() {
    float[] first = {1, 1};
    assertThat(Divergence.cosine(first, new float[] {3, 1}, new float[] {2, 1})).isEqualTo(1, within(1e-12));
    assertThat(Divergence.cosine(first, new float[] {3, 1}, new float[] {1, 2})).isEqualTo(0, within(1e-12));
  }

  @Test
  void twoStepsOfTheShallowNetworkDifferInTheLastBitsOnly() throws IOException {
    FashionMnistData data = SampleData.load();
    List<Divergence> result = DivergenceRuns.compare("shallow", DivergenceRuns::shallow, 0, data, 1, 2);
    assertThat(result).extracting(Divergence::step).containsExactly(1, 2);
    assertThat(result.get(1).difference()).isLessThan(1e-6);
    assertThat(result.get(1).cosine()).isEqualTo(1, within(1e-6));
  }

  @Test
  void theChapterSaysWhatTheDataHas() throws IOException {
    String text = Files.readString(Page.ROOT.resolve("docs/book/12-simd.md")).replaceAll("\\s+", " ");
    List<Divergence> reference = Divergence.read("reference");
    Divergence last = reference.getLast();
    assertThat(text).contains("apart by " + Math.round(100 * last.difference()) + " percent of their size")
        .contains("cosine of " + String.format(Locale.ROOT, "%.2f", last.cosine()));
    assertThat(last.accuracy()).isEqualTo(last.otherAccuracy(), within(0.01));
    assertThat(reference.get(5).difference() / reference.get(4).difference()).isBetween(3500.0, 4500.0);
    List<Divergence> shallow = Divergence.read("shallow");
    assertThat(shallow.getLast().difference() / shallow.getFirst().difference()).isBetween(350.0, 450.0);
  }
}
