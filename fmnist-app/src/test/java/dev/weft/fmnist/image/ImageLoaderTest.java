package dev.weft.fmnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.IdxFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTest {

  private static final int GREY = BufferedImage.TYPE_BYTE_GRAY;
  private static final int RGB = BufferedImage.TYPE_INT_RGB;
  private static final int ARGB = BufferedImage.TYPE_INT_ARGB;

  @TempDir
  private Path folder;

  private Path write(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  /** A rectangle in the middle half of a picture, as the loader returns it. */
  private byte[] loadRectangle(int type, int width, int height, Color background, Color rectangle) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setBackground(background);
    graphics.clearRect(0, 0, width, height);
    graphics.setColor(rectangle);
    graphics.fillRect(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    return ImageLoader.load(write(image, "png")).pixels();
  }

  private static int at(byte[] pixels, int y, int x) {
    return pixels[y * 28 + x] & 0xff;
  }

  private static byte[] imageWithDarkBorder() {
    byte[] pixels = IdxFiles.pixels(1, 7);
    for (int i = 0; i < 28; i++) {
      pixels[i] = 0;
      pixels[27 * 28 + i] = 0;
      pixels[i * 28] = 0;
      pixels[i * 28 + 27] = 0;
    }
    return pixels;
  }

  private static BufferedImage picture(byte[] pixels, int type) {
    BufferedImage image = new BufferedImage(28, 28, type);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        int v = at(pixels, y, x);
        if (type == GREY) {
          image.getRaster().setSample(x, y, 0, v);
        } else {
          image.setRGB(x, y, 0xff000000 | v << 16 | v << 8 | v);
        }
      }
    }
    return image;
  }

  @Test
  void aGreyPictureOfTheRightSizeStaysAsItIs() throws IOException {
    byte[] pixels = imageWithDarkBorder();
    assertThat(ImageLoader.load(write(picture(pixels, GREY), "png")).pixels()).isEqualTo(pixels);
  }

  @Test
  void aColourPictureWithGreyColoursStaysAsItIs() throws IOException {
    byte[] pixels = imageWithDarkBorder();
    assertThat(ImageLoader.load(write(picture(pixels, RGB), "png")).pixels()).isEqualTo(pixels);
    assertThat(ImageLoader.load(write(picture(pixels, ARGB), "png")).pixels()).isEqualTo(pixels);
  }

  @Test
  void aSixteenBitGreyPictureIsScaledToBytes() throws IOException {
    byte[] pixels = imageWithDarkBorder();
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 784; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, (pixels[i] & 0xff) * 257);
    }
    assertThat(ImageLoader.load(write(image, "png")).pixels()).isEqualTo(pixels);
  }

  @Test
  void aPictureOnALightBackgroundIsInverted() throws IOException {
    byte[] pixels = loadRectangle(RGB, 280, 280, Color.WHITE, new Color(55, 55, 55));
    assertThat(at(pixels, 0, 0)).isZero();
    assertThat(at(pixels, 14, 14)).isEqualTo(200);
  }

  @Test
  void greyIsTheLumaOfTheColour() throws IOException {
    assertThat(at(loadRectangle(RGB, 56, 56, Color.BLACK, Color.RED), 14, 14)).isEqualTo(76);
    assertThat(at(loadRectangle(RGB, 56, 56, Color.BLACK, Color.GREEN), 14, 14)).isEqualTo(150);
    assertThat(at(loadRectangle(RGB, 56, 56, Color.BLACK, Color.BLUE), 14, 14)).isEqualTo(29);
  }

  @Test
  void aDarkThingOnTransparencyStandsOutAsIfOnWhite() throws IOException {
    byte[] pixels = loadRectangle(ARGB, 56, 56, new Color(0, true), new Color(40, 40, 40));
    assertThat(at(pixels, 0, 0)).isZero();
    assertThat(at(pixels, 14, 14)).isEqualTo(215);
  }

  @Test
  void aLightThingOnTransparencyStandsOutAsIfOnBlack() throws IOException {
    byte[] pixels = loadRectangle(ARGB, 56, 56, new Color(255, 255, 255, 0), new Color(240, 240, 240));
    assertThat(at(pixels, 0, 0)).isZero();
    assertThat(at(pixels, 14, 14)).isEqualTo(240);
  }

  @Test
  void aHalfTransparentPixelIsMixedWithItsBackground() throws IOException {
    BufferedImage image = new BufferedImage(28, 28, ARGB);
    image.setRGB(14, 14, 0x80ffffff);
    assertThat(at(ImageLoader.load(write(image, "png")).pixels(), 14, 14)).isEqualTo(128);
  }

  @Test
  void aWidePictureIsCentredBetweenStripesOfBackground() throws IOException {
    byte[] pixels = loadRectangle(RGB, 560, 280, Color.BLACK, Color.WHITE);
    for (int x = 0; x < 28; x++) {
      for (int y : new int[] {0, 6, 21, 27}) {
        assertThat(at(pixels, y, x)).isZero();
      }
    }
    assertThat(at(pixels, 14, 14)).isEqualTo(255);
    assertThat(at(pixels, 14, 7)).isEqualTo(255); // the rectangle spans columns 7 to 20
    assertThat(at(pixels, 14, 6)).isZero();
  }

  @Test
  void aTallPictureIsCentredToo() throws IOException {
    byte[] pixels = loadRectangle(RGB, 100, 400, new Color(20, 20, 20), Color.WHITE);
    assertThat(at(pixels, 14, 0)).isEqualTo(20);
    assertThat(at(pixels, 14, 27)).isEqualTo(20);
    assertThat(at(pixels, 14, 14)).isEqualTo(255);
  }

  @Test
  void eachPixelIsTheMeanOfTheAreaItCovers() throws IOException {
    BufferedImage image = new BufferedImage(42, 42, GREY); // 1.5 source pixels each way
    image.getRaster().setSample(21, 21, 0, 180);
    image.getRaster().setSample(22, 21, 0, 90);
    byte[] pixels = ImageLoader.load(write(image, "png")).pixels();
    assertThat(at(pixels, 14, 14)).isEqualTo((180 + 90 / 2) * 4 / 9);
    assertThat(at(pixels, 14, 15)).isEqualTo(90 / 2 * 4 / 9);
  }

  @Test
  void everySizeFits() throws IOException {
    for (int width : new int[] {1, 2, 27, 29, 57, 1000}) {
      for (int height : new int[] {1, 3, 28, 31, 200}) {
        byte[] pixels = loadRectangle(RGB, width, height, new Color(9, 9, 9), new Color(9, 9, 9));
        assertThat(pixels).containsOnly(9);
      }
    }
  }

  @Test
  void aPhotographOfManyMegapixelsIsReadInSteps() throws IOException {
    byte[] pixels = loadRectangle(GREY, 4000, 3000, Color.BLACK, Color.WHITE);
    assertThat(at(pixels, 14, 14)).isEqualTo(255);
    assertThat(at(pixels, 4, 14)).isZero();
  }

  @Test
  void readsJpeg() throws IOException {
    BufferedImage image = new BufferedImage(64, 64, RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(200, 200, 200));
    graphics.fillRect(16, 16, 32, 32);
    graphics.dispose();
    byte[] pixels = ImageLoader.load(write(image, "jpg")).pixels();
    assertThat(at(pixels, 14, 14)).isBetween(195, 205);
    assertThat(at(pixels, 1, 1)).isLessThan(6);
  }

  @Test
  void takesIdxImagesAsTheyAreAndNumbersThem() throws IOException {
    byte[] pixels = IdxFiles.pixels(3, 8);
    Path file = Files.write(folder.resolve("some"), IdxFiles.gzip(IdxFiles.idx(pixels, 3, 28, 28)));
    Images images = ImageLoader.load(file);
    assertThat(images.names()).containsExactly(file + "[0]", file + "[1]", file + "[2]");
    assertThat(images.pixels()).isEqualTo(pixels);
    assertThat(images.image(1)).isEqualTo(Arrays.copyOfRange(pixels, 784, 1568));
  }

  @Test
  void joinsTheImagesOfSeveralFiles() throws IOException {
    Path idx = Files.write(folder.resolve("one"), IdxFiles.idx(IdxFiles.pixels(1, 8), 28, 28));
    byte[] picture = imageWithDarkBorder();
    Path png = write(picture(picture, GREY), "png");
    Images images = ImageLoader.load(List.of(idx, png));
    assertThat(images.names()).containsExactly(idx.toString(), png.toString());
    assertThat(images.image(1)).isEqualTo(picture);
    assertThat(images.scaled()[784 + 100]).isEqualTo((picture[100] & 0xff) / 255f, within());
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-6f);
  }

  private Path pipe(byte[] content) throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    Files.deleteIfExists(pipe);
    int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assumeTrue(code == 0, "mkfifo");
    Thread.ofPlatform().daemon().start(() -> {
      try {
        Files.write(pipe, content, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return pipe;
  }

  @Test
  void readsAPipeOnce() throws IOException, InterruptedException {
    byte[] pixels = imageWithDarkBorder();
    byte[] png = Files.readAllBytes(write(picture(pixels, GREY), "png"));
    byte[] idx = IdxFiles.idx(pixels, 28, 28);
    assertThat(ImageLoader.load(pipe(png)).pixels()).isEqualTo(pixels);
    assertThat(ImageLoader.load(pipe(idx)).pixels()).isEqualTo(pixels);
    assertThat(ImageLoader.load(pipe(IdxFiles.gzip(idx))).pixels()).isEqualTo(pixels);
  }

  @Test
  void rejectsWhatIsNotAnImage() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not an image");
    assertThatThrownBy(() -> ImageLoader.load(text)).isInstanceOf(DataFormatException.class)
        .hasMessage(text + ": expected a PNG, JPEG or IDX file, got another kind of file");
    Path empty = Files.writeString(folder.resolve("empty.png"), "");
    assertThatThrownBy(() -> ImageLoader.load(empty)).isInstanceOf(DataFormatException.class)
        .hasMessage(empty + ": expected a PNG, JPEG or IDX file, got an empty file");
  }

  @Test
  void rejectsAMissingFileAndADirectory() {
    Path missing = folder.resolve("missing.png");
    assertThatThrownBy(() -> ImageLoader.load(missing)).isInstanceOf(DataFormatException.class)
        .hasMessage(missing + ": expected a PNG, JPEG or IDX file, got no such file");
    assertThatThrownBy(() -> ImageLoader.load(folder)).isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": expected a PNG, JPEG or IDX file, got a directory");
  }

  @Test
  void rejectsAPictureThatIsCutOff() throws IOException {
    Path png = write(picture(IdxFiles.pixels(1, 9), GREY), "png");
    Files.write(png, Arrays.copyOf(Files.readAllBytes(png), 300));
    assertThatThrownBy(() -> ImageLoader.load(png)).isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(png + ": expected an intact image").message().doesNotContain("\n");
  }

  @Test
  void rejectsIdxImagesOfAnotherShape() throws IOException {
    Path file = Files.write(folder.resolve("labels"), IdxFiles.idx(IdxFiles.labels(5), 5));
    assertThatThrownBy(() -> ImageLoader.load(file)).isInstanceOf(DataFormatException.class)
        .hasMessage(file + ": expected images of shape (28, 28) or (n, 28, 28), got shape (5,)");
  }

  @Test
  void rejectsAWrongNumberOfPixels() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Images(List.of("a"), new byte[783]))
        .withMessage("expected 784 pixels for each of 1 images, got 783");
  }
}
