package dev.weft.fmnist.image;

import dev.weft.fmnist.data.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What a picture's file says beside its pixels, and whether it is whole where decoders do not look.
 *
 * @param orientation how a camera was held, from 1 (upright) to 8, as Exif numbers it
 * @param linear whether samples are amounts of light and not gamma-coded, which a PNG may say
 * @param tags of a TIFF file; of others none
 */
record PictureFile(int orientation, boolean linear, TiffTags tags) {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final TiffTags NONE = new TiffTags(new byte[0], 0, 0);
  private static final int UPRIGHT = 1;
  private static final int LAST_ORIENTATION = 8;
  private static final int GAMMA_OF_LINEAR_LIGHT = 75_000; // of 100,000; between that of sRGB, 45,455, and 1
  private static final int CHUNK_OVERHEAD = 12;
  private static final int BMP_INFO = 14;
  private static final int BMP_BITS = 28;
  private static final int BMP_ALPHA_MASK = 66;
  private static final int JPEG_START = 0xd8;
  private static final int JPEG_APP1 = 0xe1;
  private static final int JPEG_SCAN = 0xda;

  /**
   * Looks through a file.
   *
   * @param name what to call it in messages
   * @throws DataFormatException if a PNG or TIFF is cut off, or a checksum of a PNG is wrong
   */
  static PictureFile of(String name, byte[] file) throws DataFormatException {
    if (startsWith(file, 0, PNG)) {
      return png(name, file);
    }
    if (file.length > 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == JPEG_START) {
      return new PictureFile(orientation(jpegTags(file)), false, NONE);
    }
    if (isTransparentBmp(file)) {
      throw new DataFormatException(name, "a BMP without transparency, or of 32 bits",
          "one of 16 bits with an alpha mask");
    }
    if (!isTiff(file)) {
      return new PictureFile(UPRIGHT, false, NONE);
    }
    TiffTags tags = new TiffTags(file, 0, file.length);
    if (!tags.isWhole()) {
      throw new DataFormatException(name, "an intact image", "a TIFF that is cut off");
    }
    return new PictureFile(orientation(tags), false, tags);
  }

  /** Of 16 bits the decoder reads no transparency. */
  private static boolean isTransparentBmp(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return file.length >= BMP_ALPHA_MASK + Integer.BYTES && file[0] == 'B' && file[1] == 'M'
        && header.getInt(BMP_INFO) >= BMP_ALPHA_MASK + Integer.BYTES - BMP_INFO
        && header.getShort(BMP_BITS) == Short.SIZE && header.getInt(BMP_ALPHA_MASK) != 0;
  }

  /** Whether a file starts as TIFF files do. */
  static boolean isTiff(byte[] file) {
    return file.length > 4 && ((file[0] == 'I' && file[1] == 'I') || (file[0] == 'M' && file[1] == 'M'));
  }

  private static int orientation(TiffTags tags) {
    int value = tags.value(TiffTags.ORIENTATION, UPRIGHT);
    return value >= UPRIGHT && value <= LAST_ORIENTATION ? value : UPRIGHT;
  }

  private static TiffTags jpegTags(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
      int marker = file[at + 1] & 0xff;
      if (marker == 0xff) {
        at++; // fill byte
        continue;
      }
      int length = ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff);
      int end = Math.min(file.length, at + 2 + length);
      if (marker == JPEG_SCAN || length < 2) {
        break;
      }
      int content = at + 4;
      if (marker == JPEG_APP1 && startsWith(file, content, EXIF) && content + EXIF.length <= end) {
        return new TiffTags(file, content + EXIF.length, end - content - EXIF.length);
      }
      at = end;
    }
    return NONE;
  }

  private static PictureFile png(String name, byte[] file) throws DataFormatException {
    ByteBuffer chunks = ByteBuffer.wrap(file);
    int orientation = UPRIGHT;
    boolean linear = false;
    boolean namesColours = false;
    for (int at = PNG.length; at + CHUNK_OVERHEAD <= file.length;) {
      int length = chunks.getInt(at);
      if (length < 0 || length > file.length - at - CHUNK_OVERHEAD) {
        break;
      }
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, length + 4);
      if ((int) crc.getValue() != chunks.getInt(at + 8 + length)) {
        throw new DataFormatException(name, "an intact PNG", "a wrong checksum at byte " + at);
      }
      switch (type) {
        case "gAMA" -> linear = length == 4 && chunks.getInt(at + 8) > GAMMA_OF_LINEAR_LIGHT;
        case "sRGB", "iCCP" -> namesColours = true;
        case "eXIf" -> orientation = orientation(new TiffTags(file, at + 8, length));
        case "IEND" -> {
          return new PictureFile(orientation, linear && !namesColours, NONE);
        }
        default -> {
          // the decoder's
        }
      }
      at += CHUNK_OVERHEAD + length;
    }
    throw new DataFormatException(name, "an intact image", "a PNG that is cut off");
  }

  private static boolean startsWith(byte[] bytes, int offset, byte[] start) {
    return bytes.length - offset >= start.length
        && Arrays.equals(bytes, offset, offset + start.length, start, 0, start.length);
  }
}
