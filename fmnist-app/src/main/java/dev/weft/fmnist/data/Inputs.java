package dev.weft.fmnist.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens data files, plain or gzipped, so that damage is reported with the file's name. */
final class Inputs {

  /** What a small compressed file may become: more than the whole dataset of black images. */
  private static final long ALWAYS_ALLOWED = 56L << 20;
  private static final int MAX_RATIO = 7;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int LONGEST_MAGIC = 6;

  /** How files begin that people take for gzipped ones, as Latin-1. */
  private static final Map<String, String> OTHER_ARCHIVES = Map.of("PK\3\4", "a ZIP archive", "BZh", "a bzip2 file",
      "\u00fd7zXZ", "an xz file", "(\u00b5/\u00fd", "a Zstandard file", "7z\u00bc\u00af", "a 7z archive", "Rar!",
      "a RAR archive");

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
      buffered.mark(LONGEST_MAGIC);
      byte[] start = buffered.readNBytes(LONGEST_MAGIC);
      buffered.reset();
      String magic = new String(start, StandardCharsets.ISO_8859_1);
      for (Map.Entry<String, String> archive : OTHER_ARCHIVES.entrySet()) {
        if (magic.startsWith(archive.getKey())) {
          throw new DataFormatException(name, "a plain or gzipped file", archive.getValue() + ", to be unpacked first");
        }
      }
      return isGzip(start) ? new Gunzip(name, buffered) : buffered;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Whether content starts like that of a gzip file. */
  static boolean isGzip(byte[] start) {
    return start.length >= 2 && (start[0] & 0xff) == GZIP_MAGIC_1 && (start[1] & 0xff) == GZIP_MAGIC_2;
  }

  /**
   * How many bytes a reader takes from a file: all of a plain one; of a compressed one not much more than images need,
   * for a few kilobytes can become gigabytes.
   */
  static long mostContent(Path file) throws IOException {
    return ALWAYS_ALLOWED + MAX_RATIO * Files.size(file);
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
