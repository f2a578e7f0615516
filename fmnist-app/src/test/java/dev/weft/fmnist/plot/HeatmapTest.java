package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HeatmapTest {

  private static final List<String> CLASSES = List.of("Shirt", "Bag");

  @Test
  void cellsHaveCountAndShareOfTheirRow() {
    Figure figure = draw(new int[][] {{900, 100}, {0, 1000}});
    assertThat(Xml.texts(figure)).contains("900", "90.0 %", "100", "10.0 %", "0", "0.0 %", "1,000", "100.0 %",
        "true class",
        "predicted class");
    assertThat(Xml.hovers(figure)).contains("true Shirt, predicted Bag: 100 of 1,000 (10.0 %)");
  }

  @Test
  void shadesGoWithTheSquareRootOfTheShare() {
    List<Element> cells = Xml.marks(draw(new int[][] {{3, 1}, {0, 1}}), "rect", "heat");
    assertThat(cells.subList(0, 4).stream().map(cell -> cell.getAttribute("fill-opacity"))).containsExactly("0.87",
        "0.5",
        "0", "1");
  }

  @Test
  void aClassWithoutExamplesHasNoPercentages() {
    Figure figure = draw(new int[][] {{0, 0}, {0, 5}});
    assertThat(Xml.hovers(figure)).contains("true Shirt, predicted Shirt: 0 of 0");
    assertThat(Xml.texts(figure).stream().filter("0.0 %"::equals)).hasSize(1);
  }

  @Test
  void manyClassesKeepTheirHoverWhenNumbersDoNotFit() {
    int n = 60;
    int[][] counts = new int[n][n];
    counts[3][4] = 123_456;
    Figure figure =
        Heatmap.confusion("big", "title", IntStream.range(0, n).mapToObj(i -> "class " + i).toList(),
            counts);
    assertThat(Xml.texts(figure)).doesNotContain("123,456");
    assertThat(Xml.hovers(figure)).contains("true class 3, predicted class 4: 123,456 of 123,456 (100.0 %)");
  }

  @Test
  void rejectsWhatIsNotASquareOfCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> draw(new int[][] {{1, 2}, {3}}))
        .withMessage("expected 2 × 2 counts, got rows of [2, 1]");
    assertThatIllegalArgumentException().isThrownBy(() -> draw(new int[][] {{1, 2}, {3, -4}}))
        .withMessage("expected counts of 0 or more, got [[1, 2], [3, -4]]");
  }

  private static Figure draw(int[][] counts) {
    return Heatmap.confusion("confusion", "title", CLASSES, counts);
  }
}
