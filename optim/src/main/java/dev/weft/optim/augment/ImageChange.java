package dev.weft.optim.augment;

/**
 * A random change of an image that leaves its class as it is.
 *
 * <p>One's own is a function of the image and of {@link Draws}; it may be called by many threads at once, each with an image of its own.
 * A saved run is only continued with the same changes, which {@code toString} tells apart: a record says what it has to, and a lambda
 * is another one in every program.
 *
 * {@snippet :
 * record Invert() implements ImageChange {
 *   public void apply(Pixels image, Draws draws) {
 *     for (int i = image.start(); i < image.end(); i++) {
 *       image.values()[i] = 1 - image.values()[i];
 *     }
 *   }
 * }
 * Augmentation augmentation = Augmentation.of(new Invert().withProbability(0.5));
 * }
 */
@FunctionalInterface
public interface ImageChange {

  /** Changes the image in place. */
  void apply(Pixels image, Draws draws);

  /**
   * This change, made to that share of the images.
   *
   * @throws IllegalArgumentException if the probability is not from 0 to 1
   */
  default ImageChange withProbability(double probability) {
    return new Sometimes(this, probability);
  }

  /**
   * This change, made to images of these classes only: for classes that have few examples.
   *
   * @throws IllegalArgumentException if there is none, or one is negative
   */
  default ImageChange onlyFor(int... classes) {
    return new OfClasses(this, classes);
  }
}
