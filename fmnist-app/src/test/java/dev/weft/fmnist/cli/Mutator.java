package dev.weft.fmnist.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Damages files in the ways that files get damaged, and in those that readers get wrong. The same seed, the same damage. */
final class Mutator {

  private static final List<String> WORDS =
      List.of("0", "-1", "1", "7", "255", "256", "30000", "65536", "2147483647", "2147483648",
          "-2147483649", "9223372036854775807", "1e308", "1e999", "-0", "0.5", "NaN", "Infinity", "null", "true", "[]",
          "{}", "\"\"",
          ",", "\n", "\r\n", "\u001b[2J", "\ufeff", "é", "'", "\"", "--", "=", "same", "relu", "softmax", "conv2d",
          "4097", "46341", "1000000", "max_pool2d",
          "up_sampling2d", "9,9,9,9", "30000x1", "layers", "name");
  private static final int[] NUMBERS = {0, 1, -1, 2, 16, 255, 256, 32767, 65535, 65536, 1 << 20, 1 << 24, 1 << 30,
      Integer.MAX_VALUE, Integer.MIN_VALUE};
  private static final int MOST_CHANGES = 4;
  private static final int PNG_HEADER = 8;
  private static final int KINDS = 9;

  private final Random random;
  private final List<byte[]> corpus;

  Mutator(long seed, List<byte[]> corpus) {
    this.random = new Random(seed);
    this.corpus = corpus;
  }

  /** A file of the corpus, changed in a few places. */
  byte[] next() {
    byte[] file = corpus.get(random.nextInt(corpus.size()));
    if (isGzip(file) && random.nextInt(4) > 0) {
      return gzip(mutated(gunzip(file)));
    }
    return repaired(mutated(file));
  }

  private byte[] mutated(byte[] original) {
    byte[] file = original;
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      file = change(file);
    }
    return file;
  }

  private byte[] change(byte[] file) {
    if (file.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(file.length);
    int length = Math.min(file.length - at, 1 << random.nextInt(8));
    return switch (random.nextInt(KINDS)) {
      case 0 -> with(file, at, (byte) (file[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(file, at, (byte) random.nextInt());
      case 2 -> Arrays.copyOf(file, at);
      case 3 -> replaced(file, at, length, new byte[0]);
      case 4 -> replaced(file, at, 0, Arrays.copyOfRange(file, at, at + length));
      case 5 -> replaced(file, at, length, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
      case 6 -> number(file, at);
      case 7 -> digits(file, at);
      default -> {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        yield replaced(file, at, length, Arrays.copyOf(other, Math.min(other.length, length)));
      }
    };
  }

  private static byte[] with(byte[] file, int at, byte value) {
    byte[] changed = file.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] replaced(byte[] file, int at, int length, byte[] by) {
    byte[] changed = Arrays.copyOf(file, file.length - length + by.length);
    System.arraycopy(by, 0, changed, at, by.length);
    System.arraycopy(file, at + length, changed, at + by.length, file.length - at - length);
    return changed;
  }

  /** A binary number that is special in place of what was there, often near the beginning, where headers are. */
  private byte[] number(byte[] file, int at) {
    int place = random.nextBoolean() ? at : random.nextInt(Math.min(file.length, 64));
    if (place + Integer.BYTES > file.length) {
      return file;
    }
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .putInt(place, NUMBERS[random.nextInt(NUMBERS.length)]);
    return changed;
  }

  /** Another number in place of the next one that is written in digits. */
  private byte[] digits(byte[] file, int at) {
    int start = at;
    while (start < file.length && !Character.isDigit(file[start])) {
      start++;
    }
    int end = start;
    while (end < file.length && Character.isDigit(file[end])) {
      end++;
    }
    String number = random.nextInt(3) > 0
        ? WORDS.get(random.nextInt(13))
        : Long.toString(random.nextLong() >>> random.nextInt(64));
    return replaced(file, start, end - start, number.getBytes(StandardCharsets.US_ASCII));
  }

  /** Makes checksums and lengths right again, most times, so that the change is seen by more than the first check. */
  private byte[] repaired(byte[] file) {
    if (random.nextInt(4) == 0 || file.length < 2 * PNG_HEADER) {
      return file;
    }
    if ((file[0] & 0xff) == 0x89 && file[1] == 'P') {
      return withChecksums(file.clone());
    }
    if (file[PNG_HEADER] == '{') {
      int end = new String(file, StandardCharsets.ISO_8859_1).indexOf("}}", PNG_HEADER);
      byte[] changed = file.clone();
      if (end > 0 && random.nextBoolean()) {
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, end + 2L - PNG_HEADER);
      }
      return changed;
    }
    return file;
  }

  private static byte[] withChecksums(byte[] png) {
    ByteBuffer chunks = ByteBuffer.wrap(png);
    for (int at = PNG_HEADER; at + 12 <= png.length;) {
      int length = chunks.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, at + 4, length + 4);
      chunks.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return png;
  }

  private static boolean isGzip(byte[] file) {
    return file.length > 2 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b;
  }

  private static byte[] gunzip(byte[] file) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
