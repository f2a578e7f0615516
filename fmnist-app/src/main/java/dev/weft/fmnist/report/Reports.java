package dev.weft.fmnist.report;

import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.report.ReportPage.Highlight;
import dev.weft.fmnist.study.DataStudy;
import dev.weft.fmnist.study.ModelStudy;
import dev.weft.fmnist.study.Provenance;
import dev.weft.fmnist.study.Study;
import dev.weft.optim.augment.Augmentation;
import java.util.ArrayList;
import java.util.List;

/** The reports that there are. */
public final class Reports {

  private static final String BASELINE = "baseline";
  private static final int BASELINE_FIGURES = 5;
  private static final int DROPOUT_FIGURES = 7;

  private Reports() {}

  /** What the data is like, and how images are changed if they are. */
  public static ReportPage data(DataStudy study, FashionMnistData data, Augmentation augmentation) {
    List<Section> sections = new ArrayList<>(List.of(DataSections.data(study, data)));
    if (!augmentation.isNone()) {
      sections.add(AugmentationSection.of(augmentation, data.training()));
    }
    return new ReportPage("Fashion-MNIST", "What the data is like", dataHighlights(study), sections);
  }

  private static List<Highlight> dataHighlights(DataStudy study) {
    return List.of(new Highlight("training images", Format.count(study.training().images())),
        new Highlight("test images", Format.count(study.test().images())),
        new Highlight("classes", Integer.toString(study.classNames().size())));
  }

  /** One trained network. */
  public static ReportPage run(Study study, FashionMnistData data) {
    List<Section> sections = start(study, data);
    int figures = study.model().name().equals(BASELINE) ? BASELINE_FIGURES : DROPOUT_FIGURES;
    sections.add(ModelSections.model("Network and training", study.model(), figures));
    return finish("A training run on Fashion-MNIST", study.model().name(), study, data, sections);
  }

  /** The network without and with dropout. */
  public static ReportPage study(Study study, FashionMnistData data) {
    ModelStudy baseline = study.models().getFirst();
    ModelStudy dropout = study.models().getLast();
    List<Section> sections = start(study, data);
    sections.add(ModelSections.model("Baseline network", baseline, BASELINE_FIGURES));
    sections.add(ModelSections.model("Network with dropout", dropout, DROPOUT_FIGURES));
    sections.add(ModelSections.comparison(baseline, dropout));
    return finish("A study of Fashion-MNIST", "A convolutional network without and with dropout", study, data,
        sections);
  }

  private static List<Section> start(Study study, FashionMnistData data) {
    List<Section> sections = new ArrayList<>();
    sections.add(DataSections.data(study.data(), data));
    sections.add(DataSections.preProcessing(study.preProcessing(), study.data().classNames()));
    return sections;
  }

  private static ReportPage finish(String title, String about, Study study, FashionMnistData data,
      List<Section> sections) {
    ModelStudy model = study.model();
    sections.add(TestSections.test(study));
    sections.add(TestSections.confusion(model, study.findings(), data.test()));
    sections.add(TestSections.classification(study));
    sections.add(TestSections.examples(model, study.findings(), data.test()));
    sections.add(TestSections.conclusions(study.findings().conclusions()));
    sections.add(provenance(study.provenance()));
    return new ReportPage(title, about, highlights(model), sections);
  }

  private static List<Highlight> highlights(ModelStudy model) {
    return List.of(new Highlight("test accuracy", Format.four(model.result().accuracy())),
        new Highlight("test loss", Format.four(model.result().loss())),
        new Highlight("right", Format.count(model.result().right())),
        new Highlight("wrong", Format.count(model.result().wrong())),
        new Highlight("epochs", Format.count(model.course().epochs())),
        new Highlight("parameters", Format.count(model.network().parameters().size())));
  }

  private static Section provenance(Provenance provenance) {
    Table table = Table.ofTexts("Machine, versions, data and times", "Item", "Value");
    for (var fact : provenance.facts().entrySet()) {
      table = table.row(fact.getKey(), fact.getValue());
    }
    return Section.of("provenance", "Provenance")
        .paragraph("This command gives the same numbers again, with any number of threads, on CPUs with the same vector"
            + " width; only times, dates and speeds differ. All of those are in this section, but for the training time in the"
            + " comparison of two networks.")
        .preformatted(provenance.command()).table(table);
  }
}
