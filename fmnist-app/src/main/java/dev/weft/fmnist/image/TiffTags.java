package dev.weft.fmnist.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first directory of tags in TIFF data: a TIFF file, or what cameras put into other files (Exif). From
 * <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0</a>, section 2.
 */
final class TiffTags {

  static final int PHOTOMETRIC = 262;
  static final int ORIENTATION = 274;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;

  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;

  private static final int CLASSIC = 42;
  private static final int ENTRY_BYTES = 12;
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
  private static final int TYPE_BYTE = 1;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;

  private final ByteBuffer tiff;

  /** Tags of {@code length} bytes from {@code offset} on, which need not be TIFF data: then there are none. */
  TiffTags(byte[] bytes, int offset, int length) {
    tiff = ByteBuffer.wrap(bytes, offset, length).slice();
    tiff.order(length > 0 && tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
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
        int entry = directory() + Short.BYTES + i * ENTRY_BYTES;
        if (at(entry) + bytes(entry) > tiff.limit()) {
          return false;
        }
      }
      return isWhole(STRIP_OFFSETS, STRIP_LENGTHS) && isWhole(TILE_OFFSETS, TILE_LENGTHS);
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

  private int directory() {
    return tiff.getInt(2 * Short.BYTES);
  }

  /** The number of tags; 0 if this is no TIFF data. */
  private int entries() {
    return tiff.getShort(Short.BYTES) == CLASSIC ? Short.toUnsignedInt(tiff.getShort(directory())) : 0;
  }

  /** Where the entry of a tag begins, or −1. */
  private int entry(int tag) {
    int entries = entries();
    for (int i = 0; i < entries; i++) {
      int entry = directory() + Short.BYTES + i * ENTRY_BYTES;
      if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
        return entry;
      }
    }
    return -1;
  }

  private long count(int entry) {
    return Integer.toUnsignedLong(tiff.getInt(entry + 4));
  }

  private long bytes(int entry) {
    int type = tiff.getShort(entry + 2);
    return type > 0 && type < TYPE_BYTES.length ? TYPE_BYTES[type] * count(entry) : 0;
  }

  /** Where the values of an entry begin: in itself if they fit. */
  private long at(int entry) {
    return bytes(entry) <= Integer.BYTES ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
  }

  private int value(int entry, int i, int otherwise) {
    long at = at(entry);
    int type = tiff.getShort(entry + 2);
    return switch (type) {
      case TYPE_BYTE -> Byte.toUnsignedInt(tiff.get(Math.toIntExact(Math.min(at + i, tiff.limit()))));
      case TYPE_SHORT -> Short.toUnsignedInt(tiff.getShort(Math.toIntExact(Math.min(at + 2L * i, tiff.limit()))));
      case TYPE_LONG -> tiff.getInt(Math.toIntExact(Math.min(at + 4L * i, tiff.limit())));
      default -> otherwise;
    };
  }
}
