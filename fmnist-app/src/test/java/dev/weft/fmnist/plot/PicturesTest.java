package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.fmnist.plot.ImageGrid.Cell;
import dev.weft.fmnist.plot.ImageGrid.Mark;
import dev.weft.fmnist.plot.Reliability.Bin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Reliability diagrams, images and networks. */
class PicturesTest {

  @Test
  void aReliabilityDiagramNamesTheCalibrationError() {
    Figure figure = Reliability.of("reliability", "title",
        List.of(new Bin(0, 0.5, 100, 0.4, 0.5), new Bin(0.5, 1, 300, 0.9, 0.86)), 0.055);
    assertThat(Xml.texts(figure)).contains("confidence", "accuracy", "predictions", "100", "300", "of 400 predictions")
        .contains("0.0550");
    assertThat(Xml.hovers(figure))
        .contains("confidence 0.5 to 1: 300 predictions\nmean confidence 90.0 %\naccuracy 86.0 %");
    assertThat(Xml.marks(figure, "line", "guide")).isNotEmpty();
  }

  @Test
  void emptyBinsHaveNoAccuracy() {
    Figure figure = Reliability.of("reliability", "title", List.of(new Bin(0, 1, 0, Double.NaN, Double.NaN)), 0);
    assertThat(Xml.texts(figure)).contains("no data");
    assertThat(Xml.hovers(figure)).containsExactly("confidence 0 to 1: 0 predictions");
    assertThat(Xml.texts(Reliability.of("none", "title", List.of(), 0))).contains("no data");
  }

  @Test
  void rejectsABinWithoutItsValues() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Bin(0, 0.1, 5, Double.NaN, 0.5))
        .withMessageContaining("between 0 and 1").withMessageContaining("confidence NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> new Bin(0.5, 0.5, 0, 0, 0));
  }

  @Test
  void anImageIsStoredPixelByPixel() throws IOException {
    byte[] pixels = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255};
    Figure figure = ImageGrid.of("grid", "title", 1, List.of(new Cell(pixels, 3, 2, "caption", "hover", Mark.NONE)));
    Element image = Xml.elements(figure, "image").getFirst();
    String data = image.getAttribute("href").replace("data:image/png;base64,", "");
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    int[] values = decoded.getRaster().getPixels(0, 0, 3, 2, (int[]) null);
    assertThat(values).containsExactly(0, 1, 127, 128, 254, 255);
    assertThat(image.getAttribute("class")).isEqualTo("pixels");
    assertThat(Palette.inlineStyle()).contains("image-rendering: pixelated");
    assertThat(Xml.hovers(figure)).containsExactly("hover");
    assertThat(Xml.texts(figure)).contains("caption");
  }

  @Test
  void rightAndWrongDifferInMoreThanColour() {
    assertThat(Xml.marks(grid(Mark.RIGHT), "path", "right", "sign")).hasSize(1);
    assertThat(Xml.marks(grid(Mark.WRONG), "path", "wrong", "sign")).hasSize(1);
    assertThat(Xml.marks(grid(Mark.NONE), "path", "sign")).isEmpty();
    assertThat(Palette.inlineStyle()).contains(".wrong { stroke-dasharray:");
  }

  @Test
  void imagesFillRowsOfTheGivenLength() {
    List<Element> images = Xml.elements(Samples.imageGrid(5), "image");
    assertThat(images).hasSize(10);
    assertThat(images.stream().map(image -> image.getAttribute("y")).distinct()).hasSize(2);
    assertThat(images.stream().map(image -> image.getAttribute("x")).distinct()).hasSize(5);
  }

  @Test
  void aLongCaptionIsCutVisibly() {
    Cell cell = new Cell(new byte[1], 1, 1, "many words ".repeat(20), "", Mark.NONE);
    List<String> texts = Xml.texts(ImageGrid.of("grid", "title", 5, List.of(cell)));
    assertThat(texts).hasSize(5);
    assertThat(texts.getLast()).endsWith("…");
  }

  @Test
  void aGridMayBeEmpty() {
    assertThat(Xml.texts(ImageGrid.of("grid", "title", 5, List.of()))).contains("no images");
  }

  @Test
  void rejectsImagesOfTheWrongSizeAndGridsWithoutColumns() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cell(new byte[5], 3, 2, "", "", Mark.NONE))
        .withMessage("expected width · height pixels, got 5 for 3 × 2");
    assertThatIllegalArgumentException().isThrownBy(() -> ImageGrid.of("grid", "title", 0, List.of()))
        .withMessage("expected 1 column or more, got 0");
  }

  @Test
  void aNetworkShowsNamesShapesAndParametersOfItsLayers() {
    Figure figure = Samples.network();
    assertThat(Xml.texts(figure)).contains("input", "(28, 28, 1)", "conv2d_1", "320 parameters",
        "(28, 28, 1) → (26, 26, 32)", "dense_2", "1,290 parameters");
    assertThat(Xml.marks(figure, "rect", "box")).hasSize(13);
    assertThat(Xml.marks(figure, "path", "arrow")).hasSize(12);
    assertThat(Xml.hovers(figure)).anyMatch(hover -> hover.contains("dropout_1: dropout {rate=0.25}"))
        .anyMatch(hover -> hover.contains("conv2d_1/kernel (3, 3, 1, 32)"));
  }

  private static Figure grid(Mark mark) {
    return ImageGrid.of("grid", "title", 1, List.of(new Cell(new byte[1], 1, 1, "", "", mark)));
  }
}
