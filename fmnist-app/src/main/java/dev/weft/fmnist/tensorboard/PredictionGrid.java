package dev.weft.fmnist.tensorboard;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Images of a dataset with what a network takes them for: a row a class, the first images of the class side by side. The
 * class's number stands at the left. A wrong one has a frame, and in its corner the number of the class that was
 * predicted. The same images every time, so that one sees them change from epoch to epoch.
 */
final class PredictionGrid {

  private static final int COLUMNS = 10;
  private static final int ZOOM = 2;
  private static final int GAP = 6;
  private static final int FRAME = 3;
  private static final int MARGIN = 28;
  private static final Color BACKGROUND = new Color(64, 64, 64);
  private static final Color WRONG = new Color(213, 94, 0);
  private static final int GREY_TO_RGB = 0x010101;

  // Fonts are missing on many servers; these digits are 3 pixels wide and 5 high, rows from the top.
  private static final int[] DIGITS = {0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111,
      0b111_001_111_001_111, 0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_001_001,
      0b111_101_111_101_111, 0b111_101_111_001_111};
  private static final int DIGIT_WIDTH = 3;
  private static final int DIGIT_HEIGHT = 5;
  private static final int DIGIT_ZOOM = 3;
  private static final int RADIX = 10;

  private final Dataset images;
  private final int[] columns;
  private final int height;
  private final int width;

  /** A grid of the first images of each class. The dataset's images are grey. */
  PredictionGrid(Dataset data) {
    int[] chosen = new int[data.size()];
    int[] column = new int[data.size()];
    int[] filled = new int[data.classes()];
    int count = 0;
    for (int i = 0; i < data.size(); i++) {
      int label = data.label(i);
      if (filled[label] < COLUMNS) {
        column[count] = filled[label]++;
        chosen[count++] = i;
      }
    }
    images = data.subset(Arrays.copyOf(chosen, count));
    columns = Arrays.copyOf(column, count);
    height = data.exampleShape().dim(0);
    width = data.exampleShape().dim(1);
  }

  /** What the numbers and frames mean, in Markdown. */
  String description() {
    StringBuilder text =
        new StringBuilder("The first images of each class. A frame marks a wrong prediction, the number"
            + " in its corner the class predicted:");
    for (int c = 0; c < images.classes(); c++) {
      text.append(c == 0 ? " " : ", ").append(c).append(' ').append(images.classNames().get(c));
    }
    return text.append('.').toString();
  }

  /** Lets the network predict, and draws. */
  BufferedImage draw(Network network) {
    int[] predicted = network.predict(scaled()).argmax(1);
    BufferedImage picture = new BufferedImage(MARGIN + COLUMNS * (ZOOM * width + GAP),
        GAP + images.classes() * (ZOOM * height + GAP), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.setColor(Color.WHITE);
    for (int c = 0; c < images.classes(); c++) {
      int middle = GAP + c * (ZOOM * height + GAP) + (ZOOM * height - DIGIT_ZOOM * DIGIT_HEIGHT) / 2;
      number(graphics, c, (MARGIN - DIGIT_ZOOM * DIGIT_WIDTH) / 2, middle);
    }
    for (int i = 0; i < images.size(); i++) {
      int x = MARGIN + columns[i] * (ZOOM * width + GAP);
      int y = GAP + images.label(i) * (ZOOM * height + GAP);
      if (predicted[i] != images.label(i)) {
        graphics.setColor(WRONG);
        graphics.fillRect(x - FRAME, y - FRAME, ZOOM * width + 2 * FRAME, ZOOM * height + 2 * FRAME);
      }
      graphics.drawImage(image(i), x, y, ZOOM * width, ZOOM * height, null);
      if (predicted[i] != images.label(i)) {
        label(graphics, predicted[i], x, y);
      }
    }
    graphics.dispose();
    return picture;
  }

  private Tensor scaled() {
    int size = images.exampleShape().size();
    float[] pixels = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      images.gatherScaled(pixels, i * size, i, Dataset.UNIT_SCALE);
    }
    return Tensor.wrap(pixels, 0, images.exampleShape().prepend(images.size()));
  }

  private BufferedImage image(int i) {
    byte[] pixels = new byte[images.exampleShape().size()];
    images.copyPixels(pixels, 0, i);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < pixels.length; p++) {
      image.setRGB(p % width, p / width, (pixels[p] & 0xff) * GREY_TO_RGB);
    }
    return image;
  }

  /** A number on a patch of the frame's colour. */
  private static void label(Graphics2D graphics, int number, int x, int y) {
    graphics.setColor(WRONG);
    graphics.fillRect(x, y, DIGIT_ZOOM * DIGIT_WIDTH + FRAME, DIGIT_ZOOM * DIGIT_HEIGHT + FRAME);
    graphics.setColor(Color.WHITE);
    number(graphics, number, x, y);
  }

  private static void number(Graphics2D graphics, int number, int x, int y) {
    int bits = DIGITS[number % RADIX];
    for (int p = 0; p < DIGIT_WIDTH * DIGIT_HEIGHT; p++) {
      if ((bits >> (DIGIT_WIDTH * DIGIT_HEIGHT - 1 - p) & 1) == 1) {
        graphics.fillRect(x + DIGIT_ZOOM * (p % DIGIT_WIDTH), y + DIGIT_ZOOM * (p / DIGIT_WIDTH), DIGIT_ZOOM,
            DIGIT_ZOOM);
      }
    }
  }
}
