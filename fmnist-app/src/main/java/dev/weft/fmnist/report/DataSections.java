package dev.weft.fmnist.report;

import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.plot.ClassCounts;
import dev.weft.fmnist.plot.Figure;
import dev.weft.fmnist.plot.ImageGrid;
import dev.weft.fmnist.study.DataStudy;
import dev.weft.fmnist.study.Duplicates;
import dev.weft.fmnist.study.MeanImages;
import dev.weft.fmnist.study.PreProcessing;
import dev.weft.fmnist.study.SplitStatistics;
import java.util.List;

/** The sections on the data and on what is done to it. */
final class DataSections {

  private static final int COLUMNS = 10;
  private static final int OF_EACH_CLASS = 2;
  private static final int GROUPS = 10;
  private static final int GROUP_COLUMNS = 8;
  private static final int WHITE = 255;

  private DataSections() {}

  static Section data(DataStudy study, FashionMnistData data) {
    Section section = Section.of("data", "Data")
        .paragraph(origin(study))
        .table(sizes(study))
        .table(files(study))
        .subtitle("Classes")
        .table(classes(study))
        .paragraph(study.trainingBalance().sentence("training set"))
        .paragraph(study.testBalance().sentence("test set"))
        .pictures(counts("01-training-classes", "Training images of each class", study, study.training()),
            counts("02-test-classes", "Test images of each class", study, study.test()))
        .subtitle("Images")
        .pictures(ImageGrid.of("03-training-images", "The first training images of each class", COLUMNS,
            Tiles.ofEachClass(data.training(), OF_EACH_CLASS)))
        .pictures(ImageGrid.of("04-test-images", "The first test images of each class", COLUMNS,
            Tiles.ofEachClass(data.test(), OF_EACH_CLASS)))
        .pictures(ImageGrid.of("mean-images", "Mean training image of each class", COLUMNS / 2,
            Tiles.ofClasses(MeanImages.of(data.training()), data.training())));
    return duplicates(section.subtitle("Duplicates"), study.duplicates(), data);
  }

  private static String origin(DataStudy study) {
    return study.sample() ? "This is the sample of Fashion-MNIST inside the jar, not the whole data."
        : study.original() ? "The files are the published ones, byte for byte, by their SHA-256."
            : "The files are not byte for byte the published ones.";
  }

  private static Table sizes(DataStudy study) {
    SplitStatistics a = study.training();
    SplitStatistics b = study.test();
    return Table.ofNumbers("Sizes and pixels", "", "Training", "Test")
        .row("Images", Format.count(a.images()), Format.count(b.images()))
        .row("Shape of an image", shape(a), shape(b))
        .row("Mean pixel, 0 to 255", Format.fixed(a.pixelMean(), 2), Format.fixed(b.pixelMean(), 2))
        .row("Standard deviation", Format.fixed(a.pixelDeviation(), 2), Format.fixed(b.pixelDeviation(), 2))
        .row("Mean pixel, 0 to 1", Format.four(a.pixelMean() / WHITE), Format.four(b.pixelMean() / WHITE))
        .row("Standard deviation, 0 to 1", Format.four(a.pixelDeviation() / WHITE),
            Format.four(b.pixelDeviation() / WHITE))
        .row("Black pixels", Format.percent(a.blackShare()), Format.percent(b.blackShare()));
  }

  private static Table files(DataStudy study) {
    Table table = Table.ofTexts("The files", "File", "SHA-256 of its content, uncompressed");
    for (var file : study.digests().entrySet()) {
      table = table.row(file.getKey(), file.getValue());
    }
    return table;
  }

  private static String shape(SplitStatistics statistics) {
    return String.join(" × ", statistics.imageShape().stream().map(String::valueOf).toList());
  }

  private static Table classes(DataStudy study) {
    Table table = Table.ofNumbers("Images of each class", "Class", "Label", "Training", "Test");
    for (int c = 0; c < study.classNames().size(); c++) {
      table = table.row(study.classNames().get(c), Integer.toString(c),
          Format.count(study.training().classCounts().get(c)), Format.count(study.test().classCounts().get(c)));
    }
    return table;
  }

  private static Figure counts(String name, String title, DataStudy study, SplitStatistics set) {
    return ClassCounts.of(name, title, study.classNames(),
        set.classCounts().stream().mapToInt(Integer::intValue).toArray());
  }

  private static Section duplicates(Section section, Duplicates duplicates, FashionMnistData data) {
    Section counted = section.table(Table.ofNumbers("Images that are equal in every pixel", "", "Images")
        .row("Training images that repeat an earlier one", Format.count(duplicates.inTraining()))
        .row("Test images that repeat an earlier one", Format.count(duplicates.inTest()))
        .row("Test images that are training images too", Format.count(duplicates.across()))
        .row("Groups of equal images with different labels", Format.count(duplicates.contradictions())));
    List<Duplicates.Group> shown = shown(duplicates);
    return shown.isEmpty() ? counted
        : counted.pictures(ImageGrid.of("duplicates", "Equal images, those in both sets or with two labels first",
            GROUP_COLUMNS, Tiles.ofGroups(shown, data.training(), data.test())));
  }

  /** Those first that matter most. */
  private static List<Duplicates.Group> shown(Duplicates duplicates) {
    return duplicates.groups().stream()
        .sorted((a, b) -> Boolean.compare(b.across() || b.contradictory(), a.across() || a.contradictory()))
        .limit(GROUPS).toList();
  }

  static Section preProcessing(PreProcessing preProcessing, List<String> classNames) {
    Table steps = Table.ofTexts("Shapes before and after each step", "Step", "Before", "After", "How");
    for (PreProcessing.Step step : preProcessing.steps()) {
      steps = steps.row(step.name(), step.before(), step.after(), step.how());
    }
    PreProcessing.Part training = preProcessing.training();
    PreProcessing.Part validation = preProcessing.validation();
    Table classes = Table.ofNumbers("Images of each class after the split", "Class", "Training", "Validation");
    for (int c = 0; c < classNames.size(); c++) {
      classes = classes.row(classNames.get(c), Format.count(training.classCounts().get(c)),
          Format.count(validation.classCounts().get(c)));
    }
    return Section.of("pre-processing", "Pre-processing").table(steps)
        .table(Table.ofTexts("The split", "Part", "Images", "Its first indices", "SHA-256 of its indices as int32")
            .row("Training", Format.count(training.images()), indices(training), training.indicesDigest())
            .row("Validation", Format.count(validation.images()), indices(validation), validation.indicesDigest()))
        .table(classes);
  }

  private static String indices(PreProcessing.Part part) {
    return String.join(", ", part.firstIndices().stream().map(String::valueOf).toList());
  }
}
