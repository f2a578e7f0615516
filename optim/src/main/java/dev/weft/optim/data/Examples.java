package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a network learns from: inputs, and the targets that belong to them.
 *
 * {@snippet :
 * Examples.of(x, y); // tensors (N, …): regression, or several labels of 0 and 1
 * Examples.labelled(x, labels, names); // classes, as many as there are names
 * images.asTargets(); // an autoencoder: a network that puts out what it is given
 * Examples.of(List.of(Column.of(x), Column.of(y)), List.of(Column.of(yesOrNo))); // two inputs
 * }
 *
 * <p>Examples do not change; {@link #subset}, {@link #split}, {@link #weighted} give views that share the data. They are loaded one by
 * one, straight into the memory of a batch, by the thread that computes on them: all methods may be called by many threads at once.
 * What needs no access to an arbitrary example, or has none, is an {@link ExampleStream}.
 *
 * <p>{@link Dataset}, images as bytes, is one implementation. For one's own data a {@link Column} is usually enough.
 */
public interface Examples {

  /** The number of examples. */
  int size();

  /** The shapes of the inputs of one example, one for each input of the network. */
  List<Shape> inputShapes();

  /** The shapes of the targets of one example, one for each output of the network. */
  List<Shape> targetShapes();

  /**
   * Writes the inputs of example {@code i}.
   *
   * @param x receives the floats of input k from {@code xOffsets[k]}
   */
  void loadInputs(int i, float[] x, int[] xOffsets);

  /**
   * Writes the targets of example {@code i}.
   *
   * @param target receives the floats of all targets, side by side, from {@code targetOffset}
   */
  void loadTargets(int i, float[] target, int targetOffset);

  /** How much the loss of example {@code i} counts, 0 or more; 1 by default. */
  default float weight(int i) {
    return 1f;
  }

  /** The class of each example, if the examples are of classes. */
  default Optional<ClassLabels> classLabels() {
    return Optional.empty();
  }

  /**
   * Whether all values are known to be finite, or too many to look at all of them before training. If not, {@code Trainer.fit} looks
   * at each once, and tells which is not.
   */
  default boolean trusted() {
    return false;
  }

  /** What example {@code i} is called in messages, such as the row of a file. */
  default String describe(int i) {
    return "example " + i;
  }

  /**
   * A text that tells these examples from others, by which a saved run knows its data: SHA-256 over shapes, values and weights, in
   * hexadecimal.
   */
  default String digest() {
    return Digests.of(this);
  }

  /**
   * The view that holds these examples, in this order; one may be named more than once.
   *
   * @throws IllegalArgumentException if an index is not one of an example
   */
  default Examples subset(int[] indices) {
    return new Subset(this, indices);
  }

  /**
   * The view of the first {@code n} examples.
   *
   * @throws IllegalArgumentException if {@code n} is negative or more than {@link #size}
   */
  default Examples head(int n) {
    if (n < 0 || n > size()) {
      throw new IllegalArgumentException("expected a count from 0 to " + size() + ", got " + n);
    }
    return subset(IntStream.range(0, n).toArray());
  }

  /**
   * Splits off a random part for validation, without regard to classes: {@link Splits#shuffled}.
   *
   * @param fraction the validation part, between 0 and 1
   * @param seed the same seed gives the same split
   * @throws IllegalArgumentException if either part would be empty
   */
  default Split<? extends Examples> split(double fraction, long seed) {
    return split(Splits.shuffled(fraction, seed));
  }

  /**
   * Splits the examples in the given way.
   *
   * @throws IllegalArgumentException if either part would be empty
   */
  default Split<? extends Examples> split(Splitter splitter) {
    Splitter.Parts parts = splitter.parts(this);
    return new Split<>(subset(parts.training()), subset(parts.validation()));
  }

  /**
   * The view in which the loss of each example counts as much as this, times what it counted before. As in Keras, the loss of a batch
   * is divided by the number of its examples, not by the sum of their weights; metrics count every example once.
   *
   * @throws IllegalArgumentException if there is not one for each example, one is negative, infinite or NaN, or all are 0
   */
  default Examples weighted(float... weights) {
    return new Weighted(this, weights);
  }

  /** The view whose targets are the inputs: for networks that put out what they are given. It has no classes. */
  default Examples asTargets() {
    return new AsTargets(this);
  }

  /**
   * The view whose targets are the numbers of the classes, in place of a one-hot row. {@code Trainer} uses it by itself where the loss
   * asks for that.
   *
   * @throws IllegalArgumentException if these are not examples of classes
   */
  default Examples asClassNumbers() {
    return new ClassNumbers(this);
  }

  /** How many examples each class has, in label order; empty without classes. */
  default int[] classCounts() {
    if (classLabels().isEmpty()) {
      return new int[0];
    }
    ClassLabels labels = classLabels().get();
    int[] counts = new int[labels.classNames().size()];
    for (int i = 0; i < size(); i++) {
      counts[labels.label(i)]++;
    }
    return counts;
  }

  /**
   * Examples of one input and one target, tensors (N, …) which are kept, not copied.
   *
   * @throws IllegalArgumentException if they are not of as many examples
   */
  static Examples of(Tensor x, Tensor targets) {
    return of(Column.of(x), Column.of(targets));
  }

  /**
   * Examples of one input and one target.
   *
   * @throws IllegalArgumentException if they are not of as many examples
   */
  static Examples of(Column x, Column targets) {
    return of(List.of(x), List.of(targets));
  }

  /**
   * Examples for a network of several inputs and outputs.
   *
   * @param inputs a column for each input, in the order of the network's
   * @param targets a column for each output, in the order of the network's
   * @throws IllegalArgumentException if there is no input, or they are not of as many examples
   */
  static Examples of(List<Column> inputs, List<Column> targets) {
    return new ColumnExamples(inputs, targets);
  }

  /**
   * Examples of classes.
   *
   * @param x tensor (N, …), which is kept, not copied
   * @param labels the class of each example, from 0
   * @param classNames the name of each class in label order, as many as one likes
   * @throws IllegalArgumentException if there are not as many labels as examples, a label has no name, or two classes have one
   */
  static Examples labelled(Tensor x, int[] labels, List<String> classNames) {
    return labelled(Column.of(x), labels, classNames);
  }

  /**
   * Examples of classes that are named by their numbers.
   *
   * @param x tensor (N, …), which is kept, not copied
   * @param labels the class of each example, from 0 to below {@code classes}
   * @throws IllegalArgumentException if there are not as many labels as examples, or one is out of range
   */
  static Examples labelled(Tensor x, int[] labels, int classes) {
    String[] names = new String[Math.max(0, classes)];
    Arrays.setAll(names, Integer::toString);
    return labelled(Column.of(x), labels, List.of(names));
  }

  /**
   * Examples of classes.
   *
   * @param labels the class of each example, from 0
   * @param classNames the name of each class in label order, as many as one likes
   * @throws IllegalArgumentException if there are not as many labels as examples, a label has no name, or two classes have one
   */
  static Examples labelled(Column x, int[] labels, List<String> classNames) {
    return new LabelledExamples(x, labels, classNames);
  }
}
