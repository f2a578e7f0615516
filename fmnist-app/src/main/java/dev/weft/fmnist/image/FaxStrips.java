package dev.weft.fmnist.image;

import dev.weft.fmnist.data.DataFormatException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds out whether the strips of a fax hold all their rows. The decoder takes what is missing for white; but with further bits behind
 * the strips, missing rows, and only those, become others. The codes are those of
 * <a href="https://www.itu.int/rec/T-REC-T.4">ITU-T T.4</a> and <a href="https://www.itu.int/rec/T-REC-T.6">T.6</a>.
 */
final class FaxStrips {

  /**
   * How the further bits begin: with nothing, or with the end of a row, in either order of a byte's bits. Then one byte is repeated.
   * Which of them are a row with black in it depends on what part of a code stands before.
   */
  private static final List<String> FURTHER =
      List.of("ff", "55", "aa", "4d", "b2", "0001ff", "0080ff", "000155", "0080aa",
          "33", "924924");

  /** How many kinds of further bits there are. */
  static final int FURTHER_BITS = FURTHER.size();

  private static final int SHORTEST = 16;

  private FaxStrips() {}

  /**
   * A copy of a fax with further bits behind each strip, enough for a row: where no row is missing, the same picture.
   *
   * @param kind which bits, below {@link #FURTHER_BITS}
   * @return the copy, or {@code null} if the file does not say how long its strips are
   * @throws DataFormatException if they overlap
   */
  static byte[] lengthened(String name, TiffTags tags, int kind) throws DataFormatException {
    byte[] start = HexFormat.of().parseHex(FURTHER.get(kind));
    byte[] further = Arrays.copyOf(start, start.length + SHORTEST + tags.width() / Byte.SIZE);
    Arrays.fill(further, start.length, further.length, start[start.length - 1]);
    try {
      return tags.withBehindStrips(further);
    } catch (IndexOutOfBoundsException e) {
      throw new DataFormatException(name, "an intact image", "a TIFF whose strips overlap", e);
    }
  }
}
