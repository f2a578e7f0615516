package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.Curves.Curve;
import dev.weft.fmnist.plot.Curves.Marker;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Figure;
import dev.weft.fmnist.plot.NetworkGraph;
import dev.weft.fmnist.study.Comparison;
import dev.weft.fmnist.study.ModelStudy;
import dev.weft.fmnist.study.TrainingCourse;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.optim.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The sections on a network and its training. */
final class ModelSections {

  private ModelSections() {}

  /**
   * A network, its curves and what they tell.
   *
   * @param number the numbers of the two figures in the reference study, graph and curves
   */
  static Section model(String title, ModelStudy model, int number) {
    Section section = Section.of(model.name(), title)
        .pictures(NetworkGraph.of(name(number, model, "graph"), "Layers of the network", model.network()))
        .table(summary(model.network()))
        .subtitle("Training")
        .pictures(
            curves(name(number + 1, model, "accuracy"), "Accuracy", model, EpochResult::trainingAccuracy,
                EpochResult::validationAccuracy),
            curves(name(number + 1, model, "loss"), "Loss", model, EpochResult::trainingLoss,
                EpochResult::validationLoss));
    return section.paragraph(model.course().verdict()).paragraph(model.course().gapSentence())
        .paragraph("Training loss and accuracy are means over an epoch, taken while the weights change"
            + (hasDropout(model.network()) ? " and with dropout at work, which makes them worse" : "")
            + "; those of the validation are of the finished epoch.")
        .table(numbers(model.course()));
  }

  private static String name(int number, ModelStudy model, String kind) {
    return "0" + number + "-" + model.name() + "-" + kind;
  }

  private static boolean hasDropout(Network network) {
    return network.specs().stream().anyMatch(spec -> spec.kind().equals("dropout"));
  }

  private static Table summary(Network network) {
    Table table = Table.ofTextsAndNumbers("Layers", 3, "Layer", "Kind", "Output shape", "Parameters")
        .row("input", "–", network.inputShape().toString(), "0");
    int total = 0;
    for (Layer layer : network.layers()) {
      int count = layer.parameters().stream().mapToInt(Parameter::size).sum();
      table = table.row(layer.name(), layer.spec().kind(), layer.outputShape().toString(), Format.count(count));
      total += count;
    }
    return table.row("Total", "", "", Format.count(total));
  }

  private static Figure curves(String name, String what, ModelStudy model, ToDoubleFunction<EpochResult> training,
      ToDoubleFunction<EpochResult> validation) {
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("training", values(model.epochs(), EpochResult::epoch), values(model.epochs(), training)));
    String title = what + " in each epoch, " + model.name();
    if (!model.course().validated()) {
      return Curves.of(name, title, "epoch", what, curves);
    }
    curves.add(validationCurve("validation", model, validation));
    return Curves.of(name, title, "epoch", what, curves,
        new Marker(model.course().bestEpoch(), "lowest validation loss"));
  }

  private static Curve validationCurve(String name, ModelStudy model, ToDoubleFunction<EpochResult> validation) {
    List<EpochResult> validated =
        model.epochs().stream().filter(epoch -> epoch.validation().isPresent()).toList();
    return new Curve(name, values(validated, EpochResult::epoch), values(validated, validation));
  }

  private static double[] values(List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }

  private static Table numbers(TrainingCourse course) {
    Table table = Table.ofNumbers("Losses and accuracies", "", "Training", "Validation", "Gap");
    if (course.validated() && course.bestEpoch() < course.epochs()) {
      table = loss(table, "Loss, epoch " + course.bestEpoch() + " (lowest)", course.best());
      table = accuracy(table, "Accuracy, epoch " + course.bestEpoch(), course.best());
    }
    table = loss(table, "Loss, epoch " + course.epochs() + " (last)", course.last());
    return accuracy(table, "Accuracy, epoch " + course.epochs() + " (last)", course.last());
  }

  private static Table loss(Table table, String name, TrainingCourse.Point point) {
    return table.row(name, Format.four(point.trainingLoss()), Format.four(point.validationLoss()),
        Format.four(point.lossGap()));
  }

  private static Table accuracy(Table table, String name, TrainingCourse.Point point) {
    return table.row(name, Format.four(point.trainingAccuracy()), Format.four(point.validationAccuracy()),
        Format.four(point.accuracyGap()));
  }

  static Section comparison(ModelStudy baseline, ModelStudy dropout) {
    Table table = Table.ofNumbers("Both networks side by side", "", "Baseline", "Dropout", "Difference");
    for (Comparison.Row row : Comparison.of(baseline.course(), baseline.result(), dropout.course(), dropout.result())
        .rows()) {
      table =
          table.row(row.name(), Format.fixed(row.first(), row.decimals()), Format.fixed(row.second(), row.decimals()),
              Format.signed(row.difference(), row.decimals()));
    }
    table = table.varyingRow("Training time in seconds, validation included", Format.fixed(baseline.seconds(), 1),
        Format.fixed(dropout.seconds(), 1), Format.signed(dropout.seconds() - baseline.seconds(), 1));
    return Section.of("comparison", "Baseline and dropout compared")
        .paragraph(Comparison.sentence(baseline.course(), dropout.course()))
        .table(table)
        .pictures(
            both("comparison-validation-accuracy", "Validation accuracy", baseline, dropout,
                EpochResult::validationAccuracy),
            both("comparison-validation-loss", "Validation loss", baseline, dropout, EpochResult::validationLoss))
        .paragraph("The training time differs from run to run; the machine is told under Provenance.");
  }

  private static Figure both(String name, String what, ModelStudy baseline, ModelStudy dropout,
      ToDoubleFunction<EpochResult> value) {
    return Curves.of(name, what + " of both networks", "epoch", what, List.of(
        validationCurve(baseline.name(), baseline, value), validationCurve(dropout.name(), dropout, value)));
  }
}
