package dev.weft.fmnist.study;

import dev.weft.optim.metrics.ClassificationReport;
import dev.weft.optim.metrics.ClassificationReport.Row;
import java.util.ArrayList;
import java.util.List;

/** The classification report of the reference study, of its network with dropout, beside one of this program. */
public final class ReferenceReport {

  /** Test images of each class. */
  public static final long SUPPORT = 1_000;

  /** The accuracy, and every one of its averages. */
  public static final double AVERAGE = 0.93;

  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The study prints two decimals. */
  private static final double ROUNDING = 0.005;

  private static final List<Row> CLASSES = List.of(row("T-shirt/top", 0.91, 0.84, 0.88),
      row("Trouser", 0.99, 0.99, 0.99), row("Pullover", 0.93, 0.85, 0.89), row("Dress", 0.92, 0.94, 0.93),
      row("Coat", 0.88, 0.90, 0.89), row("Sandal", 0.99, 0.97, 0.98), row("Shirt", 0.75, 0.83, 0.79),
      row("Sneaker", 0.94, 0.98, 0.96), row("Bag", 0.99, 0.99, 0.99), row("Ankle boot", 0.98, 0.96, 0.97));

  private ReferenceReport() {}

  /**
   * A row of both reports.
   *
   * @param own of this program's network
   * @param reference of the reference study's
   * @param withinChance whether the two recalls differ by no more than chance explains
   */
  public record Pair(Row own, Row reference, boolean withinChance) {}

  private static Row row(String name, double precision, double recall, double f1) {
    return new Row(name, precision, recall, f1, SUPPORT);
  }

  /** The classes of both, in label order; none if this report has other classes or numbers of images. */
  public static List<Pair> beside(ClassificationReport report) {
    if (report.classes().size() != CLASSES.size()) {
      return List.of();
    }
    List<Pair> pairs = new ArrayList<>();
    for (Row reference : CLASSES) {
      Row own = report.classes().get(pairs.size());
      if (!own.name().equals(reference.name()) || own.support() != SUPPORT) {
        return List.of();
      }
      pairs.add(new Pair(own, reference, withinChance(own.recall(), reference.recall(), SUPPORT)));
    }
    return List.copyOf(pairs);
  }

  /**
   * Whether two shares, each of n images, differ by no more than 1.96 standard errors of the difference of two independent
   * binomial shares, {@code √(p(1-p)/n + q(1-q)/n)}, and the 0.005 by which the second may be rounded.
   *
   * @param own p
   * @param reference q, to two decimals
   * @param images n
   */
  public static boolean withinChance(double own, double reference, long images) {
    double error = Math.sqrt((own * (1 - own) + reference * (1 - reference)) / images);
    return Math.abs(own - reference) <= Z * error + ROUNDING;
  }
}
