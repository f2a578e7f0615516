package dev.weft.optim.data;

import java.util.List;

/**
 * The class of each of some examples. May be asked from many threads at once.
 *
 * {@snippet :
 * ClassLabels classes = training.classLabels().orElseThrow();
 * classes.classNames(); // = [a, b, c]
 * classes.classNames().get(classes.label(0)); // the class of the first example
 * }
 */
public interface ClassLabels {

  /** The names of the classes in label order; their number is the number of classes. */
  List<String> classNames();

  /** The class of example {@code i}, from 0. */
  int label(int i);
}
