package dev.weft.fmnist.image;

import java.nio.BufferUnderflowException;
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

  private static final int CLASSIC = 42;
  private static final int ENTRY_BYTES = 12;
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
      if (tiff.getShort(Short.BYTES) != CLASSIC) {
        return otherwise;
      }
      int directory = tiff.getInt(2 * Short.BYTES);
      int entries = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < entries; i++) {
        int entry = directory + Short.BYTES + i * ENTRY_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
          return firstValue(entry, otherwise);
        }
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return otherwise; // a decoder that needs the tag will complain
    }
    return otherwise;
  }

  private int firstValue(int entry, int otherwise) {
    int type = tiff.getShort(entry + 2);
    int size = switch (type) {
      case TYPE_BYTE -> Byte.BYTES;
      case TYPE_SHORT -> Short.BYTES;
      case TYPE_LONG -> Integer.BYTES;
      default -> 0;
    };
    long bytes = size * Integer.toUnsignedLong(tiff.getInt(entry + 4));
    if (bytes == 0) {
      return otherwise;
    }
    int at = bytes <= Integer.BYTES ? entry + 8 : tiff.getInt(entry + 8);
    return switch (type) {
      case TYPE_BYTE -> Byte.toUnsignedInt(tiff.get(at));
      case TYPE_SHORT -> Short.toUnsignedInt(tiff.getShort(at));
      default -> tiff.getInt(at);
    };
  }
}
