package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Colours for numbers, and pictures of them. */
class ColourMapTest {

  /** Relative luminance as WCAG 2 defines it. */
  private static double luminance(int rgb) {
    double luminance = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double part = (rgb >> (16 - 8 * i) & 0xff) / 255.0;
      luminance += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }

  @Test
  void moreIsLighter() {
    for (int i = 1; i <= 100; i++) {
      assertThat(luminance(ColourMap.VIRIDIS.rgb(i / 100.0)))
          .isGreaterThan(luminance(ColourMap.VIRIDIS.rgb((i - 1) / 100.0)));
    }
  }

  @Test
  void bothSignsAreEquallyDarkerThanZero() {
    for (int i = 1; i <= 10; i++) {
      double less = luminance(ColourMap.BLUE_RED.signed(-i / 10.0));
      double more = luminance(ColourMap.BLUE_RED.signed(i / 10.0));
      assertThat(Math.max(less, more)).isLessThan(luminance(ColourMap.BLUE_RED.signed((i - 1) / 10.0)) + 1e-9);
      assertThat(Math.abs(less - more)).isLessThan(0.13);
    }
    assertThat(ColourMap.BLUE_RED.signed(0)).isEqualTo(0xf7f7f7);
  }

  @Test
  void whatLiesOutsideHasTheColourOfTheEnd() {
    assertThat(ColourMap.VIRIDIS.rgb(7)).isEqualTo(ColourMap.VIRIDIS.rgb(1)).isEqualTo(0xfde725);
    assertThat(ColourMap.VIRIDIS.rgb(-7)).isEqualTo(ColourMap.VIRIDIS.rgb(Double.NaN)).isEqualTo(0x440154);
  }

  @Test
  void aScaleHasASignIfAValueIsNegative() {
    assertThat(ValueScale.of(0, 3, 2)).isEqualTo(new ValueScale(3, false));
    assertThat(ValueScale.of(1, -4)).isEqualTo(new ValueScale(4, true));
    assertThat(new ValueScale(4, true).low()).isEqualTo("−4");
    assertThat(new ValueScale(4, true).rgb(-4)).isEqualTo(ColourMap.BLUE_RED.rgb(0));
    assertThat(ValueScale.of(0, 0).rgb(0)).isEqualTo(ColourMap.VIRIDIS.rgb(0));
  }

  @Test
  void tilesStandInRowsWithTransparentGaps() throws IOException {
    PixelSheet sheet = PixelSheet.of(List.of(new int[] {1, 2}, new int[] {3, 4}, new int[] {5, 6}), 1, 2, 2);

    byte[] png = Base64.getDecoder().decode(sheet.dataUri().replace("data:image/png;base64,", ""));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getRGB(0, 0, 5, 3, null, 0, 5)).containsExactly(
        0xff000001, 0xff000002, 0, 0xff000003, 0xff000004,
        0, 0, 0, 0, 0,
        0xff000005, 0xff000006, 0, 0, 0);
    assertThat(sheet.width()).isEqualTo(5);
    assertThat(sheet.height()).isEqualTo(3);
  }

  @Test
  void tilesMustFit() {
    assertThatThrownBy(() -> PixelSheet.of(List.of(new int[3]), 2, 2, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 · 2 colours, got 3");
    assertThatThrownBy(() -> PixelSheet.of(List.of(), 2, 2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
