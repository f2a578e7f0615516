package dev.weft.fmnist.image;

import dev.weft.core.tensor.Shape;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.IdxArray;
import dev.weft.fmnist.data.IdxReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads what a network trained on Fashion-MNIST can classify.
 *
 * <p>A picture (PNG, JPEG, TIFF, GIF, BMP or WBMP, of any depth and colour model) is turned upright if a camera noted
 * how it was held, put on an opaque background, turned to grey, inverted if its background is light (the median of its
 * border above one half), and fitted into 28 × 28 pixels by area average with its aspect ratio kept. A grey picture of
 * 28 × 28 with a dark border stays as it is.
 *
 * <p>Values are those of ImageMagick within 1 of 255, but for a JPEG whose colours are stored at half the height and the whole width,
 * which decoders interpolate or, as the JDK's does, repeat.
 *
 * <p>An IDX file, plain or gzipped, holds images in the dataset's form and is taken as it is. A file is read once, from
 * its beginning to its end, so it may be a pipe.
 */
public final class ImageLoader {

  private static final int LONGEST_MAGIC = 512;
  private static final int MAX_PICTURE_BYTES = 1 << 30;
  private static final String KINDS = "a PNG, JPEG or IDX file";
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
    String name = file.toString();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(LONGEST_MAGIC);
      byte[] start = in.readNBytes(LONGEST_MAGIC);
      in.reset();
      if (isGzip(start) || isIdx(start)) {
        return idxImages(name, Files.isRegularFile(file) ? IdxReader.read(file) : IdxReader.read(name, in));
      }
      if (start.length == 0 || !PictureDecoder.knows(start)) {
        throw new DataFormatException(name, KINDS, start.length == 0 ? "an empty file" : "another kind of file");
      }
      byte[] picture = in.readNBytes(MAX_PICTURE_BYTES);
      if (picture.length == MAX_PICTURE_BYTES) {
        throw new DataFormatException(name, "a picture's file of less than 1 GB", "more");
      }
      byte[] pixels = new byte[Images.PIXELS];
      PictureDecoder.decode(name, picture).onDark().fit(IMAGE_SIDE, pixels, 0);
      return new Images(List.of(name), pixels);
    } catch (NoSuchFileException e) {
      throw new DataFormatException(name, KINDS, "no such file", e);
    } catch (AccessDeniedException e) {
      throw new DataFormatException(name, "a readable file", "permission denied", e);
    } catch (DataFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new DataFormatException(name, KINDS, Files.isDirectory(file) ? "a directory" : e.getMessage(), e);
    }
  }

  private static boolean isGzip(byte[] start) {
    return start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  private static boolean isIdx(byte[] start) {
    return start.length >= 4 && start[0] == 0 && start[1] == 0 && start[2] == 8;
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

  private static Images idxImages(String name, IdxArray array) throws DataFormatException {
    Shape shape = array.shape();
    boolean one = shape.rank() == 2;
    if (shape.rank() < 2 || shape.rank() > 3 || shape.dim(-1) != IMAGE_SIDE || shape.dim(-2) != IMAGE_SIDE) {
      throw new DataFormatException(name, "images of shape (28, 28) or (n, 28, 28)", "shape " + shape);
    }
    int count = one ? 1 : shape.dim(0);
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(one ? name : name + "[" + i + "]");
    }
    return new Images(names, array.bytes());
  }
}
