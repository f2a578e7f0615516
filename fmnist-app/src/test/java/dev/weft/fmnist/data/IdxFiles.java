package dev.weft.fmnist.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests. */
public final class IdxFiles {

  private IdxFiles() {}

  /** An IDX file of unsigned bytes with these extents. */
  public static byte[] idx(byte[] elements, int... extents) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * extents.length + elements.length);
    buffer.putInt(0x0800 | extents.length);
    for (int extent : extents) {
      buffer.putInt(extent);
    }
    return buffer.put(elements).array();
  }

  /** The content, compressed at the highest level. */
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BestGzip(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(9);
    }
  }

  /** Pixels of {@code count} images that differ from each other, the same on every call. */
  public static byte[] pixels(int count, long seed) {
    byte[] pixels = new byte[count * 784];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  /** Labels 0, 1, … 9, 0, … */
  public static byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    return labels;
  }

  /** The four files with {@code training} + {@code test} images, plain. */
  public static Path writeDataset(Path directory, int training, int test) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve("train-images-idx3-ubyte"), idx(pixels(training, 1), training, 28, 28));
    Files.write(directory.resolve("train-labels-idx1-ubyte"), idx(labels(training), training));
    Files.write(directory.resolve("t10k-images-idx3-ubyte"), idx(pixels(test, 2), test, 28, 28));
    Files.write(directory.resolve("t10k-labels-idx1-ubyte"), idx(labels(test), test));
    return directory;
  }
}
