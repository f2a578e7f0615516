package dev.weft.fmnist.study;

import dev.weft.core.tensor.Shape;
import dev.weft.optim.data.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * The size of a dataset, its pixels and its labels.
 *
 * @param name what the dataset is for, such as {@code training}
 * @param images the number of images
 * @param imageShape rows, columns and channels
 * @param pixelMean the mean over all pixels, from 0 to 255
 * @param pixelDeviation the standard deviation over all pixels, the divisor being their number
 * @param blackShare the share of the pixels that are 0
 * @param classCounts how many images each class has, in label order
 * @param digest SHA-256 over shape, pixels and labels: {@link Dataset#digest()}
 */
public record SplitStatistics(String name, int images, List<Integer> imageShape, double pixelMean,
    double pixelDeviation, double blackShare, List<Integer> classCounts, String digest) {

  private static final int LEVELS = 256;

  /**
   * The statistics of a dataset.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static SplitStatistics of(String name, Dataset data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException("expected at least one image, got none");
    }
    long[] levels = levels(data);
    double pixels = (double) data.size() * data.exampleShape().size();
    double sum = 0;
    double squares = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += (double) levels[level] * level;
      squares += (double) levels[level] * level * level;
    }
    double mean = sum / pixels;
    return new SplitStatistics(name, data.size(), list(data.exampleShape()), mean,
        Math.sqrt(Math.max(0, squares / pixels - mean * mean)), levels[0] / pixels, list(data.classCounts()),
        data.digest());
  }

  /** How many pixels have each grey level. */
  private static long[] levels(Dataset data) {
    long[] levels = new long[LEVELS];
    byte[] image = new byte[data.exampleShape().size()];
    for (int i = 0; i < data.size(); i++) {
      data.copyPixels(image, 0, i);
      for (byte pixel : image) {
        levels[Byte.toUnsignedInt(pixel)]++;
      }
    }
    return levels;
  }

  private static List<Integer> list(Shape shape) {
    return list(shape.dims());
  }

  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
