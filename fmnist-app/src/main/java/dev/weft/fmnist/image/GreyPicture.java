package dev.weft.fmnist.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * A picture as brightness from 0 to 255, any size, row-major.
 *
 * @param width columns
 * @param height rows
 * @param grey {@code height · width} brightnesses
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one call
record GreyPicture(int width, int height, float[] grey) {

  private static final float WHITE = 255;
  private static final float MIDDLE = 127.5f;

  /**
   * The luma of a picture: {@code 0.299 R + 0.587 G + 0.114 B} of the gamma-coded values, from
   * <a href="https://www.itu.int/rec/R-REC-BT.601">ITU-R BT.601</a>.
   *
   * <p>Behind transparent pixels lies white if what is visible is on the whole dark, else black, so that it stands
   * out.
   */
  static GreyPicture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] grey = new float[width * height];
    float[] alpha = image.getColorModel().hasAlpha() ? new float[grey.length] : null;
    if (isGrey(image)) {
      readGrey(image, grey, alpha);
    } else {
      readColours(image, grey, alpha);
    }
    if (alpha != null) {
      composite(grey, alpha);
    }
    return new GreyPicture(width, height, grey);
  }

  /** Whether the samples are brightnesses. {@code getRGB} would take them as linear light and lighten them. */
  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  private static void readGrey(BufferedImage image, float[] grey, float[] alpha) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    float scale = WHITE / ((1 << image.getColorModel().getComponentSize(0)) - 1);
    float alphaScale = alpha == null ? 0 : 1f / ((1 << image.getColorModel().getComponentSize(1)) - 1);
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        grey[y * width + x] = row[x] * scale;
      }
      if (alpha != null) {
        raster.getSamples(0, y, width, 1, 1, row);
        for (int x = 0; x < width; x++) {
          alpha[y * width + x] = row[x] * alphaScale;
        }
      }
    }
  }

  private static void readColours(BufferedImage image, float[] grey, float[] alpha) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        int weighted = 299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff);
        grey[y * width + x] = weighted / 1000f;
        if (alpha != null) {
          alpha[y * width + x] = (argb >>> 24) / WHITE;
        }
      }
    }
  }

  private static void composite(float[] grey, float[] alpha) {
    double visible = 0;
    double brightness = 0;
    for (int i = 0; i < grey.length; i++) {
      visible += alpha[i];
      brightness += alpha[i] * (double) grey[i];
    }
    float behind = brightness < MIDDLE * visible ? WHITE : 0;
    for (int i = 0; i < grey.length; i++) {
      grey[i] = grey[i] * alpha[i] + behind * (1 - alpha[i]);
    }
  }

  /** The median brightness of the outermost pixels: that of the background. */
  float borderMedian() {
    float[] border = new float[2 * width + 2 * height];
    System.arraycopy(grey, 0, border, 0, width);
    System.arraycopy(grey, (height - 1) * width, border, width, width);
    for (int y = 0; y < height; y++) {
      border[2 * width + 2 * y] = grey[y * width];
      border[2 * width + 2 * y + 1] = grey[y * width + width - 1];
    }
    Arrays.sort(border);
    return border[border.length / 2];
  }

  /** This picture, turned into its negative if its background is light. */
  GreyPicture onDark() {
    if (borderMedian() <= MIDDLE) {
      return this;
    }
    float[] negative = new float[grey.length];
    for (int i = 0; i < grey.length; i++) {
      negative[i] = WHITE - grey[i];
    }
    return new GreyPicture(width, height, negative);
  }

  /**
   * Fits this picture into a square: the longer side takes all of it, the other is centred between stripes of the
   * background's brightness. Each pixel is the mean over the area it covers; a picture of that size stays as it is.
   *
   * @param dst receives {@code side · side} unsigned bytes
   * @param offset where the first goes
   */
  void fit(int side, byte[] dst, int offset) {
    int longer = Math.max(width, height);
    int columns = Math.max(1, Math.round((float) side * width / longer));
    int rows = Math.max(1, Math.round((float) side * height / longer));
    float[] narrow = shrinkRows(grey, height, width, columns);
    float[] small = shrinkRows(transpose(narrow, height, columns), columns, height, rows);
    Arrays.fill(dst, offset, offset + side * side, (byte) Math.round(borderMedian()));
    int left = (side - columns) / 2;
    int top = (side - rows) / 2;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        dst[offset + (top + y) * side + left + x] = (byte) Math.round(small[x * rows + y]);
      }
    }
  }

  /** Area average along each row: (rows, from) to (rows, to). */
  private static float[] shrinkRows(float[] x, int rows, int from, int to) {
    float[] y = new float[rows * to];
    double step = (double) from / to;
    for (int j = 0; j < to; j++) {
      double start = j * step;
      double end = j == to - 1 ? from : start + step;
      int last = Math.min(from, (int) Math.ceil(end));
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int i = (int) start; i < last; i++) {
          sum += x[r * from + i] * (Math.min(end, i + 1) - Math.max(start, i));
        }
        y[r * to + j] = (float) (sum / (end - start));
      }
    }
    return y;
  }

  private static float[] transpose(float[] x, int rows, int columns) {
    float[] y = new float[x.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        y[c * rows + r] = x[r * columns + c];
      }
    }
    return y;
  }
}
