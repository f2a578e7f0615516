package dev.weft.fmnist.study;

import dev.weft.core.tensor.Shape;
import dev.weft.fmnist.data.Sha256;
import dev.weft.optim.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What happens to the images and labels before they are trained on.
 *
 * @param steps the steps in order
 * @param training the images to train on, after the split and its limit
 * @param validation the images held out; none if the share is 0
 */
public record PreProcessing(List<Step> steps, Part training, Part validation) {

  private static final int SHOWN = 8;

  /**
   * One step.
   *
   * @param name what is done
   * @param before what goes in
   * @param after what comes out
   * @param how how Weft does it
   */
  public record Step(String name, String before, String after, String how) {}

  /**
   * One side of the split.
   *
   * @param images the number of images
   * @param firstIndices where its first images lie in the training files
   * @param indicesDigest SHA-256 of all its indices as little-endian 32-bit integers
   * @param classCounts how many images each class has, in label order
   */
  public record Part(int images, List<Integer> firstIndices, String indicesDigest, List<Integer> classCounts) {

    static Part of(Dataset data) {
      int[] positions = data.positions();
      return new Part(positions.length,
          SplitStatistics.list(Arrays.copyOf(positions, Math.min(SHOWN, positions.length))),
          digest(positions), SplitStatistics.list(data.classCounts()));
    }

    private static String digest(int[] indices) {
      ByteBuffer bytes = ByteBuffer.allocate(indices.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(indices);
      return Sha256.of(bytes.array());
    }
  }

  /**
   * The steps from the files to what a network is trained on.
   *
   * @param all the whole training set
   * @param training the images to train on
   * @param validation the images held out
   */
  public static PreProcessing of(Dataset all, Dataset training, Dataset validation) {
    Shape image = all.exampleShape();
    String stored = "(" + all.size() + ", " + image.dim(0) + ", " + image.dim(1) + ")";
    String shaped = batch(all);
    return new PreProcessing(List.of(
        new Step("Reshape", stored, shaped, "one channel is added; no byte moves"),
        new Step("Scale", "bytes 0 … 255", "float32 0 … 1", "each pixel is divided by 255 when its batch is gathered"),
        new Step("One-hot", "(" + all.size() + ",)", "(" + all.size() + ", " + all.classes() + ")",
            "not stored: the loss reads the label as the place of the 1"),
        new Step("Split", shaped, batch(training) + " and " + batch(validation), "training and validation images")),
        Part.of(training), Part.of(validation));
  }

  private static String batch(Dataset data) {
    return data.exampleShape().prepend(data.size()).toString();
  }
}
