package dev.weft.fmnist.image;

import dev.weft.core.tensor.Shape;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.IdxArray;
import dev.weft.fmnist.data.IdxReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Loads what a network trained on Fashion-MNIST can classify.
 *
 * <p>A picture (PNG, JPEG, or another format that the JDK's Image I/O reads) is put on an opaque background, turned
 * to grey, inverted if its background is light (the median of its border above one half), and fitted into 28 × 28
 * pixels by area average with its aspect ratio kept. A grey picture of 28 × 28 with a dark border stays as it is.
 * Orientation tags of cameras are not followed.
 *
 * <p>An IDX file, plain or gzipped, holds images in the dataset's form and is taken as it is.
 */
public final class ImageLoader {

  private static final long MAX_PIXELS = 500_000_000;
  private static final int ENOUGH_PIXELS_A_SIDE = 1400;
  private static final int IMAGE_SIDE = FashionMnist.IMAGE_SHAPE.dim(0);

  private ImageLoader() {}

  /**
   * Loads all images of one file.
   *
   * @param file a picture or an IDX file
   * @return one image for a picture, all images of an IDX file
   * @throws DataFormatException if it is not an image file, is damaged, or is an IDX file of another shape than
   *     (28, 28) or (n, 28, 28)
   * @throws IOException if it cannot be read
   */
  public static Images load(Path file) throws IOException {
    byte[] start = new byte[4];
    int length;
    try (var in = Files.newInputStream(file)) {
      length = in.readNBytes(start, 0, start.length);
    } catch (NoSuchFileException e) {
      throw new DataFormatException(file.toString(), "a PNG, JPEG or IDX file", "no such file", e);
    } catch (AccessDeniedException e) {
      throw new DataFormatException(file.toString(), "a readable file", "permission denied", e);
    } catch (IOException e) {
      throw new DataFormatException(file.toString(), "a PNG, JPEG or IDX file",
          Files.isDirectory(file) ? "a directory" : e.getMessage(), e);
    }
    boolean gzip = length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    boolean idx = length == start.length && start[0] == 0 && start[1] == 0 && start[2] == 8;
    return gzip || idx ? loadIdx(file) : loadPicture(file);
  }

  /**
   * Loads all images of several files.
   *
   * @param files pictures and IDX files
   * @return their images, in order
   * @throws DataFormatException as {@link #load(Path)} does
   * @throws IOException if a file cannot be read
   */
  public static Images load(List<Path> files) throws IOException {
    List<String> names = new ArrayList<>();
    List<byte[]> parts = new ArrayList<>();
    int size = 0;
    for (Path file : files) {
      Images images = load(file);
      names.addAll(images.names());
      parts.add(images.pixels());
      size = Math.addExact(size, images.pixels().length);
    }
    byte[] pixels = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, pixels, at, part.length);
      at += part.length;
    }
    return new Images(names, pixels);
  }

  private static Images loadIdx(Path file) throws IOException {
    IdxArray array = IdxReader.read(file);
    Shape shape = array.shape();
    boolean one = shape.rank() == 2;
    if (shape.rank() < 2 || shape.rank() > 3 || shape.dim(-1) != IMAGE_SIDE || shape.dim(-2) != IMAGE_SIDE) {
      throw new DataFormatException(file.toString(), "images of shape (28, 28) or (n, 28, 28)", "shape " + shape);
    }
    int count = one ? 1 : shape.dim(0);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(one ? file.toString() : file + "[" + i + "]");
    }
    return new Images(names, array.bytes());
  }

  private static Images loadPicture(Path file) throws IOException {
    BufferedImage image = decode(file);
    byte[] pixels = new byte[Images.PIXELS];
    GreyPicture.of(image).onDark().fit(IMAGE_SIDE, pixels, 0);
    return new Images(List.of(file.toString()), pixels);
  }

  private static BufferedImage decode(Path file) throws IOException {
    ImageIO.setUseCache(false); // else Image I/O writes temporary files
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataFormatException(file.toString(), "a PNG, JPEG or IDX file",
            Files.size(file) == 0 ? "an empty file" : "another kind of file");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long size = (long) reader.getWidth(0) * reader.getHeight(0);
        if (size > MAX_PIXELS) {
          throw new DataFormatException(file.toString(), "at most " + MAX_PIXELS + " pixels", size + " pixels");
        }
        // Far more pixels than 28 x 28 needs would only cost memory: every n-th is enough.
        int every = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / ENOUGH_PIXELS_A_SIDE);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, parameters);
      } catch (DataFormatException e) {
        throw e;
      } catch (IOException | RuntimeException e) { // decoders fail on damaged files in many ways
        throw new DataFormatException(file.toString(), "an intact image in one of the formats this Java reads",
            "one that cannot be decoded (" + firstLine(e) + ")", e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static String firstLine(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.lines().findFirst().orElse(text);
  }
}
