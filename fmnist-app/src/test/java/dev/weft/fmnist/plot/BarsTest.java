package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.fmnist.plot.GroupedBars.Series;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BarsTest {

  @Test
  void countsHaveAxesAndABarOfEachValue() {
    Figure figure = ClassCounts.of("counts", "title", List.of("Coat", "Bag"), new int[] {6000, 3000});
    assertThat(Xml.texts(figure)).contains("Coat", "Bag", "class", "number of images", "6,000", "3,000");
    assertThat(Xml.hovers(figure)).containsExactly("Coat: 6,000", "Bag: 3,000");
    List<Element> bars = Xml.marks(figure, "rect", "hover");
    assertThat(Xml.number(bars.get(0), "height")).isEqualTo(2 * Xml.number(bars.get(1), "height"));
  }

  @Test
  void namesOfClassesAreBrokenWhereTheyDoNotFit() {
    assertThat(Xml.texts(Samples.classCounts())).contains("T-shirt/", "top", "Ankle", "boot", "Sneaker");
  }

  @Test
  void longNamesAreSlantedAndCut() {
    Figure figure = ClassCounts.of("counts", "title",
        Collections.nCopies(10, "Incomprehensibilities of an unbreakable kind"), new int[10]);
    List<Element> slanted = Xml.elements(figure, "text").stream()
        .filter(text -> text.getAttribute("transform").contains("rotate(-40)")).toList();
    assertThat(slanted).hasSize(10).allMatch(text -> text.getTextContent().endsWith("…"));
  }

  @Test
  void countsThatAreAllZeroOrMissingAreDrawn() {
    assertThat(Xml.hovers(ClassCounts.of("counts", "title", List.of("a"), new int[] {0}))).containsExactly("a: 0");
    assertThat(Xml.texts(ClassCounts.of("counts", "title", List.of(), new int[0]))).contains("no data");
  }

  @Test
  void rejectsWrongCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassCounts.of("counts", "title", List.of("a", "b"), new int[3]))
        .withMessage("expected 2 counts, one a class, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassCounts.of("counts", "title", List.of("a"), new int[] {-1}))
        .withMessage("expected counts of 0 or more, got [-1]");
  }

  @Test
  void groupsHaveALegendAndABarForEachSeries() {
    Figure figure = Samples.oneBarEach();
    assertThat(Xml.texts(figure)).contains("accuracy", "baseline", "dropout", "last epoch", "0.9258");
    assertThat(Xml.hovers(figure)).contains("last epoch, dropout: 0.9258").hasSize(4);
  }

  @Test
  void negativeValuesHangBelowZero() {
    Figure figure = GroupedBars.of("signed", "title", "change", List.of("a", "b"),
        List.of(new Series("s", new double[] {1, -1})));
    List<Element> bars = Xml.marks(figure, "rect", "hover");
    assertThat(Xml.number(bars.get(0), "y") + Xml.number(bars.get(0), "height"))
        .isEqualTo(Xml.number(bars.get(1), "y"));
  }

  @Test
  void aValueThatIsMissingHasNoBar() {
    Figure figure = GroupedBars.of("gap", "title", "score", List.of("a", "b"),
        List.of(new Series("s", new double[] {Double.NaN, 0.5})));
    assertThat(Xml.hovers(figure)).containsExactly("b, s: 0.5");
  }

  @Test
  void rejectsASeriesThatIsTooShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GroupedBars.of("g", "title", "score", List.of("a", "b"), List.of(new Series("s", new double[1]))))
        .withMessage("expected 2 values for \"s\", got 1");
  }
}
