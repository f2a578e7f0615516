package dev.weft.fmnist.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * The first directory of tags in TIFF data: a TIFF file, or what cameras put into other files (Exif). From
 * <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>, section 2, and its larger form
 * <a href="https://www.awaresystems.be/imaging/tiff/bigtiff.html">BigTIFF</a>, in which places and counts have eight bytes.
 */
final class TiffTags {

  static final int BITS = 258;
  static final int PHOTOMETRIC = 262;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int COMPRESSION = 259;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_ROWS = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int PLANES = 284;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_ROWS = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;

  private static final int PLAIN = 1;
  private static final int FIRST_FAX = 2;
  private static final int LAST_FAX = 4;
  private static final int SEPARATE = 2;
  private static final int YCBCR = 6;

  private static final int CLASSIC = 42;
  private static final int BIG = 43;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
  private static final int TYPE_BYTE = 1;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;
  private static final int TYPE_LONG8 = 16;

  private final ByteBuffer tiff;
  private final int version; // 0: no TIFF data
  private final int word; // bytes of a place or a count

  /** Tags of {@code length} bytes from {@code offset} on, which need not be TIFF data: then there are none. */
  TiffTags(byte[] bytes, int offset, int length) {
    tiff = ByteBuffer.wrap(bytes, offset, length).slice();
    tiff.order(length > 0 && tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    version = length < 2 * Short.BYTES ? 0 : tiff.getShort(Short.BYTES);
    word = version == BIG ? Long.BYTES : Integer.BYTES;
  }

  /** The first value of a tag, or {@code otherwise} if it is missing, damaged, or no number. */
  int value(int tag, int otherwise) {
    try {
      int entry = entry(tag);
      return entry >= 0 && count(entry) > 0 ? value(entry, 0, otherwise) : otherwise;
    } catch (IndexOutOfBoundsException e) {
      return otherwise; // a decoder that needs the tag will complain
    }
  }

  /** Whether all that the tags point at, the pixels too, lies within the data. */
  boolean isWhole() {
    try {
      int entries = entries();
      for (int i = 0; i < entries; i++) {
        int entry = entryAt(i);
        if (at(entry) + bytes(entry) > tiff.limit() || at(entry) < 0) {
          return false;
        }
      }
      return isWhole(STRIP_OFFSETS, STRIP_LENGTHS) && isWhole(TILE_OFFSETS, TILE_LENGTHS) && isFilled();
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean isWhole(int offsetsTag, int lengthsTag) {
    int offsets = entry(offsetsTag);
    int lengths = entry(lengthsTag);
    if (offsets < 0 || lengths < 0) {
      return true;
    }
    long count = Math.min(count(offsets), count(lengths));
    for (int i = 0; i < count; i++) {
      long end = Integer.toUnsignedLong(value(offsets, i, 0)) + Integer.toUnsignedLong(value(lengths, i, 0));
      if (end > tiff.limit()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether each strip or tile without compression has as many bytes as its pixels take; the last strip may be lower. In a fax a row
   * takes a bit at least, and behind the end of the data the decoder would put white rows without a word.
   */
  private boolean isFilled() {
    boolean tiled = entry(TILE_OFFSETS) >= 0;
    int lengths = entry(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    long height = Integer.toUnsignedLong(value(HEIGHT, 0));
    long rows = Math.min(height, Integer.toUnsignedLong(value(tiled ? TILE_ROWS : STRIP_ROWS, -1)));
    int compression = value(COMPRESSION, PLAIN);
    boolean fax = isFax();
    if (fax && height > (long) Byte.SIZE * tiff.limit()) {
      return false; // whatever the lengths say, and without any
    }
    boolean known = lengths >= 0 && (fax || (compression == PLAIN && value(PHOTOMETRIC, 0) != YCBCR));
    if (!known || rows == 0) {
      return true; // the decoder's
    }
    boolean separate = value(PLANES, 1) == SEPARATE;
    double across = Integer.toUnsignedLong(value(tiled ? TILE_WIDTH : WIDTH, 0));
    long strips = Math.ceilDiv(height, rows);
    int bits = entry(BITS);
    double together = separate ? bits(bits, 0) : bits(bits);
    long count = count(lengths); // at most the bytes of the file: see isWhole
    for (int i = 0; i < count; i++) {
      double full = tiled ? Integer.toUnsignedLong(value(TILE_ROWS, 0)) : Math.min(rows, height - i % strips * rows);
      double pixel = separate && !tiled ? bits(bits, i / strips) : together;
      double needed = fax ? full / Byte.SIZE : full * Math.ceil(across * pixel / Byte.SIZE);
      if (Integer.toUnsignedLong(value(lengths, i, 0)) < needed) {
        return false;
      }
    }
    return true;
  }

  /** Whether the pixels are compressed as by a fax machine. */
  boolean isFax() {
    int compression = value(COMPRESSION, PLAIN);
    return compression >= FIRST_FAX && compression <= LAST_FAX;
  }

  /** The width of the picture. */
  int width() {
    return value(WIDTH, 0);
  }

  /**
   * A copy of the file in which further bytes follow each strip, as if they belonged to it: the same picture, if the strips hold all
   * their rows.
   *
   * @return the copy; {@code null} if there are no strips of known lengths, or they are so many that their places cannot be written
   * @throws IndexOutOfBoundsException if strips overlap
   */
  byte[] withBehindStrips(byte[] further) {
    int offsets = entry(STRIP_OFFSETS);
    int lengths = entry(STRIP_LENGTHS);
    int rows = Math.max(1, value(STRIP_ROWS, Integer.MAX_VALUE));
    if (offsets < 0 || lengths < 0) {
      return null;
    }
    int count = (int) Math.min(Math.min(count(offsets), count(lengths)), Math.ceilDiv(value(HEIGHT, 0), rows));
    long strips = 0;
    for (int i = 0; i < count; i++) {
      strips += value(lengths, i, 0);
    }
    Objects.checkIndex(strips, (long) tiff.limit());
    int size = Math.toIntExact(tiff.limit() + strips + (long) count * further.length);
    ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(tiff.array(), size)).order(tiff.order()).position(tiff.limit());
    for (int i = 0; i < count; i++) {
      int start = longer.position();
      longer.put(tiff.array(), value(offsets, i, 0), value(lengths, i, 0)).put(further);
      if (!set(longer, offsets, i, start) || !set(longer, lengths, i, longer.position() - start)) {
        return null;
      }
    }
    return longer.array();
  }

  private boolean set(ByteBuffer copy, int entry, int i, int value) {
    long at = at(entry);
    switch (tiff.getShort(entry + 2)) {
      case TYPE_SHORT -> copy.putShort(inside(at + 2L * i), (short) value);
      case TYPE_LONG -> copy.putInt(inside(at + 4L * i), value);
      case TYPE_LONG8 -> copy.putLong(inside(at + 8L * i), value);
      default -> {
        return false;
      }
    }
    return tiff.getShort(entry + 2) != TYPE_SHORT || value == Short.toUnsignedInt((short) value);
  }

  /** The bits of a pixel, all samples together; where there are more samples than numbers of bits, the rest are like the last. */
  private double bits(int entry) {
    long samples = Integer.toUnsignedLong(value(SAMPLES, 1));
    long told = entry < 0 ? 0 : Math.min(samples, count(entry));
    double sum = 0;
    for (int k = 0; k < told; k++) {
      sum += value(entry, k, 1);
    }
    return sum + (samples - told) * (double) bits(entry, samples);
  }

  /** The bits of one sample. */
  private int bits(int entry, long sample) {
    long last = entry < 0 ? -1 : Math.min(sample, count(entry) - 1);
    return last < 0 ? 1 : value(entry, (int) last, 1);
  }

  /** A place or a count; one that no file of ours can have counts as one behind its end. */
  private long word(long at) {
    long value = word == Long.BYTES ? tiff.getLong(inside(at)) : Integer.toUnsignedLong(tiff.getInt(inside(at)));
    return value < 0 || value > Integer.MAX_VALUE ? Integer.MAX_VALUE : value;
  }

  private int inside(long at) {
    return (int) Math.min(at, tiff.limit()); // there, reading fails
  }

  private long directory() {
    return word(word);
  }

  /** The number of tags; 0 if this is no TIFF data. */
  private int entries() {
    return switch (version) {
      case CLASSIC -> Short.toUnsignedInt(tiff.getShort(inside(directory())));
      case BIG -> (int) word(directory());
      default -> 0;
    };
  }

  private int entryAt(int i) {
    return inside(directory() + (version == BIG ? Long.BYTES : Short.BYTES) + (long) i * (Integer.BYTES + 2 * word));
  }

  /** Where the entry of a tag begins, or −1. */
  private int entry(int tag) {
    int entries = entries();
    for (int i = 0; i < entries; i++) {
      int entry = entryAt(i);
      if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
        return entry;
      }
    }
    return -1;
  }

  /** How many values a tag has; none of a type that nobody knows. */
  private long count(int entry) {
    return typeBytes(entry) > 0 ? word(entry + Integer.BYTES) : 0;
  }

  private int typeBytes(int entry) {
    int type = tiff.getShort(entry + 2);
    return type > 0 && type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
  }

  private long bytes(int entry) {
    return typeBytes(entry) * count(entry);
  }

  /** Where the values of an entry begin: in itself if they fit. */
  private long at(int entry) {
    int value = entry + Integer.BYTES + word;
    return bytes(entry) <= word ? value : word(value);
  }

  private int value(int entry, int i, int otherwise) {
    long at = at(entry);
    int type = tiff.getShort(entry + 2);
    return switch (type) {
      case TYPE_BYTE -> Byte.toUnsignedInt(tiff.get(inside(at + i)));
      case TYPE_SHORT -> Short.toUnsignedInt(tiff.getShort(inside(at + 2L * i)));
      case TYPE_LONG -> tiff.getInt(inside(at + 4L * i));
      case TYPE_LONG8 -> (int) word(at + 8L * i);
      default -> otherwise;
    };
  }
}
