package dev.weft.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {

  private static final String ZOO = """
      {"date": "2026-12-01", "machine": "a machine",
       "networks": [{"name": "lenet", "training": {"unit": "images/s", "weft": 12000, "ratio": 3.0},
                     "inference": {"unit": "images/s", "weft": 30000, "ratio": 0.5},
                     "oneImage": {"unit": "microseconds", "weft": 0.5, "ratio": 4.0}}],
       "geometricMeans": {"training": 3.0, "inference": 0.5, "oneImage": 4.0}}
      """;

  private static final String SWEEP = """
      {"date": "2026-12-01", "machine": "a machine", "with": "Weft simd-512",
       "columns": ["image", "kernel", "stride", "channels", "filters", "batch", "forward", "backward-data"],
       "rows": [[7, 3, 1, 3, 16, 16, 20, 90], [7, 3, 1, 16, 16, 16, 100, 100],
                [28, 3, 1, 3, 16, 16, 60, 80], [28, 3, 1, 16, 16, 16, 200, 100]]}
      """;

  @Test
  void theZooHasABarForEachNetworkAndTheirMean() throws Exception {
    Document svg = parse(new ZooChart(ZOO).chart().svg());

    assertThat(texts(svg, "label")).containsExactly(
        "lenet", "geometric mean", "lenet", "geometric mean", "lenet", "geometric mean");
    assertThat(texts(svg, "value")).containsExactly("3.0 × · 12,000 images/s", "3.0 ×", "0.5 × · 30,000 images/s",
        "0.5 ×", "4.0 × · 0.5 microseconds", "4.0 ×");
    assertThat(widths(svg)).containsExactly(350, 350, 175, 175, 350, 350);
  }

  @Test
  void aCellOfTheSweepIsTheWorstOfAllImages() throws Exception {
    Document svg = parse(new SweepChart(SWEEP).svg());

    assertThat(texts(svg, "group")).containsExactly("3 × 3, forward", "3 × 3, backward-data");
    NodeList titles = svg.getElementsByTagName("title");
    List<String> cells = new ArrayList<>();
    for (int i = 1; i < titles.getLength(); i++) { // the first is that of the picture
      String kind = ((Element) titles.item(i).getParentNode()).getAttribute("class");
      cells.add(kind + " " + titles.item(i).getTextContent());
    }
    assertThat(cells).containsExactly(
        "step0 3 → 16, image 7, stride 1: 20.0 GFLOP/s, ratio 0.20",
        "step4 16 → 16, image 7, stride 1: 100.0 GFLOP/s, ratio 1.00",
        "step3 3 → 16, image 28, stride 1: 80.0 GFLOP/s, ratio 0.80",
        "step4 16 → 16, image 7, stride 1: 100.0 GFLOP/s, ratio 1.00");
  }

  @Test
  void aChartHasPaperUnderItForPagesOfAnyColour() throws Exception {
    for (String picture : List.of(new ZooChart(ZOO).chart().svg(), new SweepChart(SWEEP).svg())) {
      Element svg = parse(picture).getDocumentElement();
      Element paper = (Element) svg.getElementsByTagName("rect").item(0);

      assertThat(paper.getAttribute("class")).isEqualTo("paper");
      assertThat(String.join(" ", paper.getAttribute("x"), paper.getAttribute("y"), paper.getAttribute("width"),
          paper.getAttribute("height"))).isEqualTo(svg.getAttribute("viewBox"));
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> new ZooChart("[]"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected the results of compare.py zoo");
    assertThatThrownBy(() -> new SweepChart("{}"))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected the results of a sweep");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg, String kind) {
    List<String> texts = new ArrayList<>();
    NodeList all = svg.getElementsByTagName("text");
    for (int i = 0; i < all.getLength(); i++) {
      if (((Element) all.item(i)).getAttribute("class").equals(kind)) {
        texts.add(all.item(i).getTextContent());
      }
    }
    return texts;
  }

  private static List<Integer> widths(Document svg) {
    List<Integer> widths = new ArrayList<>();
    NodeList all = svg.getElementsByTagName("rect");
    for (int i = 0; i < all.getLength(); i++) {
      Element bar = (Element) all.item(i);
      if (bar.getAttribute("class").startsWith("bar")) {
        widths.add(Integer.valueOf(bar.getAttribute("width")));
      }
    }
    return widths;
  }
}
