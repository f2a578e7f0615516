package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {

  @TempDir
  private Path folder;

  private void picture(String name, int type, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i % width, i / width, 0, rgb);
      } else {
        image.setRGB(i % width, i / width, rgb);
      }
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  private void pets() throws IOException {
    picture("dogs/b.png", BufferedImage.TYPE_INT_RGB, 5, 3, 0x102030);
    picture("dogs/a.bmp", BufferedImage.TYPE_INT_RGB, 2, 2, 0xff0000);
    picture("cats/a.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, 100);
    Files.writeString(folder.resolve("cats/notes.txt"), "no picture");
    Files.writeString(folder.resolve("cats/.hidden.png"), "no picture");
    Files.writeString(folder.resolve("readme.txt"), "no folder");
  }

  private static float[] pixels(Dataset data, int i) {
    float[] x = new float[data.exampleShape().size()];
    data.gatherScaled(x, 0, i, 1);
    return x;
  }

  @Test
  void foldersAreClassesAndPicturesHaveOneSize() throws IOException {
    pets();
    Dataset data = ImageFolder.colour(2, 2).read(folder);
    assertThat(data.classNames()).containsExactly("cats", "dogs");
    assertThat(data.labels()).containsExactly(0, 1, 1);
    assertThat(data.exampleShape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(pixels(data, 0)).containsOnly(100);
    assertThat(pixels(data, 1)).containsExactly(255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0);
    assertThat(pixels(data, 2)).startsWith(16, 32, 48);
  }

  @Test
  void coloursBecomeGreyByTheirBrightness() throws IOException {
    pets();
    Dataset data = ImageFolder.grey(1, 1).read(folder);
    assertThat(pixels(data, 0)).containsExactly(100);
    assertThat(pixels(data, 1)).containsExactly(76); // 0.299 · 255
  }

  @Test
  void resizingEqualsPyTorch() {
    // torch.nn.functional.interpolate(x, size, mode='bilinear', antialias=True)
    Picture picture = new Picture(3, 5, 1,
        new float[] {0, 60, 120, 180, 240, 10, 20, 30, 40, 50, 200, 100, 50, 25, 12});
    assertThat(picture.resized(2, 2).values()).containsExactly(new float[] {45.0000f, 127.5000f, 80.6534f, 33.7216f},
        within(1e-3f));
    assertThat(picture.resized(4, 3).values()).containsExactly(new float[] {25.7143f, 120.0000f, 214.2857f, 18.5714f,
        63.7500f, 108.9286f, 67.8571f, 39.5833f, 35.1607f, 157.1429f, 55.5556f, 17.5714f}, within(1e-3f));
    assertThat(new Picture(1, 2, 1, new float[] {0, 100}).resized(1, 4).values()).containsExactly(0, 25, 75, 100);
  }

  @Test
  void saysWhichFileIsNoPicture() throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.grey(2, 2).read(folder))
        .withMessageContaining("expected a folder for each class in ");
    pets();
    Files.writeString(folder.resolve("cats/z.png"), "no picture");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ImageFolder.grey(2, 2).read(folder))
        .withMessageContaining("expected a picture in ").withMessageContaining("z.png");
    Files.createDirectory(folder.resolve("birds"));
    assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.grey(2, 2).read(folder))
        .withMessageEndingWith("birds, got none");
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageFolder(2, 2, 4)).withMessageContaining("with 4");
  }

  /** A JPEG of 3 by 2 squares, dark but for one: the first is light, the others grow darker. */
  private Path jpeg(int orientation) throws IOException {
    BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 48 * 32; i++) {
      int square = i / 48 / 16 * 3 + i % 48 / 16;
      image.getRaster().setSample(i % 48, i / 48, 0, 240 - 40 * square);
    }
    Path file = folder.resolve("o" + orientation + ".jpg");
    ImageIO.write(image, "jpg", file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    byte[] exif =
        {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0,
            3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0};
    ByteBuffer all = ByteBuffer.allocate(bytes.length + exif.length);
    all.put(bytes, 0, 20).put(exif).put(bytes, 20, bytes.length - 20); // behind the JFIF segment
    return Files.write(file, all.array());
  }

  /** Where rows and columns of the turned picture come from, by hand from the Exif standard's pictures. */
  @ParameterizedTest
  @CsvSource({"1, 012345", "2, 210543", "3, 543210", "4, 345012", "5, 031425", "6, 304152", "7, 524130", "8, 251403"})
  void aPictureIsTurnedAsTheCameraNoted(int orientation, String squares) throws IOException {
    int height = orientation > 4 ? 3 : 2;
    int width = 5 - height;
    byte[] pixels = ImageFolder.grey(16 * height, 16 * width).readPicture(jpeg(orientation));
    StringBuilder found = new StringBuilder();
    for (int k = 0; k < 6; k++) {
      int middle = (16 * (k / width) + 8) * 16 * width + 16 * (k % width) + 8;
      found.append(Math.round((240 - (pixels[middle] & 0xff)) / 40f));
    }
    assertThat(found).hasToString(squares);
  }

  @Test
  void aJpegThatIsCutOffIsRefusedByName() throws IOException {
    Path file = jpeg(1);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {bytes.length - 2, bytes.length - 12}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> ImageFolder.grey(8, 8).readPicture(file))
          .withMessageStartingWith("expected a whole picture in " + file + ", got a damaged one: ");
    }
  }

  @Test
  void greyOfSixteenBitsIsWhatItIsWithEight() throws IOException {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 16; i++) {
      image.getRaster().setSample(i % 4, i / 4, 0, 100 * 257);
    }
    Path file = folder.resolve("deep.png");
    ImageIO.write(image, "png", file.toFile());
    assertThat(ImageFolder.grey(4, 4).readPicture(file)).containsOnly((byte) 100);
    assertThat(ImageFolder.colour(4, 4).readPicture(file)).containsOnly((byte) 100);
  }

  @Test
  void greyOfThirtyTwoBitsIsRefused() throws IOException {
    WritableRaster raster = Raster.createBandedRaster(DataBuffer.TYPE_INT, 4, 4, 1, null);
    ColorModel colours = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
        Transparency.OPAQUE, DataBuffer.TYPE_INT);
    Path file = folder.resolve("deep.tif");
    ImageIO.write(new BufferedImage(colours, raster, false, null), "tif", file.toFile());
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ImageFolder.grey(8, 8).readPicture(file))
        .withMessage("expected a picture in " + file + " of grey or RGB with 8 or 16 bits a sample, got 32 bits");
  }
}
