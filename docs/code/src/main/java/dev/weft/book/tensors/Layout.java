package dev.weft.book.tensors;

import dev.weft.book.Print;
import java.util.Arrays;

/** Row-major strides, and where an element lies. */
public final class Layout {

  private Layout() {}

  /** The distance in memory between neighbours along each axis. */
  public static int[] strides(int... extents) {
    int[] strides = new int[extents.length];
    int distance = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = distance;
      distance *= extents[axis];
    }
    return strides;
  }

  /** Where the element with this index lies. */
  public static int position(int[] strides, int... index) {
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position += index[axis] * strides[axis];
    }
    return position;
  }

  /** Prints strides and positions in a batch of 2 images of 3 × 4 pixels with 2 channels. */
  public static void main(String[] args) {
    int[] strides = strides(2, 3, 4, 2);
    Print.line("strides of (2, 3, 4, 2): %s", Arrays.toString(strides));
    Print.line("x[0, 0, 0, 0] is at %2d", position(strides, 0, 0, 0, 0));
    Print.line("x[0, 0, 0, 1] is at %2d", position(strides, 0, 0, 0, 1));
    Print.line("x[0, 0, 1, 0] is at %2d", position(strides, 0, 0, 1, 0));
    Print.line("x[0, 1, 0, 0] is at %2d", position(strides, 0, 1, 0, 0));
    Print.line("x[1, 0, 0, 0] is at %2d", position(strides, 1, 0, 0, 0));
    Print.line("x[1, 2, 3, 1] is at %2d", position(strides, 1, 2, 3, 1));
  }
}
