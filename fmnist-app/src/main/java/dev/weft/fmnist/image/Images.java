package dev.weft.fmnist.image;

import dev.weft.fmnist.data.FashionMnist;
import java.util.Arrays;
import java.util.List;

/**
 * Images in the form of the dataset: 28 × 28 unsigned bytes, light on dark, one image after the other.
 *
 * @param names what to call each image: its file, with its number in brackets if the file holds many
 * @param pixels 784 unsigned bytes an image; not copied, so treat it as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // as in the dataset
public record Images(List<String> names, byte[] pixels) {

  /** The number of pixels of an image. */
  public static final int PIXELS = FashionMnist.IMAGE_SHAPE.size();

  /**
   * Copies the list and checks the counts.
   *
   * @throws IllegalArgumentException if there are not 784 pixels for each name
   */
  public Images {
    names = List.copyOf(names);
    if (pixels.length != names.size() * PIXELS) {
      throw new IllegalArgumentException(
          "expected " + PIXELS + " pixels for each of " + names.size() + " images, got " + pixels.length);
    }
  }

  /** {@return the number of images} */
  public int size() {
    return names.size();
  }

  /**
   * The pixels of one image.
   *
   * @param i its number, from 0
   * @return 784 unsigned bytes, a copy
   */
  public byte[] image(int i) {
    return Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS);
  }

  /** {@return all pixels scaled to {@code [0, 1]}, as a network takes them: shape (size, 28, 28, 1)} */
  public float[] scaled() {
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (pixels[i] & 0xff) * (1f / 255f);
    }
    return scaled;
  }

  /** The names. */
  @Override
  public String toString() {
    return "Images" + names;
  }
}
