package dev.weft.optim.data;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import java.util.Arrays;

/**
 * Random changes that leave an image's class as it is: it may be mirrored left to right and moved by a few pixels, the
 * uncovered border being 0, and a square of it may be cut out, that is set to 0 (DeVries and Taylor 2017).
 *
 * <p>What happens to an example is a pure function of (seed, epoch, its place in the dataset), so it does not depend
 * on the batch or the thread that gathers it. Shifts are uniform over {@code [−maxShift, maxShift]} in both directions. The
 * side of the square is uniform over {@code [0, maxCutout]} and its centre over the image, so it may reach over the border.
 *
 * {@snippet :
 * var network = Sequential.input(4, 4, 1).add(flatten()).add(dense(2)).build(1);
 * var flipped = Augmentation.none().withHorizontalFlip().withMaxShift(1);
 * Trainer.of(network, softmaxCrossEntropy(), adam(1e-3f)).augment(flipped).epochs(1).fit(images);
 * }
 *
 * @param horizontalFlip whether half of the images are mirrored
 * @param maxShift the farthest shift in pixels, 0 or more
 * @param maxCutout the longest side of the square in pixels, 0 or more
 */
public record Augmentation(boolean horizontalFlip, int maxShift, int maxCutout) {

  /** The random stream of augmentations. */
  private static final long STREAM = 0x4155474d454e54L;

  private static final int DRAWS = 6;

  /** Checks the lengths. */
  public Augmentation {
    if (maxShift < 0 || maxShift >= 1 << 15) {
      throw new IllegalArgumentException("expected a shift from 0 to 32767 pixels, got " + maxShift);
    }
    if (maxCutout < 0) {
      throw new IllegalArgumentException("expected a cut-out of 0 or more pixels, got " + maxCutout);
    }
  }

  /** Leaves every image as it is. */
  public static Augmentation none() {
    return new Augmentation(false, 0, 0);
  }

  /** Whether images are left as they are. */
  public boolean isNone() {
    return !horizontalFlip && maxShift == 0 && maxCutout == 0;
  }

  /** A copy that mirrors half of the images. */
  public Augmentation withHorizontalFlip() {
    return new Augmentation(true, maxShift, maxCutout);
  }

  /** A copy that moves images by up to this many pixels. */
  public Augmentation withMaxShift(int pixels) {
    return new Augmentation(horizontalFlip, pixels, maxCutout);
  }

  /** A copy that cuts squares out with sides of up to this many pixels. */
  public Augmentation withMaxCutout(int pixels) {
    return new Augmentation(horizontalFlip, maxShift, pixels);
  }

  /**
   * The key of one epoch's draws, for {@link #gatherScaled}. Ask once an epoch.
   *
   * @param seed the run's seed
   * @param epoch the number of the epoch
   */
  public static long key(long seed, long epoch) {
    return CounterRandom.key(CounterRandom.key(seed, STREAM), epoch);
  }

  /**
   * Writes example {@code i}, changed, as floats: as {@link Dataset#gatherScaled}, which this equals when nothing is
   * to be changed.
   *
   * @param data images of shape (H, W) or (H, W, C)
   * @param dst receives {@code data.exampleShape().size()} floats
   * @param dstOffset where the first of them goes
   * @param i the example
   * @param scale multiplies each unsigned byte
   * @param key of the seed and epoch, from {@link #key}
   * @throws IllegalArgumentException if the examples are not images
   */
  public void gatherScaled(Dataset data, float[] dst, int dstOffset, int i, float scale, long key) {
    data.gatherScaled(dst, dstOffset, i, scale);
    change(data.exampleShape(), dst, dstOffset, i, key);
  }

  /**
   * Changes an image where it lies.
   *
   * @param shape (H, W) or (H, W, C)
   * @param image the image's floats, from {@code offset}
   * @param i the number of the example
   * @param key of the seed and epoch, from {@link #key}
   * @throws IllegalArgumentException if it is no image, and something is to be changed
   */
  public void change(Shape shape, float[] image, int offset, int i, long key) {
    if (isNone()) {
      return;
    }
    requireImages(shape);
    int reach = 2 * maxShift + 1;
    int down = CounterRandom.below(key, DRAWS * i, reach) - maxShift;
    int right = CounterRandom.below(key, DRAWS * i + 1, reach) - maxShift;
    boolean mirrored = horizontalFlip && CounterRandom.below(key, DRAWS * i + 2, 2) == 1;
    move(shape, image, offset, down, right, mirrored);
    if (maxCutout > 0) {
      int side = CounterRandom.below(key, DRAWS * i + 3, maxCutout + 1);
      int top = CounterRandom.below(key, DRAWS * i + 4, shape.dim(0)) - side / 2;
      int left = CounterRandom.below(key, DRAWS * i + 5, shape.dim(1)) - side / 2;
      cutOut(shape, image, offset, top, left, side);
    }
  }

  /**
   * Refuses what cannot be changed.
   *
   * @throws IllegalArgumentException if the shape is not that of an image, and something is to be changed
   */
  public void requireImages(Shape shape) {
    if (!isNone() && (shape.rank() < 2 || shape.rank() > 3)) {
      throw new IllegalArgumentException("expected images of shape (H, W) or (H, W, C), got " + shape);
    }
  }

  /** Clears the part of a square that lies within the image. */
  static void cutOut(Shape shape, float[] dst, int dstOffset, int top, int left, int side) {
    int width = shape.dim(1);
    int channels = channels(shape);
    int from = Math.max(0, left) * channels;
    int to = Math.min(width, left + side) * channels;
    for (int y = Math.max(0, top); y < Math.min(shape.dim(0), top + side); y++) {
      int row = dstOffset + y * width * channels;
      for (int at = row + from; at < row + to; at++) {
        dst[at] = 0f;
      }
    }
  }

  private static int channels(Shape shape) {
    return shape.rank() == 3 ? shape.dim(2) : 1;
  }

  /** Pixel (y, x) comes from (y − down, x − right) of the image, or of its mirror image. */
  static void move(Shape shape, float[] image, int offset, int down, int right, boolean mirrored) {
    int height = shape.dim(0);
    int length = shape.dim(1) * channels(shape);
    if (mirrored) {
      for (int y = 0; y < height; y++) {
        mirror(image, offset + y * length, shape.dim(1), channels(shape));
      }
    }
    int shift = right * channels(shape);
    for (int k = 0; k < height && (down != 0 || shift != 0); k++) {
      int y = down > 0 ? height - 1 - k : k; // a row is read before another one is written over it
      int from = y - down;
      int row = offset + y * length;
      int kept = length - Math.abs(shift);
      if (from < 0 || from >= height || kept <= 0) {
        Arrays.fill(image, row, row + length, 0f);
      } else if (shift > 0) {
        System.arraycopy(image, offset + from * length, image, row + shift, kept);
        Arrays.fill(image, row, row + shift, 0f);
      } else {
        System.arraycopy(image, offset + from * length - shift, image, row, kept);
        Arrays.fill(image, row + kept, row + length, 0f);
      }
    }
  }

  private static void mirror(float[] image, int row, int width, int channels) {
    for (int left = 0, right = width - 1; left < right; left++, right--) {
      for (int c = 0; c < channels; c++) {
        float kept = image[row + left * channels + c];
        image[row + left * channels + c] = image[row + right * channels + c];
        image[row + right * channels + c] = kept;
      }
    }
  }
}
