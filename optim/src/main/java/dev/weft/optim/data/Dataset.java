package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Images of classes, whose pixels stay unsigned bytes until a batch needs them as floats from 0 to 1.
 *
 * <p>A dataset is immutable. It may be a view: {@link #subset}, {@link #head} and {@link #split} return datasets that
 * share the bytes and add only a list of positions. All methods may be called from many threads at once.
 *
 * <p>Shapes: an example has the shape given at creation, for images (H, W, C), stored row-major; example {@code i}
 * of the stored data starts at byte {@code i · example.size()}.
 *
 * {@snippet :
 * byte[] pixels = {0, (byte) 255, (byte) 255, 0}; // two images of 1 × 2 pixels
 * Dataset dark = Dataset.of(pixels, Shape.of(1, 2, 1), new byte[] {0, 1}, List.of("left", "right"));
 * dark.label(1); // = 1
 * dark.toString(); // = Dataset(2 examples of (1, 2, 1), 2 classes)
 * }
 */
public final class Dataset implements Examples, ClassLabels {

  /** Scales a byte to {@code [0, 1]}. */
  public static final float UNIT_SCALE = 1f / 255f;

  private final byte[] pixels;
  private final Shape example;
  private final int[] labels;
  private final List<String> classNames;
  private final int[] positions; // null: all stored examples, in order

  private Dataset(byte[] pixels, Shape example, int[] labels, List<String> classNames, int[] positions) {
    this.pixels = pixels;
    this.example = example;
    this.labels = labels;
    this.classNames = classNames;
    this.positions = positions;
  }

  /**
   * The dataset of these bytes. The pixels are kept, not copied: the caller gives them up.
   *
   * @param pixels the unsigned bytes of all examples, one example after the other
   * @param example the shape of one example
   * @param labels the class of each example, an unsigned byte
   * @param classNames the name of each class, in label order; at least one
   * @throws IllegalArgumentException if the counts do not fit together, a label has no name, or two classes have one
   */
  public static Dataset of(byte[] pixels, Shape example, byte[] labels, List<String> classNames) {
    int[] numbers = new int[labels.length];
    Arrays.setAll(numbers, i -> Byte.toUnsignedInt(labels[i]));
    return of(pixels, example, numbers, classNames);
  }

  /**
   * The dataset of these bytes and labels of any number. The pixels are kept, not copied: the caller gives them up.
   *
   * @param pixels the unsigned bytes of all examples, one example after the other
   * @param example the shape of one example
   * @param labels the class of each example, from 0
   * @param classNames the name of each class, in label order; at least one
   * @throws IllegalArgumentException if the counts do not fit together, a label has no name, or two classes have one
   */
  public static Dataset of(byte[] pixels, Shape example, int[] labels, List<String> classNames) {
    List<String> names = ClassNames.copyOf(classNames);
    long expected = (long) labels.length * example.size();
    if (pixels.length != expected) {
      throw new IllegalArgumentException("expected " + expected + " pixels for " + labels.length
          + " labels and examples of shape " + example + ", got " + pixels.length);
    }
    for (int i = 0; i < labels.length; i++) {
      ClassNames.requireLabel(labels[i], names, "example " + i);
    }
    return new Dataset(pixels, example, labels.clone(), names, null);
  }

  @Override
  public int size() {
    return positions == null ? labels.length : positions.length;
  }

  /** The shape of one example. */
  public Shape exampleShape() {
    return example;
  }

  /** The number of classes, whether or not each has an example here. */
  public int classes() {
    return classNames.size();
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The class of example {@code i}.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  @Override
  public int label(int i) {
    return labels[position(i)];
  }

  /** The classes of all examples, as a new array. */
  public int[] labels() {
    int[] all = new int[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = label(i);
    }
    return all;
  }

  @Override
  public List<Shape> inputShapes() {
    return List.of(example);
  }

  /** One float for each class: the classes are given one-hot. */
  @Override
  public List<Shape> targetShapes() {
    return List.of(Shape.of(classes()));
  }

  /** Writes the pixels of example {@code i}, scaled to {@code [0, 1]}. */
  @Override
  public void loadInputs(int i, float[] x, int[] xOffsets) {
    gatherScaled(x, xOffsets[0], i, UNIT_SCALE);
  }

  @Override
  public void loadTargets(int i, float[] target, int targetOffset) {
    Arrays.fill(target, targetOffset, targetOffset + classes(), 0f);
    target[targetOffset + label(i)] = 1f;
  }

  @Override
  public Optional<ClassLabels> classLabels() {
    return Optional.of(this);
  }

  /** True: bytes are finite. */
  @Override
  public boolean trusted() {
    return true;
  }

  /**
   * Where example {@code i} lies in the stored data; {@code i} itself unless this is a view.
   *
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public int position(int i) {
    if (positions != null) {
      return positions[i];
    }
    if (i < 0 || i >= labels.length) {
      throw new IndexOutOfBoundsException("expected an example from 0 to " + (labels.length - 1) + ", got " + i);
    }
    return i;
  }

  /** Where the examples lie in the stored data, as a new array. */
  public int[] positions() {
    int[] all = new int[size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = position(i);
    }
    return all;
  }

  /**
   * Writes example {@code i} as floats, each unsigned byte times {@code scale}.
   *
   * @param dst receives {@code exampleShape().size()} floats
   * @param dstOffset where the first of them goes
   * @param i the example
   * @param scale usually {@link #UNIT_SCALE}
   * @throws IndexOutOfBoundsException if there is no such example or {@code dst} is too short
   */
  public void gatherScaled(float[] dst, int dstOffset, int i, float scale) {
    int size = example.size();
    int start = position(i) * size;
    for (int p = 0; p < size; p++) {
      dst[dstOffset + p] = (pixels[start + p] & 0xff) * scale;
    }
  }

  /**
   * Copies the unsigned bytes of example {@code i}.
   *
   * @throws IndexOutOfBoundsException if there is no such example or {@code dst} is too short
   */
  public void copyPixels(byte[] dst, int dstOffset, int i) {
    System.arraycopy(pixels, position(i) * example.size(), dst, dstOffset, example.size());
  }

  /** The stored bytes of all examples, for readers in this package; example {@code i} starts at {@link #start}. */
  byte[] storedPixels() {
    return pixels;
  }

  /** Where the bytes of example {@code i} start. */
  int start(int i) {
    return position(i) * example.size();
  }

  /**
   * The view that holds these examples, in this order; one may be named more than once.
   *
   * @throws IllegalArgumentException if an index is not an example of this dataset
   */
  @Override
  public Dataset subset(int[] indices) {
    int[] chosen = new int[indices.length];
    for (int i = 0; i < chosen.length; i++) {
      if (indices[i] < 0 || indices[i] >= size()) {
        throw new IllegalArgumentException(
            "expected example indices from 0 to " + (size() - 1) + ", got " + indices[i]);
      }
      chosen[i] = position(indices[i]);
    }
    return new Dataset(pixels, example, labels, classNames, chosen);
  }

  /**
   * The view of the first {@code n} examples.
   *
   * @throws IllegalArgumentException if {@code n} is negative or more than {@link #size}
   */
  @Override
  public Dataset head(int n) {
    return (Dataset) Examples.super.head(n);
  }

  /**
   * Splits off a random part for validation, without regard to classes: {@link Splits#shuffled}.
   *
   * @param fraction the validation part, between 0 and 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if either part would be empty
   */
  @Override
  public Split<Dataset> split(double fraction, long seed) {
    return split(Splits.shuffled(fraction, seed));
  }

  /**
   * Splits this dataset in the given way.
   *
   * @throws IllegalArgumentException if either part would be empty
   */
  @Override
  public Split<Dataset> split(Splitter splitter) {
    return splitter.split(this);
  }

  /**
   * SHA-256 over the example shape, the pixels and the labels of this view, in lowercase hexadecimal.
   *
   * <p>The digested bytes are: rank, extents and number of examples as big-endian ints, then the pixels of every
   * example in order, then the labels in order, as bytes if there are at most 256 classes, else as ints. Class names do not count.
   */
  @Override
  public String digest() {
    return Digests.of(this);
  }

  /** For example {@code Dataset(48000 examples of (28, 28, 1), 10 classes)}. */
  @Override
  public String toString() {
    return "Dataset(" + size() + " examples of " + example + ", " + classes() + " classes)";
  }
}
