package dev.weft.fmnist.data;

import dev.weft.core.tensor.Shape;
import dev.weft.optim.data.Dataset;
import java.util.List;

/** What is known of Fashion-MNIST before any file is read. */
public final class FashionMnist {

  /** The names of the ten classes, in label order. */
  public static final List<String> CLASS_NAMES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
      "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

  /** Rows, columns and channels of an image. */
  public static final Shape IMAGE_SHAPE = Shape.of(28, 28, 1);

  /** The number of training images in the original. */
  public static final int TRAINING_SIZE = 60_000;

  /** The number of test images in the original. */
  public static final int TEST_SIZE = 10_000;

  /** Who made the data and how it may be used, in one line. */
  public static final String LICENSE = "Fashion-MNIST: copyright 2017 Zalando SE, MIT License, "
      + "https://github.com/zalandoresearch/fashion-mnist";

  private FashionMnist() {}

  /**
   * Joins images with their labels.
   *
   * @throws DataFormatException if the images are not 28 × 28, there are none, their number differs from that of the
   *     labels, or a label is above 9
   */
  static Dataset dataset(IdxArray images, IdxArray labels) throws DataFormatException {
    Shape shape = images.shape();
    if (shape.rank() != 3 || shape.dim(1) != IMAGE_SHAPE.dim(0) || shape.dim(2) != IMAGE_SHAPE.dim(1)) {
      throw new DataFormatException(images.name(), "images of shape (n, 28, 28)", "shape " + shape);
    }
    if (labels.shape().rank() != 1) {
      throw new DataFormatException(labels.name(), "labels of shape (n,)", "shape " + labels.shape());
    }
    int count = shape.dim(0);
    if (count == 0) {
      throw new DataFormatException(images.name(), "at least one image", "none");
    }
    if (labels.shape().dim(0) != count) {
      throw new DataFormatException(labels.name(),
          count + " labels, one for each image of " + images.name(), labels.shape().dim(0) + " labels");
    }
    byte[] classes = labels.bytes();
    for (int i = 0; i < count; i++) {
      if (classes[i] < 0 || classes[i] >= CLASS_NAMES.size()) {
        throw new DataFormatException(labels.name(), "labels from 0 to " + (CLASS_NAMES.size() - 1),
            (classes[i] & 0xff) + " for image " + i);
      }
    }
    return Dataset.of(images.bytes(), IMAGE_SHAPE, classes, CLASS_NAMES);
  }
}
