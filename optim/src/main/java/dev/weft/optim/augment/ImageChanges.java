package dev.weft.optim.augment;

/**
 * The changes that the library has. Each is drawn anew for every image and epoch.
 *
 * {@snippet :
 * Augmentation augmentation = Augmentation.of(
 *     flip(), shift(2), affine().rotation(10).withProbability(0.5), erase(0.02, 0.2));
 * }
 */
public final class ImageChanges {

  private ImageChanges() {}

  /** Mirrors half of the images, left to right. */
  public static ImageChange flip() {
    return new Flip(Flip.Way.HORIZONTAL);
  }

  /** Mirrors half of the images, top to bottom. */
  public static ImageChange flipVertically() {
    return new Flip(Flip.Way.VERTICAL);
  }

  /**
   * Mirrors each image left to right in every second epoch; which ones in the first is random. Both forms are then seen equally often,
   * which helps short trainings (<a href="https://arxiv.org/abs/2404.00498">Jordan 2024</a>).
   */
  public static ImageChange alternatingFlip() {
    return new Flip(Flip.Way.ALTERNATING);
  }

  /**
   * Moves images by whole pixels, uniformly from {@code −pixels} to {@code pixels} in both directions; what is uncovered is 0.
   *
   * @throws IllegalArgumentException if the shift is not from 0 to 32767
   */
  public static ImageChange shift(int pixels) {
    return new Shift(pixels);
  }

  /** Rotation, scale, shear and shift, to be set: by itself it changes nothing. */
  public static Affine affine() {
    return new Affine(0, 1, 1, 0, 0);
  }

  /**
   * Bends images: the corners of a grid of 4 × 4 cells move by up to this many pixels in both directions.
   *
   * @throws IllegalArgumentException if the way is negative
   */
  public static ImageChange elastic(double pixels) {
    return elastic(pixels, 4);
  }

  /**
   * Bends images, see {@link #elastic(double)}.
   *
   * @param cells of the grid, along each side; 1 to 16
   */
  public static ImageChange elastic(double pixels, int cells) {
    return new Elastic(pixels, cells);
  }

  /**
   * Adds noise to every value: about normal, with mean 0 and this deviation.
   *
   * @throws IllegalArgumentException if the deviation is negative
   */
  public static ImageChange noise(double deviation) {
    return new Noise(deviation);
  }

  /**
   * Blurs images by a Gaussian whose deviation is uniform from 0 to this many pixels.
   *
   * @throws IllegalArgumentException if the deviation is not from 0 to 8
   */
  public static ImageChange blur(double pixels) {
    return new Blur(pixels);
  }

  /**
   * Multiplies all values by a factor from {@code 1 − strength} to {@code 1 + strength}.
   *
   * @throws IllegalArgumentException if the strength is not from 0 to 1
   */
  public static ImageChange brightness(double strength) {
    return new Light(false, strength);
  }

  /**
   * Multiplies the distance of all values from the image's mean by a factor from {@code 1 − strength} to {@code 1 + strength}.
   *
   * @throws IllegalArgumentException if the strength is not from 0 to 1
   */
  public static ImageChange contrast(double strength) {
    return new Light(true, strength);
  }

  /**
   * Sets a rectangle to 0 that covers a random share of the image, of a shape between 3 : 1 and 1 : 3
   * (<a href="https://arxiv.org/abs/1708.04896">Zhong and others 2017</a>).
   *
   * @throws IllegalArgumentException if the shares are not from 0 to below 1, the smaller one first
   */
  public static ImageChange erase(double least, double most) {
    return new Erase(least, most);
  }

  /**
   * Sets a square to 0. Its side is uniform from 0 to this many pixels and its middle uniform over the image, so that it may reach over
   * the border (<a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor 2017</a>).
   *
   * @throws IllegalArgumentException if the side is negative
   */
  public static ImageChange cutOut(int pixels) {
    return new CutOut(pixels);
  }
}
