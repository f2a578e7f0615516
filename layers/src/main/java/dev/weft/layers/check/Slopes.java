package dev.weft.layers.check;

/**
 * Measures the slope of {@code S = Σⱼ dyⱼ · yⱼ} along single numbers that y depends on, by moving them.
 *
 * <p>The sum is taken in double over differences of outputs, so outputs that do not move add neither slope nor noise.
 */
final class Slopes {

  /** Computes the outputs from the numbers as they are now. */
  interface Outputs {
    void computeInto(float[] y);
  }

  /**
   * A measured slope.
   *
   * @param low the least that it may be
   * @param high the most that it may be
   * @param noise what the rounding of outputs may add to or take from it
   */
  record Slope(double low, double high, double noise) {

    double middle() {
      return (low + high) / 2;
    }

    double width() {
      return high - low;
    }
  }

  /** The rounding error of an output, relative to the largest: 8 times ε = 2⁻²⁴, half of a float's last place. */
  private static final double ROUNDING = 8 * 0x1p-24;

  private static final int ATTEMPTS = 4;
  private static final float FINER = 4;
  private static final float LARGE = 1024;

  private final Outputs outputs;
  private final float[] dy;
  private final boolean kinks;
  private final float step;
  private final double tolerance;
  private final float[] y;
  private final float[] above;
  private final float[] below;
  private final double rounding;

  /**
   * Prepares for measurements around the numbers as they are now.
   *
   * @param kinks whether outputs are piecewise linear rather than smooth
   */
  Slopes(Outputs outputs, float[] dy, boolean kinks, GradientCheck settings) {
    this.outputs = outputs;
    this.dy = dy;
    this.kinks = kinks;
    this.step = settings.step();
    this.tolerance = settings.tolerance();
    this.y = new float[dy.length];
    this.above = new float[dy.length];
    this.below = new float[dy.length];
    outputs.computeInto(y);
    float largest = 0;
    for (float value : y) {
      largest = Math.max(largest, Math.abs(value));
    }
    this.rounding = ROUNDING * largest;
  }

  /** The slope along one number, which is put back; with a finer step if the first says that it may be more than one value. */
  Slope along(float[] numbers, int i) {
    float h = Math.max(step, Math.abs(numbers[i]) / LARGE);
    Slope slope = measure(numbers, i, h);
    for (int attempt = 1; attempt < ATTEMPTS && slope.width() > tolerance * size(slope); attempt++) {
      h /= FINER;
      slope = measure(numbers, i, h);
    }
    return slope;
  }

  /** What an error in this slope is compared with. */
  double size(Slope slope) {
    return Math.max(Math.abs(slope.middle()), slope.noise() / tolerance);
  }

  private Slope measure(float[] numbers, int i, float h) {
    return kinks ? between(numbers, i, h) : smooth(numbers, i, h);
  }

  /**
   * Richardson's extrapolation from two central differences, if those agree to the noise: S is a line then. Else from two finer
   * pairs as well, and how far the finest lies from the others is the uncertainty. Two alone agree by chance where the second
   * derivative jumps a quarter of the step away, on a value that is wrong; then the third is another.
   */
  private Slope smooth(float[] numbers, int i, float h) {
    double whole = central(numbers, i, h);
    double half = central(numbers, i, h / 2);
    double coarse = extrapolate(whole, half);
    if (Math.abs(coarse - half) <= noise(h)) {
      return new Slope(coarse, coarse, noise(h));
    }
    double quarter = central(numbers, i, h / 4);
    double middle = extrapolate(half, quarter);
    double finest = extrapolate(quarter, central(numbers, i, h / 8));
    double uncertainty = Math.max(Math.abs(finest - middle), Math.abs(finest - coarse));
    return new Slope(finest - uncertainty, finest + uncertainty, noise(h / 8));
  }

  private static double extrapolate(double coarse, double fine) {
    return (4 * fine - coarse) / 3;
  }

  private double central(float[] numbers, int i, float h) {
    double width = moveBothWays(numbers, i, h);
    double sum = 0;
    for (int j = 0; j < dy.length; j++) {
      sum += dy[j] * ((double) above[j] - below[j]);
    }
    return sum / width;
  }

  /**
   * One-sided differences; where they disagree there is a kink between, and the slope lies between theirs. Or S is curved, and
   * the two may agree by chance across a kink; so it lies between those of half the step, too.
   */
  private Slope between(float[] numbers, int i, float h) {
    Slope whole = oneSided(numbers, i, h);
    if (whole.width() == 0) {
      return whole;
    }
    Slope half = oneSided(numbers, i, h / 2);
    return new Slope(Math.min(whole.low(), half.low()), Math.max(whole.high(), half.high()), half.noise());
  }

  private Slope oneSided(float[] numbers, int i, float h) {
    double half = moveBothWays(numbers, i, h) / 2;
    double low = 0;
    double high = 0;
    for (int j = 0; j < dy.length; j++) {
      double up = (double) above[j] - y[j];
      double down = (double) y[j] - below[j];
      if (Math.abs(up - down) <= rounding) {
        up = (up + down) / 2;
        down = up;
      }
      low += Math.min(dy[j] * up, dy[j] * down) / half;
      high += Math.max(dy[j] * up, dy[j] * down) / half;
    }
    return new Slope(low, high, noise(h));
  }

  /** Computes the outputs with one number a step larger and smaller; returns how far apart the two were as floats. */
  private double moveBothWays(float[] numbers, int i, float h) {
    float before = numbers[i];
    numbers[i] = before + h;
    double width = numbers[i];
    outputs.computeInto(above);
    numbers[i] = before - h;
    width -= numbers[i];
    outputs.computeInto(below);
    numbers[i] = before;
    return width;
  }

  /**
   * The rounding errors of the outputs that moved, which are independent of each other, over the step. Where none did, one
   * output may have moved by less than it is rounded.
   */
  private double noise(float h) {
    double squares = 0;
    double largest = 0;
    for (int j = 0; j < dy.length; j++) {
      double square = (double) dy[j] * dy[j];
      largest = Math.max(largest, square);
      squares += above[j] == below[j] ? 0 : square;
    }
    return rounding * Math.sqrt(squares > 0 ? squares : largest) / h;
  }
}
