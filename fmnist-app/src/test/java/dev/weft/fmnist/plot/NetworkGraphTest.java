package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.layers.Blocks;
import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class NetworkGraphTest {

  static Stream<Figure> branched() {
    return Stream.of(Samples.residualNetwork(), Samples.inception(), Samples.twoInputs());
  }

  private static List<Rectangle2D> boxes(Figure figure) {
    return Xml.marks(figure, "rect", "box").stream().<Rectangle2D>map(box -> new Rectangle2D.Double(
        Xml.number(box, "x"), Xml.number(box, "y"), Xml.number(box, "width"), Xml.number(box, "height"))).toList();
  }

  private static List<Line2D> lines(Figure figure) {
    List<Line2D> lines = new ArrayList<>();
    for (Element line : Xml.elements(figure, "polyline")) {
      String[] numbers = line.getAttribute("points").split("[ ,]+", -1);
      for (int i = 0; i + 3 < numbers.length; i += 2) {
        lines.add(new Line2D.Double(Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1]),
            Double.parseDouble(numbers[i + 2]), Double.parseDouble(numbers[i + 3])));
      }
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("branched")
  void boxesAreInsideAndApart(Figure figure) {
    List<Rectangle2D> boxes = boxes(figure);
    for (int i = 0; i < boxes.size(); i++) {
      assertThat(new Rectangle2D.Double(0, 0, Svg.WIDTH, 10_000).contains(boxes.get(i))).isTrue();
      for (int j = 0; j < i; j++) {
        assertThat(boxes.get(i).intersects(boxes.get(j))).as("%d and %d", i, j).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("branched")
  void linesGoAroundBoxes(Figure figure) {
    for (Rectangle2D box : boxes(figure)) {
      Rectangle2D inside = new Rectangle2D.Double(
          box.getX() + 1, box.getY() + 1, box.getWidth() - 2, box.getHeight() - 2);
      assertThat(lines(figure)).noneMatch(inside::intersectsLine);
    }
  }

  @Test
  void thereIsABoxForEachPartAndALineForAllThatOneTakes() {
    Network network = Samples.residual();
    Figure figure = Samples.residualNetwork();
    assertThat(boxes(figure)).hasSize(1 + network.layers().size());
    assertThat(Xml.elements(figure, "polyline"))
        .hasSize(network.steps().stream().mapToInt(step -> step.inputs().size()).sum());
    assertThat(Xml.texts(figure)).contains("input", "conv2d_1", "add_3", "(7, 7, 64)");
    assertThat(Xml.hovers(figure)).anyMatch(hover -> hover.startsWith("add_1: add {}\n(28, 28, 16), (28, 28, 16) →"));
  }

  @Test
  void ofTwoInputsBothAreDrawnOnTop() {
    List<Rectangle2D> boxes = boxes(Samples.twoInputs());
    assertThat(boxes.get(1).getY()).isEqualTo(boxes.get(0).getY());
    assertThat(boxes.get(1).getX()).isGreaterThan(boxes.get(0).getX());
  }

  @Test
  void aBranchWithoutALayerGoesBesideTheOther() {
    NetworkLayout layout = NetworkLayout.of(
        Sequential.input(3).add(Blocks.residual(Layers.dense(3), Layers.relu())).add(Layers.dense(2)).build(1));
    assertThat(layout.places()).extracting(NetworkLayout.Place::row).containsExactly(0, 1, 2, 3, 4);
    assertThat(layout.places()).extracting(NetworkLayout.Place::lane).containsOnly(0);
    assertThat(layout.lanesWithBoxes()).containsExactly(true, false);
    assertThat(layout.edges()).extracting(NetworkLayout.Edge::lane).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void aNetworkWithoutBranchesIsDrawnInColumnsAsBefore() {
    assertThat(Xml.elements(Samples.smallNetwork(), "polyline")).isEmpty();
    assertThat(boxes(Samples.network()).stream().map(Rectangle2D::getX).distinct()).hasSize(2);
  }
}
