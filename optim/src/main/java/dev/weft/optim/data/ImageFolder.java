package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Pictures in folders, one folder for each class: {@code cats/1.jpg}, {@code dogs/1.png}.
 *
 * {@snippet :
 * void train(Path folder) throws IOException { // with a folder of pictures for each class
 *   Dataset pets = ImageFolder.colour(64, 64).read(folder);
 * }
 * }
 *
 * <p>PNG, JPEG, GIF and BMP files are read, in the order of their names, and resized to one size without regard to their proportions;
 * other files and hidden ones are passed over. Classes have the names of their folders, in order. Transparency is ignored.
 *
 * @param height of all images
 * @param width of all images
 * @param channels 3 for red, green and blue, 1 for grey
 */
public record ImageFolder(int height, int width, int channels) {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

  /** Checks the sizes. */
  public ImageFolder {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException("expected images of at least 1 × 1 with 1 or 3 channels, got " + height + " × "
          + width + " with " + channels);
    }
  }

  /** Images of red, green and blue. */
  public static ImageFolder colour(int height, int width) {
    return new ImageFolder(height, width, 3);
  }

  /** Grey images. */
  public static ImageFolder grey(int height, int width) {
    return new ImageFolder(height, width, 1);
  }

  /**
   * Reads all pictures of all folders in a folder.
   *
   * @throws IllegalArgumentException if there is no folder in it, or one without pictures
   * @throws IOException if the folder or a picture cannot be read
   */
  public Dataset read(Path folder) throws IOException {
    List<Path> classes = list(folder, Files::isDirectory);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("expected a folder for each class in " + folder + ", got none");
    }
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Path> pictures = list(classes.get(label), ImageFolder::isPicture);
      if (pictures.isEmpty()) {
        throw new IllegalArgumentException("expected pictures in " + classes.get(label) + ", got none");
      }
      for (Path picture : pictures) {
        pixels.write(readPicture(picture));
        labels.add(label);
      }
    }
    return Dataset.of(pixels.toByteArray(), Shape.of(height, width, channels),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        classes.stream().map(path -> path.getFileName().toString()).toList());
  }

  /**
   * Reads one picture: unsigned bytes, row by row, channels side by side.
   *
   * @throws IOException if it cannot be read, or is no picture
   */
  public byte[] readPicture(Path picture) throws IOException {
    Picture decoded = Picture.read(picture, channels);
    return decoded.resized(height, width).bytes();
  }

  private static boolean isPicture(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static List<Path> list(Path folder, java.util.function.Predicate<Path> wanted) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> !path.getFileName().toString().startsWith(".")).filter(wanted).sorted().toList();
    }
  }
}
