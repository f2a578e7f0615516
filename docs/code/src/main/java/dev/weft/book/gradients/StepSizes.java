package dev.weft.book.gradients;

import dev.weft.book.Print;

/**
 * Measures the error of finite differences of f(x) = log(1 + eˣ), whose derivative is p = 1 / (1 + e⁻ˣ): the loss of a
 * softmax over two classes whose logits differ by x.
 */
public final class StepSizes {

  private static final int POINTS = 400;

  private StepSizes() {}

  /** A finite difference in the arithmetic of one type. */
  enum Difference {
    /** (f(x + h) − f(x)) / h in float. */
    FORWARD_FLOAT("forward, float") {
      @Override
      double at(double x, double h) {
        float from = (float) x;
        float to = (float) (x + h);
        return (f(to) - f(from)) / (to - from);
      }
    },
    /** (f(x + h) − f(x − h)) / 2h in float. */
    CENTRAL_FLOAT("central, float") {
      @Override
      double at(double x, double h) {
        float from = (float) (x - h);
        float to = (float) (x + h);
        return (f(to) - f(from)) / (to - from);
      }
    },
    /** (f(x + h) − f(x)) / h in double. */
    FORWARD_DOUBLE("forward, double") {
      @Override
      double at(double x, double h) {
        double to = x + h;
        return (f(to) - f(x)) / (to - x);
      }
    },
    /** (f(x + h) − f(x − h)) / 2h in double. */
    CENTRAL_DOUBLE("central, double") {
      @Override
      double at(double x, double h) {
        double from = x - h;
        double to = x + h;
        return (f(to) - f(from)) / (to - from);
      }
    };

    private final String label;

    Difference(String label) {
      this.label = label;
    }

    /** The name in tables and figures. */
    String label() {
      return label;
    }

    /** An estimate of f′(x). */
    abstract double at(double x, double h);
  }

  private static double f(double x) {
    return StrictMath.log(1 + StrictMath.exp(x));
  }

  private static float f(float x) {
    return (float) StrictMath.log(1 + (float) StrictMath.exp(x));
  }

  /** The root mean square of the error of a difference with step h, over 400 places from 0.5 to 1.5. */
  static double error(Difference difference, double h) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = 0.5 + (i + 0.5) / POINTS;
      double x0 = (float) x;
      double error = difference.at(x0, h) - 1 / (1 + StrictMath.exp(-x0));
      sum += error * error;
    }
    return Math.sqrt(sum / POINTS);
  }

  /** Steps from 1 down to 1e-10, ten to a power of ten. */
  static double[] steps() {
    double[] steps = new double[101];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = StrictMath.pow(10, -i / 10.0);
    }
    return steps;
  }

  /** The step with the smallest error. */
  static double best(Difference difference) {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double h : steps()) {
      if (error(difference, h) < least) {
        least = error(difference, h);
        best = h;
      }
    }
    return best;
  }

  /** The step that theory predicts at x = 1, for the rounding error u of the type. */
  static double predicted(Difference difference) {
    double p = 1 / (1 + StrictMath.exp(-1));
    double second = p * (1 - p);
    double third = second * (2 * p - 1);
    return switch (difference) {
      case FORWARD_FLOAT -> 2 * Math.sqrt(0x1p-24 * f(1.0) / second);
      case FORWARD_DOUBLE -> 2 * Math.sqrt(0x1p-53 * f(1.0) / second);
      case CENTRAL_FLOAT -> Math.cbrt(3 * 0x1p-24 * f(1.0) / third);
      case CENTRAL_DOUBLE -> Math.cbrt(3 * 0x1p-53 * f(1.0) / third);
    };
  }

  /** Prints the errors by step, and the best steps. */
  public static void main(String[] args) {
    Print.line("step    forward, float  central, float  forward, double  central, double");
    for (int digits = 1; digits <= 12; digits++) {
      double h = StrictMath.pow(10, -digits);
      Print.line("1e-%02d  %14.0e  %14.0e  %15.0e  %15.0e", digits, error(Difference.FORWARD_FLOAT, h),
          error(Difference.CENTRAL_FLOAT, h), error(Difference.FORWARD_DOUBLE, h),
          error(Difference.CENTRAL_DOUBLE, h));
    }
    Print.line("");
    Print.line("                 best step predicted  measured  error there");
    for (Difference difference : Difference.values()) {
      Print.line("%-15s  %19.0e  %8.0e  %11.0e", difference.label(), predicted(difference), best(difference),
          error(difference, best(difference)));
    }
  }
}
