package dev.weft.fmnist.image;

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
  private static final int MIRRORED_ALONG_THE_DIAGONAL = 5;

  /**
   * This picture as it was seen, for a camera's note of how it was stored.
   *
   * @param orientation Exif's number from 1 to 8: where the stored rows and columns begin. From 5 on they are swapped
   */
  GreyPicture upright(int orientation) {
    if (orientation <= 1) {
      return this;
    }
    boolean swapped = orientation >= MIRRORED_ALONG_THE_DIAGONAL;
    boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
    int seenWidth = swapped ? height : width;
    int seenHeight = swapped ? width : height;
    float[] seen = new float[grey.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = swapped ? y : x;
        int row = swapped ? x : y;
        column = fromRight ? seenWidth - 1 - column : column;
        row = fromBottom ? seenHeight - 1 - row : row;
        seen[row * seenWidth + column] = grey[y * width + x];
      }
    }
    return new GreyPicture(seenWidth, seenHeight, seen);
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
