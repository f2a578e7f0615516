package dev.weft.layers;

import dev.weft.core.kernel.PoolRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts the windows of a pool into runs that see the same pixels: one a row, and each window that reaches over a side. */
final class PoolRuns {

  private final Window window;
  private final List<PoolRun> runs = new ArrayList<>();

  private PoolRuns(Window window) {
    this.window = window;
  }

  /** The number of places in all runs, at most. */
  static long most(Window window) {
    PoolRuns all = new PoolRuns(window);
    long runs = 0;
    for (int j = 0; j < window.outWidth(); j++) {
      runs += j == 0 || !all.isWhole(j) || !all.isWhole(j - 1) ? 1 : 0;
    }
    return runs * window.outHeight() * window.kernelHeight() * window.kernelWidth();
  }

  static PoolRun[] of(Window window) {
    PoolRuns all = new PoolRuns(window);
    for (int i = 0; i < window.outHeight(); i++) {
      int j = 0;
      while (j < window.outWidth()) {
        j = all.add(i, j);
      }
    }
    return all.runs.toArray(PoolRun[]::new);
  }

  /** Windows from the one of output pixel (i, j) on; returns the column after them. */
  private int add(int i, int j) {
    int[] pixels = pixels(i, j);
    int[] taps = Arrays.stream(pixels).map(pixel -> pixel - pixels[0]).toArray();
    int end = j + 1;
    while (end < window.outWidth() && isWhole(j) && isWhole(end)) {
      end++;
    }
    runs.add(new PoolRun((i * window.outWidth() + j) * window.channels(), pixels[0],
        window.strideWidth() * window.channels(), end - j, sameAsBefore(taps)));
    return end;
  }

  /** Whether no column of the windows there is padding. */
  private boolean isWhole(int j) {
    int first = j * window.strideWidth() - window.padLeft();
    return first >= 0 && first + (window.kernelWidth() - 1) * window.dilationWidth() < window.width();
  }

  private int[] pixels(int i, int j) {
    List<Integer> pixels = new ArrayList<>();
    for (int u = 0; u < window.kernelHeight(); u++) {
      for (int v = 0; v < window.kernelWidth(); v++) {
        int pixel = window.pixel(i, u, j, v);
        if (pixel >= 0) {
          pixels.add(pixel);
        }
      }
    }
    return pixels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** An array of an earlier run with these numbers, so that an image does not hold one for each row. */
  private int[] sameAsBefore(int[] taps) {
    for (int k = runs.size() - 1; k >= Math.max(0, runs.size() - 4); k--) {
      if (Arrays.equals(runs.get(k).taps(), taps)) {
        return runs.get(k).taps();
      }
    }
    return taps;
  }
}
