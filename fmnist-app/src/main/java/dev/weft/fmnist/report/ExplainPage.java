package dev.weft.fmnist.report;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.explain.Explanation;
import dev.weft.fmnist.explain.Sanity;
import dev.weft.fmnist.plot.PixelSheet;
import dev.weft.fmnist.report.ReportPage.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The page that explains what a network makes of one image. */
public final class ExplainPage {

  private ExplainPage() {}

  /**
   * What is known of the image and of the network.
   *
   * @param image what to call the image, such as {@code test image 17}
   * @param model what to call the network: its file
   * @param classNames the name of each class
   * @param truth the image's class, or −1 if nobody knows
   */
  public record Subject(String image, String model, List<String> classNames, int truth) {

    /** Copies the names. */
    public Subject {
      classNames = List.copyOf(classNames);
    }

    private String name(int label) {
      return classNames.get(label);
    }
  }

  /** The page. */
  public static ReportPage of(Explanation explanation, Subject subject) {
    String target = subject.name(explanation.target());
    List<Section> sections = new ArrayList<>();
    sections.add(prediction(explanation, subject));
    sections.add(ExplainMaps.section(explanation, target));
    sections.add(ExplainLayers.filters(explanation.network()));
    sections.add(ExplainLayers.forward(explanation));
    sections.add(sanity(explanation.sanity(), target));
    sections.add(reading());
    return new ReportPage("Why " + target + "?", "What " + subject.model() + " makes of " + subject.image(),
        highlights(explanation, subject), sections);
  }

  private static List<Highlight> highlights(Explanation explanation, Subject subject) {
    List<Highlight> highlights = new ArrayList<>();
    highlights.add(new Highlight("predicted", subject.name(explanation.predicted())));
    if (subject.truth() >= 0) {
      highlights.add(new Highlight("true class", subject.name(subject.truth())));
    }
    highlights.add(new Highlight("explained", subject.name(explanation.target())));
    highlights.add(new Highlight("its probability",
        Format.percent(explanation.probabilities().get(explanation.target()))));
    return highlights;
  }

  private static Section prediction(Explanation explanation, Subject subject) {
    Tensor probabilities = explanation.probabilities();
    List<Bar> bars = IntStream.range(0, subject.classNames().size()).boxed()
        .sorted(Comparator.comparingDouble(c -> -probabilities.get(c)))
        .map(c -> new Bar(subject.name(c), remark(c, explanation, subject), probabilities.get(c),
            c == explanation.target()))
        .toList();
    int height = explanation.image().dim(0);
    int width = explanation.image().dim(1);
    PixelSheet image = PixelSheet.of(List.of(ExplainMaps.grey(explanation.image())), height, width, 1);
    return Section.of("prediction", "Prediction")
        .paragraph(verdict(explanation, subject))
        .cards(List.of(Picture.of(image, "The image", height + " × " + width + " pixels, as the network gets it")))
        .bars(bars);
  }

  private static String remark(int label, Explanation explanation, Subject subject) {
    List<String> remarks = new ArrayList<>();
    if (label == subject.truth()) {
      remarks.add("true");
    }
    if (label == explanation.target()) {
      remarks.add("explained");
    }
    return String.join(", ", remarks);
  }

  private static String verdict(Explanation explanation, Subject subject) {
    int predicted = explanation.predicted();
    String sentence = "The network takes it for " + subject.name(predicted) + ", with a probability of "
        + Format.percent(explanation.probabilities().get(predicted)) + ".";
    if (subject.truth() < 0) {
      return sentence;
    }
    return sentence + (predicted == subject.truth() ? " That is right." : " It is " + subject.name(subject.truth())
        + ", to which the network gives " + Format.percent(explanation.probabilities().get(subject.truth())) + ".");
  }

  private static Section sanity(List<Sanity> checks, String target) {
    Table table = Table.ofNumbers("Rank correlation with the maps of the trained network", "Random from this layer on",
        "Saliency", "|Saliency|", "Grad-CAM");
    for (Sanity check : checks) {
      table = table.row(check.layer(), Format.fixed(check.signed(), 2), Format.fixed(check.absolute(), 2),
          Format.fixed(check.gradCam(), 2));
    }
    return Section.of("sanity", "Do the maps depend on what was learnt?")
        .paragraph(
            "A map that explains what the network has learnt must change when the network forgets it. Here layer after"
                + " layer, from the last one down, gets the random weights of an untrained network, and the maps for "
                + target
                + " are computed again. 1 means that the pixels keep their order: such a map would tell about the image, not"
                + " about the network.")
        .table(table)
        .paragraph("A dash stands where a map is the same everywhere, or where there is no convolution.");
  }

  private static Section reading() {
    return Section.of("reading", "How to read this")
        .items(List.of(
            "A map tells what this network reacts to, for this image and this class. It does not tell whether that is a good"
                + " reason, or what another image would do.",
            "A gradient says what a small change would do. Where a score is saturated it is small even for pixels that matter.",
            "Grad-CAM is as coarse as the feature maps that it weighs, and its enlargement is stretched over the whole"
                + " image, although without padding the outermost pixels are seen less.",
            "Saliency: Simonyan, Vedaldi and Zisserman 2013. SmoothGrad: Smilkov et al. 2017. Grad-CAM: Selvaraju et al."
                + " 2017. The check with random weights: Adebayo et al. 2018."));
  }
}
