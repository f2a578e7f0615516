package dev.weft.optim.augment;

/**
 * Mixes training examples with others: half a shirt, half a coat, and a target that says so.
 *
 * <p>The partner is any example of the training set, changed as it is itself, and the share λ of the example a draw from a Beta
 * distribution. The targets become {@code λ t + (1 − λ) t′}, so a loss is needed whose targets may be mixed: {@code
 * softmaxCrossEntropy}, binary cross-entropy, or one of numbers.
 *
 * {@snippet :
 * Augmentation augmentation = Augmentation.of(flip()).mixing(Mixing.mixup(0.2));
 * }
 */
public sealed interface Mixing permits Mixup, Cutmix, SometimesMixing {

  /**
   * The sum {@code λ x + (1 − λ) x′} of whole examples (<a href="https://arxiv.org/abs/1710.09412">Zhang and others 2018</a>).
   *
   * @param alpha of the Beta(α, α) distribution of λ: near 0 mostly one of the two, 1 uniform, more about half of each
   * @throws IllegalArgumentException if alpha is not above 0
   */
  static Mixing mixup(double alpha) {
    return new Mixup(alpha);
  }

  /**
   * A rectangle of the partner within the image; λ is the share that is left of the image
   * (<a href="https://arxiv.org/abs/1905.04899">Yun and others 2019</a>).
   *
   * @param alpha of the Beta(α, α) distribution of λ; 1 in the paper
   * @throws IllegalArgumentException if alpha is not above 0
   */
  static Mixing cutmix(double alpha) {
    return new Cutmix(alpha);
  }

  /** This mixing, for that share of the examples; the others stay as they are. */
  default Mixing withProbability(double probability) {
    return new SometimesMixing(this, probability);
  }

  /** Whether it is only for images. */
  boolean forImages();

  /**
   * Mixes an example with its partner in place.
   *
   * @param example values of the example, from {@code offset}
   * @param partner values of the partner, from 0
   * @param pixels the example as an image; null if it is none
   * @return λ, what is left of the example
   */
  float mix(float[] example, int offset, float[] partner, int size, Pixels pixels, Draws draws);
}
