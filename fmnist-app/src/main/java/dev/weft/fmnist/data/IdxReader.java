package dev.weft.fmnist.data;

import dev.weft.core.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads IDX files of unsigned bytes, plain or gzipped.
 *
 * <p>The format, from <a href="https://yann.lecun.org/exdb/mnist/">the MNIST page</a>: two zero bytes, a byte for the
 * element type (8 is unsigned byte), a byte for the number of axes, each extent as a big-endian int, then the
 * elements, row-major.
 */
public final class IdxReader {

  private static final int UNSIGNED_BYTE = 8;
  private static final int MAX_AXES = 4;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 1 << 18;
  private static final int FIRST_BYTES = 48 << 20; // all training images

  private IdxReader() {}

  /**
   * Reads a file.
   *
   * @param file the file, plain or gzipped
   * @return its content
   * @throws DataFormatException if it is damaged or not an IDX file of unsigned bytes
   * @throws IOException if it cannot be read
   */
  public static IdxArray read(Path file) throws IOException {
    try (InputStream in = Inputs.open(file)) {
      return read(file.toString(), in, Files.isRegularFile(file) ? Inputs.mostContent(file) : Long.MAX_VALUE);
    }
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param name what to call the stream in messages
   * @param in plain or gzipped content
   * @return its content
   * @throws DataFormatException if it is damaged or not an IDX file of unsigned bytes
   * @throws IOException if it cannot be read
   */
  public static IdxArray read(String name, InputStream in) throws IOException {
    return read(name, Inputs.decompressing(name, in), Long.MAX_VALUE);
  }

  private static IdxArray read(String name, InputStream in, long limit) throws IOException {
    MessageDigest sha = Sha256.start();
    Shape shape = readHeader(name, in, sha);
    if (shape.size() > limit) { // before a damaged header makes us ask for 2 GB
      throw new DataFormatException(name, shape.size() + " bytes of shape " + shape, "at most " + limit + " bytes");
    }
    byte[] bytes = new byte[Math.min(shape.size(), FIRST_BYTES)];
    int filled = 0;
    while (filled < shape.size()) {
      if (filled == bytes.length) { // as much again as has come, whatever the header claims
        bytes = Arrays.copyOf(bytes, (int) Math.min(shape.size(), 2L * filled));
      }
      int count = in.read(bytes, filled, Math.min(CHUNK, bytes.length - filled));
      if (count < 0) {
        throw new DataFormatException(name, shape.size() + " bytes of shape " + shape, filled + " bytes");
      }
      sha.update(bytes, filled, count);
      filled += count;
    }
    if (in.read() >= 0) { // also makes gzip check its checksum
      throw new DataFormatException(name, shape.size() + " bytes of shape " + shape, "more");
    }
    return new IdxArray(name, shape, bytes, Sha256.finish(sha));
  }

  private static Shape readHeader(String name, InputStream in, MessageDigest sha) throws IOException {
    byte[] magic = readExactly(name, in, Integer.BYTES, sha);
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE || magic[3] < 1 || magic[3] > MAX_AXES) {
      throw new DataFormatException(name, "the IDX magic number 0x0000080n of unsigned bytes with n = 1 to 4 axes",
          String.format(Locale.ROOT, "0x%08x", bigEndian(magic, 0)));
    }
    int[] extents = new int[magic[3]];
    byte[] header = readExactly(name, in, extents.length * Integer.BYTES, sha);
    long size = 1;
    boolean tooLarge = false;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = bigEndian(header, axis * Integer.BYTES);
      if (extents[axis] < 0) {
        throw new DataFormatException(name, "extents of 0 or more", extents[axis] + " for axis " + axis);
      }
      size *= extents[axis];
      tooLarge |= size > MAX_ARRAY;
      size = Math.min(size, MAX_ARRAY);
    }
    if (tooLarge) {
      throw new DataFormatException(name, "less than 2 GB", "extents " + Arrays.toString(extents));
    }
    return Shape.of(extents);
  }

  private static byte[] readExactly(String name, InputStream in, int count, MessageDigest sha) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new DataFormatException(name, "an IDX header", "a file that ends within it");
    }
    sha.update(bytes);
    return bytes;
  }

  private static int bigEndian(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  /**
   * Digests a file's uncompressed content without holding it in memory.
   *
   * @param file the file, plain or gzipped
   * @return the SHA-256 in lowercase hexadecimal
   * @throws DataFormatException if it is a damaged gzip file
   * @throws IOException if it cannot be read
   */
  public static String digest(Path file) throws IOException {
    MessageDigest sha = Sha256.start();
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = Inputs.open(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
      }
    }
    return Sha256.finish(sha);
  }
}
