package dev.weft.optim;

/**
 * Keeps a step's gradients from growing beyond a limit.
 *
 * <ul>
 *   <li>{@link #byGlobalNorm} scales all gradients by {@code min(1, limit / (‖g‖ + 1e-6))}, where the norm is taken
 *       over all parameters together (<a href="https://arxiv.org/abs/1211.5063">Pascanu et al.</a>, 2013), as
 *       {@code torch.nn.utils.clip_grad_norm_} does.
 *   <li>{@link #byValue} moves each gradient into {@code [−limit, limit]}.
 * </ul>
 *
 * {@snippet :
 * trainer.clip(GradientClipping.byGlobalNorm(1)).fit(training);
 * }
 *
 * @param kind what is limited
 * @param limit above 0; 0 for {@link Kind#NONE}
 */
public record GradientClipping(Kind kind, float limit) {

  /** What is limited. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** The Euclidean norm of all gradients together. */
    GLOBAL_NORM,
    /** The magnitude of each gradient. */
    VALUE
  }

  private static final double NORM_OFFSET = 1e-6;
  private static final int LANES = 4;

  /** Checks the limit. */
  public GradientClipping {
    if (kind != Kind.NONE && !(limit > 0 && limit < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite limit above 0, got " + limit);
    }
  }

  /** Leaves the gradients as they are; the default. */
  public static GradientClipping none() {
    return new GradientClipping(Kind.NONE, 0);
  }

  /**
   * Limits the norm of all gradients together.
   *
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public static GradientClipping byGlobalNorm(float limit) {
    return new GradientClipping(Kind.GLOBAL_NORM, limit);
  }

  /**
   * Limits the magnitude of each gradient.
   *
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public static GradientClipping byValue(float limit) {
    return new GradientClipping(Kind.VALUE, limit);
  }

  /**
   * Prepares {@code gradients[from..to)} for {@link Optimizer#update}: clips by value in place, and returns the factor
   * that the update multiplies each gradient with, 1 unless the norm is too large. NaN gradients stay NaN, and a NaN
   * or infinite norm makes the factor NaN or 0.
   */
  public float apply(float[] gradients, int from, int to) {
    return switch (kind) {
      case NONE -> 1f;
      case GLOBAL_NORM -> (float) min1(limit / (Math.sqrt(squaredNorm(gradients, from, to)) + NORM_OFFSET));
      case VALUE -> {
        clamp(gradients, from, to, limit);
        yield 1f;
      }
    };
  }

  private static double min1(double x) {
    return x > 1 ? 1 : x; // keeps NaN
  }

  private static void clamp(float[] gradients, int from, int to, float limit) {
    for (int i = from; i < to; i++) {
      gradients[i] = Math.min(limit, Math.max(-limit, gradients[i]));
    }
  }

  /** Σ g² in double precision over four interleaved partial sums, an order that is always the same. */
  static double squaredNorm(float[] gradients, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      a += (double) gradients[i] * gradients[i];
      b += (double) gradients[i + 1] * gradients[i + 1];
      c += (double) gradients[i + 2] * gradients[i + 2];
      d += (double) gradients[i + 3] * gradients[i + 3];
    }
    for (; i < to; i++) {
      a += (double) gradients[i] * gradients[i];
    }
    return (a + b) + (c + d);
  }
}
