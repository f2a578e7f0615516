package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
