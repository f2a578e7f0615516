package dev.weft.fmnist.report;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.explain.Bilinear;
import dev.weft.fmnist.explain.Explanation;
import dev.weft.fmnist.explain.GradCam;
import dev.weft.fmnist.explain.SmoothGrad;
import dev.weft.fmnist.plot.ColourMap;
import dev.weft.fmnist.plot.PixelSheet;
import dev.weft.fmnist.plot.ValueScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps of what matters, drawn over the image. */
final class ExplainMaps {

  private static final int WHITE = 0xffffff;
  private static final int BLACK = 0;
  private static final double SHADE = 0.35;
  private static final double LIGHT = 0.45;
  private static final double PERCENTILE = 0.99;

  private ExplainMaps() {}

  /** The section with all maps of the explained class. */
  static Section section(Explanation explanation, String target) {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(signed(explanation, explanation.saliency(), "Saliency",
        "The gradient of the score of " + target + " with respect to each pixel: red where lighter would raise it, blue"
            + " where darker would."));
    pictures.add(signed(explanation, explanation.smoothGrad(), "SmoothGrad",
        "The same, averaged over " + SmoothGrad.DEFAULT.samples() + " copies of the image with "
            + Math.round(100 * SmoothGrad.DEFAULT.noise()) + " % noise."));
    for (GradCam gradCam : explanation.gradCams().reversed()) {
      pictures.add(heat(explanation, gradCam));
    }
    return Section.of("maps", "What speaks for " + target)
        .paragraph("The image shows through as shade under the gradients and as light under Grad-CAM. Colours of"
            + " gradients end at the 99th percentile of their amounts.")
        .cards(pictures)
        .paragraph(missing(explanation.gradCams().size()));
  }

  private static String missing(int gradCams) {
    return switch (gradCams) {
      case 0 -> "Grad-CAM is left out: it weighs the feature maps of convolutions, and this network has none.";
      case 1 -> "Grad-CAM is shown for one convolution, as this network has no more.";
      default -> "";
    };
  }

  private static Picture signed(Explanation explanation, Tensor map, String title, String caption) {
    ValueScale scale = new ValueScale(percentile(map), true);
    int[] colours = scale.rgb(map.toArray());
    float[] image = explanation.image().toArray();
    for (int i = 0; i < colours.length; i++) {
      colours[i] = ColourMap.mix(colours[i], BLACK, SHADE * image[i]);
    }
    return picture(explanation, colours, title, caption).withKey(scale);
  }

  private static double percentile(Tensor map) {
    float[] amounts = map.abs().toArray();
    Arrays.sort(amounts);
    return amounts[(int) (PERCENTILE * (amounts.length - 1))];
  }

  private static Picture heat(Explanation explanation, GradCam gradCam) {
    Tensor image = explanation.image();
    float[] map = Bilinear.resize(gradCam.map(), image.dim(0), image.dim(1)).toArray();
    ValueScale scale = ValueScale.of(gradCam.map().toArray());
    int[] colours = scale.rgb(map);
    float[] pixels = image.toArray();
    for (int i = 0; i < colours.length; i++) {
      colours[i] = ColourMap.mix(colours[i], WHITE, LIGHT * pixels[i]);
    }
    String size = gradCam.map().dim(0) + " × " + gradCam.map().dim(1);
    String caption = scale.limit() > 0
        ? "Where the feature maps of this convolution, " + size + " pixels, speak for the class."
        : "Nothing: no place of these feature maps speaks for the class.";
    return picture(explanation, colours, "Grad-CAM, " + gradCam.layer(), caption).withKey(scale);
  }

  private static Picture picture(Explanation explanation, int[] colours, String title, String caption) {
    Tensor image = explanation.image();
    return Picture.of(PixelSheet.of(List.of(colours), image.dim(0), image.dim(1), 1), title, caption);
  }

  /** The colours of a grey image with values from 0 to 1. */
  static int[] grey(Tensor image) {
    int[] colours = new int[image.size()];
    float[] values = image.toArray();
    for (int i = 0; i < colours.length; i++) {
      colours[i] = ColourMap.mix(BLACK, WHITE, Math.clamp(values[i], 0f, 1f));
    }
    return colours;
  }
}
