package dev.weft.fmnist.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens data files, plain or gzipped, so that damage is reported with the file's name. */
final class Inputs {

  /** Deflate cannot shrink anything more than this: a match of 258 bytes takes at least 2 bits. */
  static final long MAX_DEFLATE_RATIO = 1032;

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private Inputs() {}

  /** The uncompressed content of a file; its first two bytes, not its name, tell whether it is gzipped. */
  static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new DataFormatException(file.toString(), "a readable file", "a directory");
    }
    try {
      return decompressing(file.toString(), Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new DataFormatException(file.toString(), "a readable file", "no such file", e);
    } catch (AccessDeniedException e) {
      throw new DataFormatException(file.toString(), "a readable file", "permission denied", e);
    }
  }

  /** The uncompressed content of {@code in}, which is closed if this fails. */
  static InputStream decompressing(String name, InputStream in) throws IOException {
    try {
      BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
      buffered.mark(2);
      boolean gzip = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
      buffered.reset();
      return gzip ? new Gunzip(name, buffered) : buffered;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a file starts like a gzip file. */
  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    }
  }

  /** Decompression whose failures name the file. */
  private static final class Gunzip extends FilterInputStream {

    private final String name;

    Gunzip(String name, InputStream in) throws IOException {
      super(start(name, in));
      this.name = name;
    }

    private static InputStream start(String name, InputStream in) throws IOException {
      try {
        return new GZIPInputStream(in, BUFFER);
      } catch (EOFException e) {
        throw truncated(name, e);
      } catch (ZipException e) {
        throw corrupt(name, e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (EOFException e) {
        throw truncated(name, e);
      } catch (ZipException e) {
        throw corrupt(name, e);
      }
    }

    private static DataFormatException truncated(String name, EOFException e) {
      return new DataFormatException(name, "a whole gzip file", "one that is cut off", e);
    }

    private static DataFormatException corrupt(String name, ZipException e) {
      return new DataFormatException(name, "an intact gzip file", "a damaged one (" + e.getMessage() + ")", e);
    }
  }
}
