package dev.weft.fmnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.fmnist.plot.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  @TempDir
  private Path folder;

  private static ReportPage page(Section... sections) {
    return new ReportPage("Cats & dogs", "of <all> kinds", List.of(new ReportPage.Highlight("cats", "7")),
        List.of(sections));
  }

  private static Figure figure() {
    return new Figure("a-figure", "A figure", "<svg role=\"img\" aria-label=\"A figure\"></svg>");
  }

  @Test
  void textsAreEscapedAndPicturesAreNot() {
    String html = page(Section.of("one", "1 < 2").paragraph("<script>alert(1)</script>").items(List.of("a & b"))
        .preformatted("x < y").pictures(figure())).html();

    assertThat(html).contains("<h1>Cats &amp; dogs</h1>", "of &lt;all&gt; kinds", "1 &lt; 2</h2>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<li>a &amp; b</li>", "x &lt; y</pre>",
        "<figure id=\"figure-a-figure\" tabindex=\"0\"><svg role=\"img\"").doesNotContain("<script");
  }

  @Test
  void everySectionIsInTheContentsByNumber() {
    String html = page(Section.of("one", "First"), Section.of("two", "Second")).html();

    assertThat(html).contains("<a href=\"#one\">1&ensp;First</a>", "<a href=\"#two\">2&ensp;Second</a>",
        "<section id=\"two\" aria-labelledby=\"two-title\">");
  }

  @Test
  void numbersStandOnTheRightAndRowsHaveHeads() {
    Table table = Table.ofTextsAndNumbers("Animals", 2, "Name", "Kind", "Legs").row("Tom", "cat", "4");

    assertThat(page(Section.of("one", "One").table(table)).html()).contains("<caption>Animals</caption>",
        "<th scope=\"col\">Kind</th><th scope=\"col\" class=\"number\">Legs</th>",
        "<th scope=\"row\">Tom</th><td>cat</td><td class=\"number\">4</td>");
  }

  @Test
  void onATerminalTablesAreAlignedAndPicturesLeftOut() {
    Table table = Table.ofNumbers("Animals", "Name", "Legs").row("Tom", "4").row("Nessie", "1,000");
    Section section = Section.of("one", "One").subtitle("Pictures").pictures(figure()).subtitle("Numbers").table(table)
        .paragraph("That is all.");

    assertThat(page(section).text()).isEqualTo("""
        One
        ===

        Numbers

        Animals

        Name     Legs
        Tom         4
        Nessie  1,000

        That is all.

        """);
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> Table.ofNumbers("Animals", "Name", "Legs").row("Tom", "4", "1"))
        .hasMessage("expected a name and 1 texts, got 2");
  }

  @Test
  void anEmptyParagraphIsLeftOut() {
    assertThat(Section.of("one", "One").paragraph("").blocks()).isEmpty();
  }

  @Test
  void thePageAndItsPicturesAreFiles() throws IOException {
    Path file = page(Section.of("one", "One").pictures(figure())).write(folder);

    assertThat(file).isEqualTo(folder.resolve("report.html")).content().startsWith("<!doctype html>");
    assertThat(folder.resolve("figures").resolve("a-figure.svg")).hasContent(figure().svg());
  }

  @Test
  void numbersReadAsInPrint() {
    assertThat(Format.count(60_000)).isEqualTo("60,000");
    assertThat(Format.four(-0.12345)).isEqualTo("−0.1235");
    assertThat(Format.four(Double.NaN)).isEqualTo("–");
    assertThat(Format.signed(0.5, 1)).isEqualTo("+0.5");
    assertThat(Format.signed(-0.5, 1)).isEqualTo("−0.5");
    assertThat(Format.percent(0.1234)).isEqualTo("12.3 %");
  }
}
