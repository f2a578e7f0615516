package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Patch;

/**
 * A linear map of images that treats all channels alike: each output pixel is a weighted sum of a few input pixels.
 *
 * <p>The sums are {@link Kernels#addScaledPatches} with a pixel's channels for a patch.
 */
final class Resampling {

  private final int channels;
  private final Patch pixelPatch;
  private final float[] starts; // where the pixels of the sums start, whole numbers
  private final float[] scales;
  private final int[] ends; // where the list of each output pixel ends

  private Resampling(int channels, float[] starts, float[] scales, int[] ends) {
    this.channels = channels;
    this.pixelPatch = new Patch(1, channels, 0, 0);
    this.starts = starts;
    this.scales = scales;
    this.ends = ends;
  }

  /** For each output row or column the input rows or columns that it looks at, as pairs of index and weight. */
  static double[][] axis(int extent, int factor, boolean linear) {
    double[][] axis = new double[extent * factor][];
    for (int i = 0; i < axis.length; i++) {
      double place = Math.max(0, (i + 0.5) / factor - 0.5);
      int first = (int) place;
      double rest = place - first;
      int nearest = i / factor;
      axis[i] = !linear ? new double[] {nearest, 1}
          : rest == 0 || first + 1 == extent ? new double[] {first, 1}
              : new double[] {first, 1 - rest, first + 1, rest};
    }
    return axis;
  }

  /** The map whose weights are products of those of both axes. */
  static Resampling of(double[][] rows, double[][] columns, int width, int channels) {
    int[] ends = new int[rows.length * columns.length];
    int most = 4 * ends.length;
    float[] starts = new float[most];
    float[] scales = new float[most];
    int count = 0;
    for (int pixel = 0; pixel < ends.length; pixel++) {
      double[] row = rows[pixel / columns.length];
      double[] column = columns[pixel % columns.length];
      for (int r = 0; r < row.length; r += 2) {
        for (int c = 0; c < column.length; c += 2) {
          starts[count] = (float) ((row[r] * width + column[c]) * channels);
          scales[count++] = (float) (row[r + 1] * column[c + 1]);
        }
      }
      ends[pixel] = count;
    }
    return new Resampling(channels, starts, scales, ends);
  }

  /** The transposed map: for each input pixel the output pixels that look at it, in their order. */
  Resampling transposed(int inputs) {
    int count = ends[ends.length - 1];
    int[] places = new int[inputs]; // first how many, then where the next one goes
    for (int e = 0; e < count; e++) {
      places[(int) starts[e] / channels]++;
    }
    int sum = 0;
    for (int i = 0; i < inputs; i++) {
      int own = places[i];
      places[i] = sum;
      sum += own;
    }
    float[] turnedStarts = new float[count];
    float[] turnedScales = new float[count];
    int output = 0;
    for (int e = 0; e < count; e++) {
      while (ends[output] <= e) {
        output++;
      }
      int place = places[(int) starts[e] / channels]++;
      turnedStarts[place] = (float) output * channels;
      turnedScales[place] = scales[e];
    }
    return new Resampling(channels, turnedStarts, turnedScales, places);
  }

  /** Adds the sums to an image. */
  void add(Kernels kernels, float[] memory, int y, int x) {
    int from = 0;
    for (int pixel = 0; pixel < ends.length; pixel++) {
      kernels.addScaledPatches(
          memory, y + pixel * channels, memory, x, starts, from, scales, from, ends[pixel] - from, pixelPatch);
      from = ends[pixel];
    }
  }
}
