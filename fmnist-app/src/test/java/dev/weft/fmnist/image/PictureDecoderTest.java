package dev.weft.fmnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.fmnist.data.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures and the expected values come from {@code pictures/generate_pictures.sh}. */
class PictureDecoderTest {

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Expected(String name, int width, int height, byte[] grey) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static byte[] file(String name) {
    try (var in = PictureDecoderTest.class.getResourceAsStream("pictures/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Expected> pictures() {
    return new String(file("expected.txt"), StandardCharsets.US_ASCII).lines().map(line -> {
      String[] fields = line.split(" ", -1);
      return new Expected(fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]),
          HexFormat.of().parseHex(fields[3]));
    }).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void brightnessIsThatOfImageMagick(Expected expected) throws IOException {
    GreyPicture picture = PictureDecoder.decode(expected.name, file(expected.name));
    assertThat(picture.width()).isEqualTo(expected.width);
    assertThat(picture.height()).isEqualTo(expected.height);
    for (int i = 0; i < expected.grey.length; i++) {
      assertThat(Math.round(picture.grey()[i])).as("pixel " + i).isCloseTo(expected.grey[i] & 0xff, within(1));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void aPictureThatIsCutOffIsRefused(Expected expected) {
    byte[] whole = file(expected.name);
    for (double share : new double[] {0.3, 0.6, 0.9}) {
      byte[] cut = Arrays.copyOf(whole, (int) (share * whole.length));
      assertThatThrownBy(() -> PictureDecoder.decode("cut", cut)).as(share + " of it")
          .isInstanceOf(DataFormatException.class).hasMessageStartingWith("cut: expected ");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"rgb.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg"})
  void aJpegWithDamagedPixelsIsRefused(String name) {
    byte[] damaged = file(name);
    Arrays.fill(damaged, damaged.length - 60, damaged.length - 50, (byte) 0xff);
    assertThatThrownBy(() -> PictureDecoder.decode("damaged", damaged)).isInstanceOf(DataFormatException.class);
  }

  @Test
  void aStripThatIsTooShortForItsPixelsIsRefused() {
    byte[] tiff = file("strips.tif");
    TiffTags tags = new TiffTags(tiff, 0, tiff.length);
    assertThat(tags.isWhole()).isTrue();
    for (int i = 8 + 96 * 3; i < tiff.length - 3; i++) { // where the lengths of the strips stand: three rows of 12 pixels, then two
      if (tiff[i] == 3 * 12 * 3 && tiff[i + 2] == 3 * 12 * 3) {
        tiff[i]--;
        break;
      }
    }
    assertThatThrownBy(() -> PictureDecoder.decode("short", tiff)).isInstanceOf(DataFormatException.class)
        .hasMessage("short: expected an intact image, got a TIFF that is cut off");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"fax.tif", "fax-1d.tif", "fax-2d.tif", "fax-1d-fill.tif", "fax-lsb.tif"})
  void aFaxWhoseStripsAreSaidToBeShorterThanTheyAreIsRefused(String name) throws IOException {
    byte[] tiff = file(name);
    float[] whole = PictureDecoder.decode(name, tiff).grey();
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int entry = bytes.getInt(4) + Short.BYTES;
    while (bytes.getShort(entry) != 279) {
      entry += 12;
    }
    int count = bytes.getInt(entry + 4);
    int size = bytes.getShort(entry + 2) == 3 ? Short.BYTES : Integer.BYTES;
    int at = size * count <= Integer.BYTES ? entry + 8 : bytes.getInt(entry + 8);
    for (int strip = 0; strip < count; strip++) {
      int place = at + strip * size;
      byte length = tiff[place];
      for (tiff[place]--; tiff[place] >= 0; tiff[place]--) {
        try { // the last bytes of a strip may be padding
          assertThat(PictureDecoder.decode(name, tiff).grey()).as(tiff[place] + " for " + length).isEqualTo(whole);
          assertThat((int) tiff[place]).isGreaterThan(length - 8);
        } catch (DataFormatException e) {
          assertThat(e).hasMessageStartingWith(name + ": expected an intact image");
        }
      }
      tiff[place] = length;
    }
  }

  @Test
  void aBmpOfSixteenBitsWithTransparencyIsRefused() {
    byte[] bmp = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'B').put((byte) 'M').putInt(14, 124)
        .putShort(28, (short) 16).putInt(66, 0x8000).array();
    assertThatThrownBy(() -> PictureDecoder.decode("clear", bmp)).isInstanceOf(DataFormatException.class)
        .hasMessageContaining("one of 16 bits with an alpha mask");
  }

  @Test
  void everyByteOfAPngCounts() {
    byte[] whole = file("rgb-8.png");
    for (int i = 8; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 4;
      assertThatThrownBy(() -> PictureDecoder.decode("damaged", damaged)).as("byte " + i)
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void aPictureOfFarMorePixelsThanItsFileJustifiesIsRefused() throws IOException {
    byte[] png = file("grey-8.png");
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 1).putInt(20, 499_999_999);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> PictureDecoder.decode("long", png)).isInstanceOf(DataFormatException.class)
        .hasMessage("long: expected at most 1000000 pixels a side, got 1 x 499999999");
    header.putInt(16, 50_000).putInt(20, 50_000);
    crc.reset();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> PictureDecoder.decode("large", png)).isInstanceOf(DataFormatException.class)
        .hasMessage("large: expected a picture of at most 400 MB, got 2500 MB, 50000 x 50000 pixels");
  }
}
