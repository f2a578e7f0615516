package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What holds for figures of every kind. */
class FigureTest {

  private static final Pattern COLOUR =
      Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(|hsla?\\(|\\b(black|white|gr[ae]y|red|green|blue|currentColor)\\b");
  private static final int SMALLEST_FONT = 12;

  static Stream<Figure> figures() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void isWellFormedAloneAndInline(Figure figure) {
    assertThat(Xml.parse(figure.svg()).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(Xml.parse(figure.inline()).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(figure.inline()).startsWith("<svg ");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void isAnImageThatIsCalledAsItsTitleAndScales(Figure figure) {
    Element root = Xml.parse(figure.inline()).getDocumentElement();
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-label")).isEqualTo(figure.title());
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 720 " + root.getAttribute("height"));
    assertThat(root.getAttribute("style")).contains("max-width:100%").contains("height:auto");
    assertThat(Xml.texts(figure)).contains(figure.title());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void hasNoColourOutsideItsStyleSheet(Figure figure) {
    String body = figure.svg().replace(Palette.standAloneStyle(), "").replaceAll("data:image/png;base64,[^\"]*", "")
        .replaceAll(">[^<]*<", "><");
    assertThat(body).doesNotContainPattern(COLOUR);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void takesInlineEveryColourFromAVariableThatThePaletteDefines(Figure figure) {
    String style = Xml.parse(figure.inline()).getElementsByTagName("style").item(0).getTextContent();
    assertThat(style.replaceAll("var\\(--plot-[a-z0-9-]+, #[0-9a-f]{6}\\)", "")).doesNotContainPattern(COLOUR)
        .doesNotContain("$").doesNotContain("@media");
    Matcher variables = Pattern.compile("var\\((--plot-[a-z0-9-]+)").matcher(style);
    assertThat(variables.results().map(result -> result.group(1) + ": ").toList()).isNotEmpty()
        .allSatisfy(variable -> assertThat(Palette.variables(false)).contains(variable))
        .allSatisfy(variable -> assertThat(Palette.variables(true)).contains(variable));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void knowsLightAndDarkWhenAlone(Figure figure) {
    assertThat(figure.svg()).contains("@media screen and (prefers-color-scheme: dark)").doesNotContain("var(")
        .doesNotContain("$");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void hasNeitherScriptNorAnythingFromElsewhereNorSharedIds(Figure figure) {
    assertThat(figure.svg()).doesNotContain("<script").doesNotContain(" id=").doesNotContainPattern("href=\"(?!data:)")
        .doesNotContain("@import").doesNotContain("url(");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void keepsItsTextsInside(Figure figure) {
    Element root = Xml.parse(figure.svg()).getDocumentElement();
    for (Element text : Xml.elements(figure, "text")) {
      if (text.hasAttribute("x")) {
        double width = TextWidth.of(text.getTextContent(), SMALLEST_FONT);
        String classes = text.getAttribute("class");
        double x = Xml.number(text, "x");
        double left = classes.contains("middle") ? x - width / 2 : classes.contains("end") ? x - width : x;
        assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
        assertThat(left + width).as(text.getTextContent()).isLessThanOrEqualTo(720);
        assertThat(Xml.number(text, "y")).isBetween(0.0, Xml.number(root, "height"));
      }
    }
  }

  @Test
  void isTheSameToTheByteWhenDrawnTwice() {
    assertThat(Samples.all()).isEqualTo(Samples.all());
  }

  @Test
  void hasNoTextSmallerThanTwelvePixels() {
    List<Integer> sizes = Pattern.compile("font-size: (\\d+)px").matcher(Palette.standAloneStyle()).results()
        .map(result -> Integer.valueOf(result.group(1))).toList();
    assertThat(sizes).isNotEmpty().allMatch(size -> size >= SMALLEST_FONT);
  }

  @Test
  void showsMarkupInLabelsAsText() {
    String label = "<b>A & \"B\"</b>\u0001";
    Figure figure = GroupedBars.of("escaping", label, label, List.of(label),
        List.of(new GroupedBars.Series(label, new double[] {1})));
    String shown = "<b>A & \"B\"</b> ";
    assertThat(Xml.texts(figure)).contains(shown);
    assertThat(Xml.hovers(figure)).containsExactly(shown + ", " + shown + ": 1");
    assertThat(Xml.parse(figure.svg()).getElementsByTagName("b").getLength()).isZero();
  }

  @Test
  void breaksALongTitleIntoLines() {
    String title = "A title of many words ".repeat(8).strip();
    Figure figure = ClassCounts.of("long", title, List.of("a"), new int[] {1});
    List<Element> lines = Xml.marks(figure, "text", "title");
    assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> TextWidth.of(line.getTextContent(), 16) <= 720);
    assertThat(String.join(" ", lines.stream().map(Element::getTextContent).toList())).isEqualTo(title);
  }

  @Test
  void isWrittenUnderItsName(@TempDir Path directory) throws IOException {
    Figure figure = Samples.classCounts();
    figure.write(directory);
    assertThat(directory.resolve("01-training-classes.svg")).hasContent(figure.svg());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void rejectsANameThatIsNoFileName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassCounts.of("../up", "title", List.of("a"), new int[] {1}))
        .withMessageContaining("expected a name of letters").withMessageContaining("got \"../up\"");
  }
}
