package dev.weft.book.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.book.results.ResultFile;
import dev.weft.book.results.ResultFile.Run;
import dev.weft.book.results.Sample;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {

  private static final Run RUN = new Run("2026-12-01", "A & B <CPU>", "a JVM", 2, "");

  @Test
  void theLadderShowsEveryRungThatWasMeasured() throws Exception {
    Map<String, Map<String, Sample>> figures = new LinkedHashMap<>();
    figures.put("PooledConvolutionBenchmark.forward CONV2 FUSED", kernel(1, 1));
    figures.put("ConvolutionBenchmark.forward CONV2 NAIVE", kernel(2, 1));
    figures.put("ConvolutionBenchmark.forward CONV2 IMPLICIT_GEMM", kernel(235, 85));
    Document svg = parse(LadderChart.chart(new ResultFile("kernels", RUN, figures, Map.of())).svg());

    assertThat(texts(svg, "value"))
        .containsExactly("1.0 % · 2 GFLOP/s", "85.0 % · 235 GFLOP/s", "1.0 % · 1 GFLOP/s");
    assertThat(widths(svg)).containsExactly(4, 298, 4);
    assertThat(texts(svg, "note"))
        .containsExactly("one thread; medians of 2 forks; A & B <CPU>, a JVM, 2026-12-01");
  }

  @Test
  void thePeerChartGivesEachRowItsOwnScale() throws Exception {
    Map<String, Map<String, Sample>> figures = new LinkedHashMap<>();
    figures.put("training, images/s", pair(12_000, 4_000));
    figures.put("one image, microseconds", pair(50, 200));
    Document svg = parse(PeerChart.chart(new ResultFile("peers", RUN, figures,
        Map.of("training, images/s", "channels-last", "one image, microseconds", "1 thread"))).svg());

    assertThat(texts(svg, "value")).containsExactly("12,000 · 3.0 × as fast", "4,000 · channels-last",
        "50 · 4.0 × as fast", "200 · 1 thread");
    assertThat(widths(svg)).containsExactly(350, 117, 88, 350);
  }

  private static Map<String, Sample> kernel(double gflops, double percent) {
    return Map.of("gflops", new Sample(List.of(gflops)), "percentOfPeak", new Sample(List.of(percent)));
  }

  private static Map<String, Sample> pair(double weft, double peer) {
    return Map.of("weft", new Sample(List.of(weft)), "peer", new Sample(List.of(peer)));
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
