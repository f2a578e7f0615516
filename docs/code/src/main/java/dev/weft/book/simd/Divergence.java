package dev.weft.book.simd;

import dev.weft.book.Print;
import dev.weft.book.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far apart two runs are, which differed in the last bit of one first weight.
 *
 * @param network its name
 * @param step after how many steps
 * @param difference root mean square of the difference of the weights, over that of the weights
 * @param cosine of the angle between what the two have learnt, the changes of all weights
 * @param accuracy of one on test images
 * @param otherAccuracy of the other
 */
public record Divergence(String network, int step, double difference, double cosine, double accuracy,
    double otherAccuracy) {

  /** The names of the columns. */
  static final String HEADER = "network,step,difference,cosine,accuracy,other_accuracy";

  private static final Path FILE = Page.ROOT.resolve("docs/book/data/divergence.csv");

  static double difference(float[] one, float[] other) {
    double difference = 0;
    double size = 0;
    for (int w = 0; w < one.length; w++) {
      double d = one[w] - (double) other[w];
      difference += d * d;
      size += one[w] * (double) one[w];
    }
    return Math.sqrt(difference / size);
  }

  static double cosine(float[] first, float[] one, float[] other) {
    double product = 0;
    double a = 0;
    double b = 0;
    for (int w = 0; w < first.length; w++) {
      double u = one[w] - (double) first[w];
      double v = other[w] - (double) first[w];
      product += u * v;
      a += u * u;
      b += v * v;
    }
    return product / Math.sqrt(a * b);
  }

  String toCsv() {
    return String.format(Locale.ROOT, "%s,%d,%.3e,%.4f,%.4f,%.4f", network, step, difference, cosine, accuracy,
        otherAccuracy);
  }

  /** What {@link DivergenceRuns} found out about a network. */
  static List<Divergence> read(String network) throws IOException {
    List<Divergence> all = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(network)) {
        all.add(new Divergence(network, Integer.parseInt(cells[1]), Double.parseDouble(cells[2]),
            Double.parseDouble(cells[3]), Double.parseDouble(cells[4]), Double.parseDouble(cells[5])));
      }
    }
    return all;
  }

  /** Prints the table of chapter 12. */
  public static void main(String[] args) throws IOException {
    List<Divergence> reference = read("reference");
    List<Divergence> shallow = read("shallow");
    Print.line("         reference network                            one hidden layer");
    Print.line("steps    difference   cosine   accuracies             difference   cosine");
    for (int i = 0; i < reference.size(); i++) {
      Divergence a = reference.get(i);
      Divergence b = shallow.get(i);
      Print.line("%5d %13.1e %8.3f   %.3f and %.3f %20.1e %8.3f", a.step, a.difference, a.cosine, a.accuracy,
          a.otherAccuracy, b.difference, b.cosine);
    }
  }
}
