package dev.weft.fmnist.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The brightness of a decoded picture, for any depth and colour model.
 *
 * <p>It is the luma {@code 0.299 R + 0.587 G + 0.114 B} of the gamma-coded values, from
 * <a href="https://www.itu.int/rec/R-REC-BT.601">ITU-R BT.601</a>. Samples are taken as they are stored: black is the
 * smallest, white the largest that fits, or 1 for floating point; colour profiles are not followed. Of CMYK red is
 * {@code (1 − C)(1 − K)}, and so on.
 */
final class Brightness {

  private static final float WHITE = 255;
  private static final float MIDDLE = 127.5f;
  private static final int WHITE_IS_ZERO = 0;
  private static final int SIGNED = 2;
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int CMYK_BANDS = 4;

  private final BufferedImage image;
  private final PictureFile file;
  private final int width;
  private final float[] grey;
  private final float[] alpha;

  private Brightness(BufferedImage image, PictureFile file) {
    this.image = image;
    this.file = file;
    width = image.getWidth();
    grey = new float[width * image.getHeight()];
    alpha = image.getColorModel().hasAlpha() ? new float[grey.length] : null;
  }

  /**
   * The brightness of each pixel, from 0 to 255, row-major.
   *
   * <p>Behind transparent pixels lies white if what is visible is on the whole dark, else black, so that it stands
   * out.
   */
  static float[] of(BufferedImage image, PictureFile file) {
    Brightness brightness = new Brightness(image, file);
    int colours = image.getColorModel().getColorSpace().getType();
    boolean samples = colours == ColorSpace.TYPE_GRAY || colours == ColorSpace.TYPE_RGB
        || colours == ColorSpace.TYPE_CMYK || image.getRaster().getNumBands() == 3;
    if (image.getColorModel() instanceof IndexColorModel || !samples) {
      brightness.readColours();
    } else {
      brightness.readSamples(colours);
    }
    if (brightness.alpha != null) {
      brightness.composite();
    }
    return brightness.grey;
  }

  private void readColours() {
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        grey[y * width + x] = luma(coded(argb >> 16 & 0xff), coded(argb >> 8 & 0xff), coded(argb & 0xff));
        if (alpha != null) {
          alpha[y * width + x] = (argb >>> 24) / WHITE;
        }
      }
    }
  }

  private void readSamples(int colours) {
    int bands = image.getRaster().getNumBands();
    boolean premultiplied = alpha != null
        && (image.isAlphaPremultiplied() || file.tags().value(TiffTags.EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA);
    double[][] rows = new double[bands][width];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int band = 0; band < bands; band++) {
        readRow(y, band, rows[band]);
      }
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        double opaque = 1;
        if (alpha != null) {
          alpha[at] = (float) (rows[bands - 1][x] / WHITE);
          opaque = premultiplied && alpha[at] > 0 ? alpha[at] : 1;
        }
        if (colours == ColorSpace.TYPE_CMYK && bands >= CMYK_BANDS) {
          double key = (WHITE - rows[3][x]) / WHITE;
          grey[at] = luma((WHITE - rows[0][x]) * key, (WHITE - rows[1][x]) * key, (WHITE - rows[2][x]) * key);
        } else if (colours == ColorSpace.TYPE_GRAY) {
          grey[at] = (float) coded(rows[0][x] / opaque);
        } else {
          grey[at] = luma(coded(rows[0][x] / opaque), coded(rows[1][x] / opaque), coded(rows[2][x] / opaque));
        }
      }
    }
  }

  /** One band of a row, scaled to 0 … 255. */
  private void readRow(int y, int band, double[] row) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    raster.getSamples(0, y, width, 1, band, row);
    int type = raster.getDataBuffer().getDataType();
    int bits = model.getComponentSize(Math.min(band, model.getNumComponents() - 1));
    boolean real = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    double range = real ? 1 : Math.scalb(1.0, bits) - 1;
    double zero = type == DataBuffer.TYPE_SHORT && file.tags().value(TiffTags.SAMPLE_FORMAT, 0) == SIGNED
        ? -Math.scalb(1.0, bits - 1)
        : 0;
    // The TIFF decoder turns only bytes around.
    boolean inverted = type != DataBuffer.TYPE_BYTE
        && file.tags().value(TiffTags.PHOTOMETRIC, -1) == WHITE_IS_ZERO;
    for (int x = 0; x < width; x++) {
      double sample = row[x] - zero;
      if (!real && sample < 0) {
        sample += Math.scalb(1.0, bits); // Java's ints are signed, those of pictures are not
      }
      double share = sample >= 0 ? Math.min(sample / range, 1) : 0; // of NaN too
      row[x] = WHITE * (inverted ? 1 - share : share);
    }
  }

  /** The gamma-coded form of a value, which it has unless the file says otherwise. */
  private double coded(double value) {
    double share = Math.min(value / WHITE, 1);
    if (!file.linear()) {
      return WHITE * share;
    }
    // IEC 61966-2-1
    return WHITE * (share <= 0.0031308 ? 12.92 * share : 1.055 * Math.pow(share, 1 / 2.4) - 0.055);
  }

  private static float luma(double red, double green, double blue) {
    return (float) ((299 * red + 587 * green + 114 * blue) / 1000);
  }

  private void composite() {
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
}
