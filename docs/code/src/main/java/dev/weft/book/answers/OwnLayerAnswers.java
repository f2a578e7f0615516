package dev.weft.book.answers;

import static dev.weft.layers.Layers.layerNorm;

import dev.weft.book.Print;
import dev.weft.book.RealLayer;
import dev.weft.book.own.CheckRmsNorm;
import dev.weft.book.own.RmsNorm;
import dev.weft.book.own.Softsign;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.check.GradientReport.TensorCheck;
import dev.weft.layers.engine.LayerSpec;

/** Answers of chapter 13. */
public final class OwnLayerAnswers {

  private static final int CHANNELS = 6;
  private static final float EPSILON = 1e-3f;

  private OwnLayerAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> Print.line("cosine of the angle between dx and x: %.2f", alongX());
      case "2" -> Print.line("%s", verdict(CheckRmsNorm.check(new Softsign())));
      default -> {
        Print.line("x as it is        %.2f", difference(0));
        Print.line("x without its mean %.2f", difference(1));
      }
    }
  }

  private static String verdict(GradientCheck check) {
    GradientReport report = CheckRmsNorm.report(check);
    return report.passed() ? "passed" : "failed " + report.failures().stream().map(TensorCheck::layer).toList();
  }

  /** How far dx points along x: the largest cosine of all rows. */
  static double alongX() {
    Tensor x = Tensor.gaussian(1, 5, CHANNELS);
    Tensor dx = run(new RmsNorm.Spec(1e-5f), x).dx();
    double largest = 0;
    for (int n = 0; n < x.dim(0); n++) {
      double product = dot(dx, x, n);
      largest = Math.max(largest, Math.abs(product) / Math.sqrt(dot(dx, dx, n) * dot(x, x, n)));
    }
    return largest;
  }

  /** The largest difference of RMS norm and layer norm, with the mean of each row taken away so many times. */
  static double difference(double share) {
    Tensor x = Tensor.gaussian(1, 5, CHANNELS);
    for (int n = 0; n < x.dim(0); n++) {
      double mean = dot(x, Tensor.ones(5, CHANNELS), n) / CHANNELS;
      for (int c = 0; c < CHANNELS; c++) {
        x.array()[x.offset() + n * CHANNELS + c] -= (float) (share * mean);
      }
    }
    float[] rms = run(new RmsNorm.Spec(EPSILON), x).y().toArray();
    float[] layer = run(layerNorm().withEpsilon(EPSILON), x).y().toArray();
    double largest = 0;
    for (int i = 0; i < rms.length; i++) {
      largest = Math.max(largest, Math.abs(rms[i] - layer[i]));
    }
    return largest;
  }

  private static RealLayer run(LayerSpec layer, Tensor x) {
    return RealLayer.run(Sequential.input(CHANNELS).add(layer).build(1), x, Tensor.gaussian(2, 5, CHANNELS));
  }

  private static double dot(Tensor a, Tensor b, int n) {
    double sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      sum += (double) a.array()[a.offset() + n * CHANNELS + c] * b.array()[b.offset() + n * CHANNELS + c];
    }
    return sum;
  }
}
