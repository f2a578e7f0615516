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
 * {@code (1 − C)(1 − K)}, and so on. What else a file leaves open is as ImageMagick has it: a further sample of a TIFF is its
 * opacity, whether it says so or not, and that its white is 0 counts for samples of 1, 8 and 16 bits.
 */
final class Brightness {

  private static final float WHITE = 255;
  private static final float MIDDLE = 127.5f;
  private static final int WHITE_IS_ZERO = 0;
  private static final int SIGNED = 2;
  private static final int FLOATING = 3;
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int RGB_BANDS = 3;
  private static final int CMYK_BANDS = 4;

  private final BufferedImage image;
  private final PictureFile file;
  private final int width;
  private final int colours; // the type of the colour space
  private final int colourBands;
  private final boolean turned; // whether the decoder has made black of white, and should not have
  private final float[] grey;
  private final float[] alpha; // null: opaque

  private Brightness(BufferedImage image, PictureFile file) {
    this.image = image;
    this.file = file;
    width = image.getWidth();
    colours = image.getColorModel().getColorSpace().getType();
    int bands = image.getRaster().getNumBands();
    colourBands = colours == ColorSpace.TYPE_GRAY ? 1
        : colours == ColorSpace.TYPE_CMYK && bands >= CMYK_BANDS ? CMYK_BANDS : RGB_BANDS;
    int bits = file.tags().value(TiffTags.BITS, 1);
    boolean real = file.tags().value(TiffTags.SAMPLE_FORMAT, 1) == FLOATING;
    turned = file.tags().value(TiffTags.PHOTOMETRIC, -1) == WHITE_IS_ZERO
        && (real || (bits != 1 && bits != Byte.SIZE && bits != Short.SIZE));
    grey = new float[width * image.getHeight()];
    boolean furtherSample = file.tags().value(TiffTags.EXTRA_SAMPLES, -1) >= 0 && bands > colourBands;
    alpha = image.getColorModel().hasAlpha() || furtherSample ? new float[grey.length] : null;
  }

  /**
   * The brightness of each pixel, from 0 to 255, row-major.
   *
   * <p>Behind transparent pixels lies white if what is visible is on the whole dark, else black, so that it stands
   * out.
   */
  static float[] of(BufferedImage image, PictureFile file) {
    Brightness brightness = new Brightness(image, file);
    int colours = brightness.colours;
    boolean samples = colours == ColorSpace.TYPE_GRAY || colours == ColorSpace.TYPE_RGB
        || colours == ColorSpace.TYPE_CMYK || image.getRaster().getNumBands() == RGB_BANDS;
    if (image.getColorModel() instanceof IndexColorModel || !samples) {
      brightness.readColours();
    } else {
      brightness.readSamples();
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
        float value = luma(coded(argb >> 16 & 0xff), coded(argb >> 8 & 0xff), coded(argb & 0xff));
        grey[y * width + x] = turned ? WHITE - value : value;
        if (alpha != null) {
          alpha[y * width + x] = (argb >>> 24) / WHITE;
        }
      }
    }
  }

  private void readSamples() {
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
          alpha[at] = (float) (rows[colourBands][x] / WHITE);
          opaque = premultiplied && alpha[at] > 0 ? alpha[at] : 1;
        }
        if (colourBands == CMYK_BANDS) {
          double key = (WHITE - rows[3][x]) / WHITE;
          grey[at] = luma((WHITE - rows[0][x]) * key, (WHITE - rows[1][x]) * key, (WHITE - rows[2][x]) * key);
        } else if (colourBands == 1) {
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
    double stored = real ? 1 : Math.scalb(1.0, DataBuffer.getDataTypeSize(type)) - 1; // what the decoder turned it around by
    boolean signed = type == DataBuffer.TYPE_SHORT && colourBands == 1
        && file.tags().value(TiffTags.SAMPLE_FORMAT, 0) == SIGNED;
    double zero = signed ? -Math.scalb(1.0, bits - 1) : 0;
    for (int x = 0; x < width; x++) {
      double sample = row[x] - zero;
      if (!real && sample < 0) {
        sample += stored + 1; // Java's ints are signed, those of pictures are not
      }
      sample = turned ? stored - sample : sample;
      row[x] = WHITE * (sample >= 0 ? Math.min(sample / range, 1) : 0); // of NaN too
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
