package dev.weft.optim.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A decoded picture, floats from 0 to 255, (H, W, C). */
@SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
record Picture(int height, int width, int channels, float[] values) {

  private static final float WHITE = 255;
  private static final float RED = 0.299f; // ITU-R BT.601
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  static Picture read(Path file, int channels) throws IOException {
    PictureReader.Decoded decoded = PictureReader.read(file);
    BufferedImage image = decoded.image();
    int height = image.getHeight();
    int width = image.getWidth();
    float[] values = new float[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    Raster raster = image.getRaster();
    // A grey picture's samples are meant as they are; getRGB would take them for linear light and brighten them.
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    float scale = WHITE / ((1 << image.getColorModel().getComponentSize(0)) - 1);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += channels) {
        if (grey) {
          Arrays.fill(values, at, at + channels, scale * raster.getSample(x, y, 0));
        } else {
          int rgb = image.getRGB(x, y);
          put(values, at, channels, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
        }
      }
    }
    return new Picture(height, width, channels, values).upright(decoded.orientation());
  }

  /** Turned and mirrored as a camera noted, in Exif's numbers: from 5 on rows and columns change places. */
  private Picture upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean turned = orientation > 4;
    Picture upright = new Picture(turned ? width : height, turned ? height : width, channels, new float[values.length]);
    boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    for (int y = 0; y < upright.height; y++) {
      for (int x = 0; x < upright.width; x++) {
        int row = turned ? x : y;
        int column = turned ? y : x;
        int from = (fromBelow ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
        System.arraycopy(values, from * channels, upright.values, (y * upright.width + x) * channels, channels);
      }
    }
    return upright;
  }

  private static void put(float[] values, int at, int channels, int red, int green, int blue) {
    if (channels == 1) {
      values[at] = red == green && green == blue ? red : RED * red + GREEN * green + BLUE * blue;
    } else {
      values[at] = red;
      values[at + 1] = green;
      values[at + 2] = blue;
    }
  }

  /**
   * Another size: each pixel is the mean of those around its place, weighted by a triangle as wide as two pixels of the coarser
   * image, first along rows and then along columns. Enlarging, that is bilinear; shrinking, no pixel is left out.
   */
  Picture resized(int newHeight, int newWidth) {
    float[] wide = resized(values, height, width, newWidth, channels);
    // (H, W′, C) as rows of W′ · C "channels" of one column of height H
    float[] both = resized(wide, 1, height, newHeight, newWidth * channels);
    return new Picture(newHeight, newWidth, channels, both);
  }

  /** Rows of another length. */
  private static float[] resized(float[] from, int rows, int length, int newLength, int channels) {
    if (length == newLength) {
      return from;
    }
    float[] to = new float[Math.multiplyExact(Math.multiplyExact(rows, newLength), channels)];
    double scale = (double) length / newLength;
    double reach = Math.max(1, scale);
    for (int x = 0; x < newLength; x++) {
      double centre = (x + 0.5) * scale;
      int first = Math.max(0, (int) Math.floor(centre - reach));
      int last = Math.min(length - 1, (int) Math.ceil(centre + reach));
      double sum = 0;
      for (int s = first; s <= last; s++) {
        sum += weight(s, centre, reach);
      }
      for (int s = first; s <= last; s++) {
        float share = (float) (weight(s, centre, reach) / sum);
        for (int row = 0; row < rows && share > 0; row++) {
          for (int c = 0; c < channels; c++) {
            to[(row * newLength + x) * channels + c] += share * from[(row * length + s) * channels + c];
          }
        }
      }
    }
    return to;
  }

  private static double weight(int pixel, double centre, double reach) {
    return Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / reach);
  }

  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
    }
    return bytes;
  }
}
