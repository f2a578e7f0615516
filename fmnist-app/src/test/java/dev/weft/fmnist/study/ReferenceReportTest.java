package dev.weft.fmnist.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.fmnist.data.FashionMnist;
import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceReportTest {

  private static ClassificationReport report(long support) {
    List<Row> rows = FashionMnist.CLASS_NAMES.stream().map(name -> new Row(name, 0.9, 0.85, 0.87, support)).toList();
    Row mean = new Row("macro avg", 0.9, 0.85, 0.87, 10 * support);
    return new ClassificationReport(rows, 0.85, mean, mean);
  }

  @Test
  void theAveragesOfItsClassesAreThoseItPrints() {
    List<Row> rows = ReferenceReport.beside(report(1000)).stream().map(ReferenceReport.Pair::reference).toList();
    assertThat(rows.stream().mapToDouble(Row::precision).average().orElseThrow()).isCloseTo(0.93, within(0.005));
    assertThat(rows.stream().mapToDouble(Row::recall).average().orElseThrow()).isCloseTo(0.93, within(0.005));
    assertThat(rows.stream().mapToDouble(Row::f1).average().orElseThrow()).isCloseTo(0.93, within(0.005));
    assertThat(rows.getFirst()).isEqualTo(new Row("T-shirt/top", 0.91, 0.84, 0.88, 1000));
  }

  @Test
  void aReportOfOtherImagesStandsAlone() {
    assertThat(ReferenceReport.beside(report(100))).isEmpty();
  }

  /** With Python: 1.96 * (.83 * .17 / 1000 + .8 * .2 / 1000) ** .5 + .005 = 0.0390. */
  @Test
  void aDifferenceIsWithinChanceUpToItsStandardErrorAndTheRounding() {
    assertThat(ReferenceReport.withinChance(0.83, 0.83, 1000)).isTrue();
    assertThat(ReferenceReport.withinChance(0.80, 0.83, 1000)).isTrue();
    assertThat(ReferenceReport.withinChance(0.79, 0.83, 1000)).isFalse();
    assertThat(ReferenceReport.withinChance(0.997, 0.99, 1000)).isTrue();
    assertThat(ReferenceReport.withinChance(0.97, 0.99, 1000)).isFalse();
  }
}
