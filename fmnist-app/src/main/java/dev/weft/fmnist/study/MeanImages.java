package dev.weft.fmnist.study;

import dev.weft.optim.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** The average of the images of each class. */
public final class MeanImages {

  private MeanImages() {}

  /** A mean image for each class in label order, rounded to bytes; black where a class has no image. */
  public static List<byte[]> of(Dataset data) {
    int size = data.exampleShape().size();
    long[][] sums = new long[data.classes()][size];
    byte[] image = new byte[size];
    for (int i = 0; i < data.size(); i++) {
      data.copyPixels(image, 0, i);
      long[] sum = sums[data.label(i)];
      for (int p = 0; p < size; p++) {
        sum[p] += Byte.toUnsignedInt(image[p]);
      }
    }
    int[] counts = data.classCounts();
    List<byte[]> means = new ArrayList<>();
    for (int c = 0; c < sums.length; c++) {
      means.add(rounded(sums[c], Math.max(1, counts[c])));
    }
    return means;
  }

  private static byte[] rounded(long[] sums, int count) {
    byte[] mean = new byte[sums.length];
    for (int p = 0; p < mean.length; p++) {
      mean[p] = (byte) Math.round((double) sums[p] / count);
    }
    return mean;
  }
}
