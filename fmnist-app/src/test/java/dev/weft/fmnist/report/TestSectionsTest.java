package dev.weft.fmnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.study.DataStudy;
import dev.weft.fmnist.study.Duplicates;
import dev.weft.fmnist.study.ModelStudy;
import dev.weft.fmnist.study.Provenance;
import dev.weft.fmnist.study.Study;
import dev.weft.fmnist.study.TestResult;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the section on the test says of the images and when it shows the document's results. */
class TestSectionsTest {

  private static final TestResult ALL = new TestResult(0.2, 9_300, 700, 0.9248, 0.9348);
  private static final TestResult SOME = new TestResult(0.2, 93, 7, 0.8625, 0.9657);

  private static String section(boolean original, int across, String network, TestResult result) {
    DataStudy data = new DataStudy(!original, original, List.of("cat", "dog"), null, null,
        new Duplicates(0, 0, across, 0, List.of()), Map.of());
    ModelStudy model = new ModelStudy(network, null, List.of(), null, null, result, 1);
    return TextPage.of(TestSections.test(new Study(data, null, List.of(model), null, new Provenance("", Map.of()))));
  }

  @Test
  void theDocumentsNetworkOnItsImagesStandsBesideItsResults() {
    assertThat(section(true, 0, "dropout", ALL)).contains("This run", "Reference study", "0.2089", "9,258", "742",
        "The reference study's accuracy of 0.9258, from one run, lies within the 95 % interval of this run, 0.9248 to 0.9348.");
  }

  @Test
  void otherResultsStandAlone() {
    for (String text : List.of(section(false, 0, "dropout", ALL), section(true, 0, "baseline", ALL),
        section(true, 0, "dropout", SOME))) {
      assertThat(text).contains("This run", "Accuracy", "0.9300", "The interval is Wilson's")
          .doesNotContainIgnoringCase("reference study").doesNotContain("0.2089", "0.9258", "9,258", "742");
    }
  }

  @Test
  void testImagesThatAreTrainingImagesTooAreCounted() {
    assertThat(section(false, 0, "baseline", SOME))
        .contains("The baseline network, after its last epoch, on 100 test images.\n");
    assertThat(section(false, 1, "baseline", SOME)).contains("100 test images. 1 of them equals a training image.");
    assertThat(section(false, 1_200, "baseline", SOME)).contains("images. 1,200 of them equal a training image.");
  }

  @Test
  void theReferenceStudysReportStandsBesideOursWithTheDifferences() {
    List<Row> rows = FashionMnist.CLASS_NAMES.stream().map(name -> new Row(name, 0.9, 0.85, 0.87, 1_000)).toList();
    Row mean = new Row("macro avg", 0.9, 0.85, 0.87, 10_000);

    String text = TextPage.of(ReferenceSection.addTo(Section.of("classification", "Classification report"),
        new ClassificationReport(rows, 0.85, mean, mean)));

    assertThat(text)
        .containsPattern("T-shirt/top +within chance +0.9000 +0.91 +−0.01 +0.8500 +0.84 +\\+0.01 +0.8700 +0.88")
        .containsPattern("Trouser +beyond chance").contains("How chance is judged", "1,000 test images")
        .contains("The recalls of 3 of 10 classes do so within chance");
  }
}
