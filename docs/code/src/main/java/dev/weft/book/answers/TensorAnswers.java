package dev.weft.book.answers;

import dev.weft.book.Print;
import dev.weft.book.tensors.Layout;
import dev.weft.core.tensor.Tensor;
import java.util.Arrays;

/** Answers of chapter 1. */
public final class TensorAnswers {

  private TensorAnswers() {}

  /** Prints the answer to exercise 1, 2 or 3. */
  public static void main(String[] args) {
    switch (args[0]) {
      case "1" -> {
        int[] strides = Layout.strides(2, 3, 4, 2);
        Print.line("x[1, 0, 2, 1] is at %d", Layout.position(strides, 1, 0, 2, 1));
        Print.line("at 37 is x%s", Arrays.toString(index(strides, 37)));
      }
      case "2" -> {
        float[] nhwc = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60};
        Print.line("%s", Arrays.toString(channelsFirst(nhwc, 2, 3, 2)));
        Tensor x = Tensor.of(nhwc, 2, 3, 2);
        Print.line("%s", Arrays.toString(x.transpose(2, 0, 1).toArray()));
      }
      default -> {
        Print.line("x[1, :, :, :] %s", contiguous(new boolean[] {true, false, false, false}));
        Print.line("x[1, 2, :, :] %s", contiguous(new boolean[] {true, true, false, false}));
        Print.line("x[1, :, 3, :] %s", contiguous(new boolean[] {true, false, true, false}));
        Print.line("x[:, :, :, 0] %s", contiguous(new boolean[] {false, false, false, true}));
      }
    }
  }

  /** The index of the element at a position: the inverse of {@link Layout#position}. */
  static int[] index(int[] strides, int position) {
    int[] index = new int[strides.length];
    int rest = position;
    for (int axis = 0; axis < strides.length; axis++) {
      index[axis] = rest / strides[axis];
      rest %= strides[axis];
    }
    return index;
  }

  /** One image (H, W, C) as (C, H, W). */
  static float[] channelsFirst(float[] image, int height, int width, int channels) {
    float[] result = new float[image.length];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          result[(c * height + i) * width + j] = image[(i * width + j) * channels + c];
        }
      }
    }
    return result;
  }

  /** Whether a slice is one run of memory: no axis is fixed to one index behind an axis that is not. */
  static boolean contiguous(boolean[] fixed) {
    boolean free = false;
    for (boolean axisIsFixed : fixed) {
      if (axisIsFixed && free) {
        return false;
      }
      free |= !axisIsFixed;
    }
    return true;
  }
}
