package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Patch;
import java.util.Arrays;

/**
 * A linear map of images that treats rows and columns apart: each pixel is a weighted sum of pixels of another image, with weights
 * that are products of one for the row and one for the column.
 *
 * <p>The sums are {@link Kernels#addScaledPatches} with a pixel's channels for a patch. Lists are kept for each axis, not for each
 * pixel, so they are as short as the sides of the images.
 */
final class Resampling {

  /** Where a float no longer holds every whole number. */
  private static final int EXACT = 1 << Float.PRECISION;

  private final Axis rows;
  private final Axis columns;
  private final int channels;
  private final Patch pixelPatch;
  private final float[] starts; // of the columns' entries, in floats

  /**
   * For each place of one axis of the result, the places of the other image that it looks at and their weights.
   *
   * @param inputs how many places there are to look at
   * @param ends where the list of each place ends
   * @param places the lists, one after the other
   * @param weights of these places
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Axis(int inputs, int[] ends, int[] places, double[] weights) {

    /** The axis of an image that becomes {@code factor} times as long: the nearest place, or a mixture of two. */
    static Axis enlarged(int extent, int factor, boolean linear) {
      int[] ends = new int[extent * factor];
      int[] places = new int[2 * ends.length];
      double[] weights = new double[places.length];
      int count = 0;
      for (int i = 0; i < ends.length; i++) {
        int nearest = i / factor;
        double place = linear ? Math.max(0, (i + 0.5) / factor - 0.5) : nearest;
        int first = (int) place;
        double rest = place - first;
        boolean alone = rest == 0 || first + 1 == extent;
        places[count] = first;
        weights[count++] = alone ? 1 : 1 - rest;
        if (!alone) {
          places[count] = first + 1;
          weights[count++] = rest;
        }
        ends[i] = count;
      }
      return new Axis(extent, ends, Arrays.copyOf(places, count), Arrays.copyOf(weights, count));
    }

    int start(int place) {
      return place == 0 ? 0 : ends[place - 1];
    }

    /** The transposed map: for each input the places that look at it, in their order. */
    Axis transposed() {
      int[] next = new int[inputs + 1]; // first how many, then where the next one goes
      for (int place : places) {
        next[place + 1]++;
      }
      for (int i = 0; i < inputs; i++) {
        next[i + 1] += next[i];
      }
      int[] turned = new int[places.length];
      double[] turnedWeights = new double[places.length];
      for (int i = 0; i < ends.length; i++) {
        for (int e = start(i); e < ends[i]; e++) {
          int to = next[places[e]]++;
          turned[to] = i;
          turnedWeights[to] = weights[e];
        }
      }
      return new Axis(ends.length, Arrays.copyOf(next, inputs), turned, turnedWeights);
    }
  }

  /**
   * The map of two axes.
   *
   * @throws IllegalArgumentException if a row of the other image is too long for places held in floats
   */
  Resampling(Axis rows, Axis columns, int channels) {
    if ((long) columns.inputs() * channels > EXACT) {
      throw new IllegalArgumentException("expected at most " + EXACT + " values in a row of an image to resample, got "
          + (long) columns.inputs() * channels);
    }
    this.rows = rows;
    this.columns = columns;
    this.channels = channels;
    this.pixelPatch = new Patch(1, channels, 0, 0);
    this.starts = new float[columns.places().length];
    for (int e = 0; e < starts.length; e++) {
      starts[e] = columns.places()[e] * channels;
    }
  }

  Resampling transposed() {
    return new Resampling(rows.transposed(), columns.transposed(), channels);
  }

  /** Floats of scratch that {@link #add} needs. */
  int scratch() {
    return starts.length;
  }

  /** Adds the sums to an image. */
  void add(Kernels kernels, float[] memory, int y, int x, int scratch) {
    int outputRow = columns.ends().length * channels;
    int inputRow = columns.inputs() * channels;
    for (int i = 0; i < rows.ends().length; i++) {
      for (int r = rows.start(i); r < rows.ends()[i]; r++) {
        for (int e = 0; e < starts.length; e++) {
          memory[scratch + e] = (float) (rows.weights()[r] * columns.weights()[e]);
        }
        addRow(kernels, memory, y + i * outputRow, x + rows.places()[r] * inputRow, scratch);
      }
    }
  }

  private void addRow(Kernels kernels, float[] memory, int y, int x, int scales) {
    int from = 0;
    for (int j = 0; j < columns.ends().length; j++) {
      int to = columns.ends()[j];
      kernels.addScaledPatches(
          memory, y + j * channels, memory, x, starts, from, memory, scales + from, to - from, pixelPatch);
      from = to;
    }
  }
}
