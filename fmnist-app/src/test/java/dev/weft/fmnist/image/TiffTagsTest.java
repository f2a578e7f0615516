package dev.weft.fmnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of TIFF data that claim more than a file can hold are looked at in the time that the file takes. */
class TiffTagsTest {

  private static final Duration SHORT_TIME = Duration.ofSeconds(2);
  private static final int BYTE = 1;
  private static final int LONG = 4;
  private static final int UNKNOWN = 18_759;
  private static final int STRIP_LENGTHS = 279;

  /** An image of 4 by 4 grey pixels without compression, its pixels behind the tags; each tag is tag, type, count, value. */
  private static TiffTags tags(int[]... more) {
    return tags(4, 1, more);
  }

  private static TiffTags tags(int height, int compression, int[]... more) {
    int[][] usual = {{256, LONG, 1, 4}, {257, LONG, 1, height}, {258, LONG, 1, 8}, {259, LONG, 1, compression},
        {262, LONG, 1, 1}, {273, LONG, 1, 250}};
    ByteBuffer tiff = ByteBuffer.allocate(250 + 16).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) (usual.length + more.length));
    for (int[][] tags : new int[][][] {usual, more}) {
      for (int[] tag : tags) {
        tiff.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
      }
    }
    return new TiffTags(tiff.array(), 0, tiff.capacity());
  }

  private static boolean isWhole(TiffTags tags) {
    return assertTimeoutPreemptively(SHORT_TIME, tags::isWhole);
  }

  @Test
  void stripsOfTheirPixelsLengthAreWholeAndShorterOnesAreNot() {
    assertThat(isWhole(tags(new int[] {STRIP_LENGTHS, LONG, 1, 16}))).isTrue();
    assertThat(isWhole(tags(new int[] {STRIP_LENGTHS, LONG, 1, 15}))).isFalse();
    assertThat(isWhole(tags(new int[] {STRIP_LENGTHS, LONG, 1, 17}))).isFalse(); // beyond the end
    assertThat(isWhole(tags(new int[] {277, LONG, 1, 2}, new int[] {STRIP_LENGTHS, LONG, 1, 16}))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void aRowOfAFaxTakesABitAtLeast(int fax) {
    int[] lengths = {STRIP_LENGTHS, LONG, 1, 16};
    assertThat(isWhole(tags(16 * 8, fax, lengths))).isTrue();
    assertThat(isWhole(tags(16 * 8 + 1, fax, lengths))).isFalse();
    assertThat(isWhole(tags(1_000_000, fax, lengths))).isFalse();
    assertThat(isWhole(tags(1_000_000, fax))).isFalse(); // without lengths the rest of the file counts
    assertThat(isWhole(tags(1_000_000, 5, lengths))).isTrue(); // where data ends early, the decoder says so
  }

  @ParameterizedTest
  @ValueSource(ints = {0, UNKNOWN, BYTE, LONG})
  void lengthsThatClaimToBeMany(int type) {
    TiffTags tags = tags(new int[] {STRIP_LENGTHS, type, 1_631_139_910, 12});
    assertThat(isWhole(tags)).isEqualTo(type == 0 || type == UNKNOWN); // then the decoder has the word
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, Integer.MAX_VALUE, -1})
  void samplesThatClaimToBeMany(int samples) {
    assertThat(isWhole(tags(new int[] {277, LONG, 1, samples}, new int[] {STRIP_LENGTHS, LONG, 1, 16}))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1})
  void sidesThatClaimToBeLong(int side) {
    assertThat(isWhole(tags(new int[] {278, LONG, 1, side}, new int[] {STRIP_LENGTHS, LONG, 1, 16}))).isTrue();
    TiffTags tags = tags(new int[] {322, LONG, 1, side}, new int[] {323, LONG, 1, side}, new int[] {324, LONG, 1, 250},
        new int[] {325, LONG, 1, 16});
    assertThat(isWhole(tags)).isFalse();
  }
}
