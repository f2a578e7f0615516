package dev.weft.fmnist.study;

import dev.weft.optim.metrics.ClassificationReport;
import java.util.List;

/**
 * What the predictions of one network tell.
 *
 * @param report precision, recall and F1
 * @param confusions the most frequent confusions
 * @param mistakes the wrong predictions that the network is surest of
 * @param calibration whether its probabilities can be believed
 * @param conclusions strengths and limits in words
 */
public record Findings(ClassificationReport report, List<Confusion> confusions, List<Prediction> mistakes,
    Calibration calibration, Conclusions conclusions) {

  private static final int CONFUSIONS = 5;
  private static final int EXAMPLES = 6;
  private static final int MISTAKES = 25;

  /** Looks at a network's predictions. */
  public static Findings of(ModelStudy model) {
    ClassificationReport report = model.evaluation().report();
    List<Confusion> confusions = Confusion.mostFrequent(model.evaluation(), CONFUSIONS, EXAMPLES);
    Calibration calibration = Calibration.of(Prediction.all(model.evaluation()));
    return new Findings(report, confusions, Prediction.mostConfidentMistakes(model.evaluation(), MISTAKES), calibration,
        Conclusions.of(model.course(), model.result(), report, confusions, calibration));
  }
}
