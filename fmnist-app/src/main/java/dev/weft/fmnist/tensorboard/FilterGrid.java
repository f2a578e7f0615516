package dev.weft.fmnist.tensorboard;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** The filters of the first convolution: black and white are the largest weight of either sign, grey is 0. */
final class FilterGrid {

  /** What the greys mean, in Markdown. */
  static final String DESCRIPTION = "The filters of the first convolution, row by row. Grey is 0, white the largest"
      + " weight by amount, black its negative.";

  private static final int COLUMNS = 8;
  private static final int ZOOM = 16;
  private static final int GAP = 6;
  private static final int CONVOLUTION_RANK = 4;
  private static final Color BACKGROUND = new Color(0, 51, 77); // no grey, so that no weight looks like it

  private FilterGrid() {}

  /** The weights to draw, of shape (height, width, 1, filters): those of a convolution on grey images. */
  static Optional<Parameter> kernel(Network network) {
    return network.parameters().parameters().stream()
        .filter(p -> p.shape().rank() == CONVOLUTION_RANK && p.shape().dim(2) == 1).findFirst();
  }

  /** Draws the filters side by side. */
  static BufferedImage draw(Tensor kernel) {
    int height = kernel.shape().dim(0);
    int width = kernel.shape().dim(1);
    int filters = kernel.shape().dim(3);
    BufferedImage picture = new BufferedImage(GAP + COLUMNS * (ZOOM * width + GAP),
        GAP + Math.ceilDiv(filters, COLUMNS) * (ZOOM * height + GAP), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    float largest = Float.MIN_NORMAL;
    for (float weight : kernel.toArray()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    for (int f = 0; f < filters; f++) {
      int left = GAP + f % COLUMNS * (ZOOM * width + GAP);
      int top = GAP + f / COLUMNS * (ZOOM * height + GAP);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float grey = (1 + kernel.get(y, x, 0, f) / largest) / 2;
          graphics.setColor(new Color(grey, grey, grey));
          graphics.fillRect(left + ZOOM * x, top + ZOOM * y, ZOOM, ZOOM);
        }
      }
    }
    graphics.dispose();
    return picture;
  }
}
