package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaletteTest {

  private static final double READABLE = 4.5;
  private static final double VISIBLE = 3;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textIsReadableOnPaperAndPanels(boolean dark) {
    for (String ground : new String[] {"paper", "panel"}) {
      for (String text : new String[] {"ink", "muted"}) {
        assertThat(contrast(rgb(text, dark), rgb(ground, dark))).as(text + " on " + ground)
            .isGreaterThanOrEqualTo(READABLE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textIsReadableOnEveryShadeOfAHeatmap(boolean dark) {
    for (double shade = 0; shade <= 1; shade += 0.001) {
      double[] ground = mix(rgb("heat", dark), rgb("paper", dark), shade);
      String text = shade < Heatmap.DEEP ? "on-pale" : "on-deep";
      assertThat(contrast(rgb(text, dark), ground)).as("shade " + shade).isGreaterThanOrEqualTo(READABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstFiveSeriesAreVisibleOnPaper(boolean dark) {
    for (int series = 0; series < 5; series++) {
      assertThat(contrast(rgb("series-" + series, dark), rgb("paper", dark))).as("series " + series)
          .isGreaterThanOrEqualTo(VISIBLE);
    }
  }

  @Test
  void thePageStaysLightOnPaper() {
    String css = Palette.css();
    assertThat(css.substring(css.indexOf("@media"))).doesNotContain("@media (").contains("@media screen");
    assertThat(css.substring(0, css.indexOf("@media"))).contains("--plot-paper: #ffffff;");
  }

  private static double[] rgb(String name, boolean dark) {
    int hex = Integer.parseInt(Palette.colour(name, dark).substring(1), 16);
    return new double[] {hex >> 16, hex >> 8 & 0xff, hex & 0xff};
  }

  private static double[] mix(double[] over, double[] under, double opacity) {
    double[] mixed = new double[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = over[i] * opacity + under[i] * (1 - opacity);
    }
    return mixed;
  }

  /** Contrast ratio as WCAG 2 defines it. */
  private static double contrast(double[] a, double[] b) {
    double brighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (brighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
  }

  private static double linear(double channel) {
    double c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
