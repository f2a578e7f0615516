package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import dev.weft.fmnist.plot.Curves.Marker;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class CurvesTest {

  private static final double[] EPOCHS = {1, 2, 3, 4};

  @Test
  void labelsAxesAndLinesAndShowsEachValue() {
    Figure figure = draw(new Curve("training", EPOCHS, new double[] {0.4, 0.3, 0.25, 0.2089}));
    assertThat(Xml.texts(figure)).contains("title", "training", "epoch", "loss", "1", "4");
    assertThat(Xml.hovers(figure)).hasSize(4).contains("training\nepoch: 4\nloss: 0.2089");
  }

  @Test
  void drawsHigherValuesHigher() {
    Figure figure = draw(new Curve("training", EPOCHS, new double[] {0.1, 0.2, 0.3, 0.4}));
    List<Double> ys = Xml.marks(figure, "circle", "target").stream().map(point -> Xml.number(point, "cy")).toList();
    assertThat(ys).isSortedAccordingTo((a, b) -> Double.compare(b, a)).doesNotHaveDuplicates();
  }

  @Test
  void tellsLinesApartByColourAndByDashes() {
    List<Element> lines = Xml.marks(Samples.logarithmicCurves(), "path", "line");
    assertThat(lines.stream().map(line -> line.getAttribute("class")).distinct()).hasSize(6);
    assertThat(lines.stream().map(line -> line.getAttribute("stroke-dasharray")).distinct()).hasSize(6);
  }

  @Test
  void leavesAGapWhereAValueIsMissing() {
    Figure figure = draw(new Curve("training", EPOCHS, new double[] {1, Double.NaN, 2, Double.POSITIVE_INFINITY}));
    String path = Xml.marks(figure, "path", "line").getLast().getAttribute("d");
    assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(path).doesNotContain("L").doesNotContain("NaN");
    assertThat(Xml.hovers(figure)).hasSize(2);
  }

  @Test
  void leavesOutOnALogarithmicAxisWhatIsNotPositive() {
    Figure figure = Curves.of("log", "title", Axis.linear("step"), Axis.log("loss"),
        List.of(new Curve("training", EPOCHS, new double[] {1, 0, -1, 0.1})), List.of());
    assertThat(Xml.hovers(figure)).hasSize(2);
  }

  @Test
  void drawsOnePointAndAConstant() {
    assertThat(Xml.hovers(draw(new Curve("one", new double[] {1}, new double[] {0.5})))).containsExactly(
        "one\nepoch: 1\nloss: 0.5");
    assertThat(Xml.hovers(draw(new Curve("constant", EPOCHS, new double[] {0, 0, 0, 0})))).hasSize(4);
  }

  @Test
  void saysThatThereIsNoData() {
    assertThat(Xml.texts(draw())).contains("no data");
    assertThat(Xml.texts(draw(new Curve("none", new double[0], new double[0])))).contains("no data", "none");
    assertThat(Xml.texts(draw(new Curve("nan", new double[] {1}, new double[] {Double.NaN})))).contains("no data");
    assertThat(Xml.texts(draw(new Curve("one", new double[] {1}, new double[] {1})))).doesNotContain("no data");
  }

  @Test
  void marksAPlaceWithItsLabel() {
    Figure figure = Curves.of("marked", "title", "epoch", "loss",
        List.of(new Curve("training", EPOCHS, new double[] {4, 3, 2, 3})), new Marker(3, "best epoch: 3"));
    Element line = Xml.marks(figure, "line", "guide").getFirst();
    Element point = Xml.marks(figure, "circle", "target").get(2);
    assertThat(Xml.number(line, "x1")).isEqualTo(Xml.number(point, "cx")).isEqualTo(Xml.number(line, "x2"));
    assertThat(Xml.texts(figure)).contains("best epoch: 3");
  }

  @Test
  void keepsThePeaksOfALineOfManySteps() {
    int steps = 100_000;
    double[] x = IntStream.range(0, steps).asDoubleStream().toArray();
    double[] y = new double[steps];
    Arrays.fill(y, 1);
    y[54_321] = 9;
    y[76_543] = Double.NaN;
    Figure figure = draw(new Curve("loss", x, y));
    String path = Xml.marks(figure, "path", "line").getLast().getAttribute("d");
    assertThat(figure.svg()).hasSizeLessThan(100_000);
    assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(new HashSet<>(List.of(path.replaceAll("[ML][0-9.]+ ", " ").strip().split(" ", -1)))).hasSize(2);
  }

  @Test
  void rejectsCurvesWithTooFewValues() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Curve("loss", EPOCHS, new double[3]))
        .withMessage("expected as many y as x for \"loss\", got 4 x and 3 y");
  }

  private static Figure draw(Curve... curves) {
    return Curves.of("curves", "title", "epoch", "loss", List.of(curves));
  }
}
