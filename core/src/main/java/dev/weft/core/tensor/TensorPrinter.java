package dev.weft.core.tensor;

import java.util.ArrayList;
import java.util.List;

/** Lays out a tensor's elements in nested brackets, as NumPy does. */
final class TensorPrinter {

  /** Above this many elements only the edges are shown. */
  static final int SUMMARY_THRESHOLD = 1000;

  private static final int EDGE = 3;
  private static final int LINE_WIDTH = 75;
  private static final String ELLIPSIS = "...";

  private final Tensor tensor;
  private final boolean summarised;
  private final StringBuilder text = new StringBuilder();
  private NumberFormat format;
  private int column;

  private TensorPrinter(Tensor tensor) {
    this.tensor = tensor;
    this.summarised = tensor.size() > SUMMARY_THRESHOLD;
  }

  static String print(Tensor tensor) {
    if (tensor.rank() == 0) {
      return Float.toString(tensor.item());
    }
    if (tensor.size() == 0) {
      return "[] shape " + tensor.shape();
    }
    return new TensorPrinter(tensor).print();
  }

  private String print() {
    List<Float> shown = new ArrayList<>();
    collect(0, tensor.offset(), tensor.size(), shown);
    format = NumberFormat.of(shown);
    write(0, tensor.offset(), tensor.size());
    return summarised ? text + " shape " + tensor.shape() : text.toString();
  }

  private boolean hidden(int axis, int i) {
    return summarised && tensor.dim(axis) > 2 * EDGE && i >= EDGE && i < tensor.dim(axis) - EDGE;
  }

  private void collect(int axis, int start, int size, List<Float> shown) {
    if (axis == tensor.rank()) {
      shown.add(tensor.array()[start]);
      return;
    }
    int part = size / tensor.dim(axis);
    for (int i = 0; i < tensor.dim(axis); i++) {
      if (!hidden(axis, i)) {
        collect(axis + 1, start + i * part, part, shown);
      }
    }
  }

  private void write(int axis, int start, int size) {
    int part = size / tensor.dim(axis);
    boolean innermost = axis == tensor.rank() - 1;
    text.append('[');
    column = axis + 1;
    for (int i = 0; i < tensor.dim(axis); i++) {
      if (hidden(axis, i)) {
        if (i == EDGE) {
          separate(axis, i, ELLIPSIS.length());
          append(ELLIPSIS);
        }
      } else if (innermost) {
        String word = format.format(tensor.array()[start + i]);
        separate(axis, i, word.length());
        append(word);
      } else {
        separate(axis, i, 0);
        write(axis + 1, start + i * part, part);
      }
    }
    text.append(']');
  }

  /** Writes what stands before element i: nothing, a space, or line breaks, one more for each axis further out. */
  private void separate(int axis, int i, int wordLength) {
    int depth = tensor.rank() - 1 - axis;
    if (i == 0) {
      return;
    }
    if (depth > 0) {
      newLines(depth, axis);
    } else if (column + 1 + wordLength > LINE_WIDTH - tensor.rank()) {
      newLines(1, axis);
    } else {
      append(" ");
    }
  }

  private void newLines(int count, int axis) {
    while (text.charAt(text.length() - 1) == ' ') { // what aligned the last word
      text.setLength(text.length() - 1);
    }
    text.append("\n".repeat(count)).append(" ".repeat(axis + 1));
    column = axis + 1;
  }

  private void append(String word) {
    text.append(word);
    column += word.length();
  }
}
