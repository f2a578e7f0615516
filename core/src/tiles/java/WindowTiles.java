/** The tiles of a 3 × 3 convolution of one channel with its pool: for each pixel of a window the sums that it is part of. */
final class WindowTiles {

  private WindowTiles() {}

  /** The weight that pixel (row, column) of a window of 4 × 4 has in the sum of its corner q, or −1. */
  private static int tap(int pixel, int q) {
    int row = pixel / 4 - q / 2;
    int column = pixel % 4 - q % 2;
    return row >= 0 && row < 3 && column >= 0 && column < 3 ? 3 * row + column : -1;
  }

  /** Where a pixel of the window lies. */
  private static String pixel(int pixel) {
    return "x[r" + pixel / 4 + (pixel % 4 == 0 ? "" : " + " + pixel % 4) + "]";
  }

  private static String times(int factor, String stride) {
    return factor == 0 ? "" : factor == 1 ? " + " + stride : " + " + factor + " * " + stride;
  }

  private static void windowRows(TileCode t) {
    t.line("      int r0 = xOffset + corners[firstCorner + 4 * w];");
    for (int row = 1; row < 4; row++) {
      t.line("      int r%d = r%d + rowStride;".formatted(row, row - 1));
    }
  }

  /**
   * For each pixel of a window the multiply-adds of the corners that it is part of; @ is the corner and # the weight, of which 0
   * comes first.
   */
  private static void windowProducts(TileCode t, String sum, String firstSum) {
    for (int pixel = 0; pixel < 16; pixel++) {
      t.line("      " + (pixel == 0 ? "FloatVector " : "") + "s = FloatVector.broadcast(S, " + pixel(pixel) + ");");
      for (int q = 0; q < 4; q++) {
        int tap = tap(pixel, q);
        if (tap >= 0) {
          t.line("      " + (tap == 0 ? firstSum : sum).replace("@", "" + q).replace("#", "" + tap));
        }
      }
    }
  }

  static String forward() {
    TileCode t = new TileCode(1, 1);
    t.line(
        "  /** One vector of filters; accumulator q is pixel q of the window. A NaN wins, the last one if there are several. */");
    t.line("  static void forward(");
    t.line(
        "      float[] y, int yAt, float[] choice, int choiceAt, int n, float[] x, int xOffset, int[] corners, int firstCorner,");
    t.line("      int windows, int rowStride, float[] weights, int wAt, int wStride, float[] bias, int biasAt) {");
    for (int tap = 0; tap < 9; tap++) {
      t.line("    FloatVector w%d = FloatVector.fromArray(S, weights, wAt%s);".formatted(tap, times(tap, "wStride")));
    }
    t.line("    FloatVector b = FloatVector.fromArray(S, bias, biasAt);");
    t.line("    for (int w = 0; w < windows; w++) {");
    windowRows(t);
    windowProducts(t, "a@ = s.fma(w#, a@);", "FloatVector a@ = s.fma(w0, b);");
    t.line("      FloatVector best = FloatVector.zero(S);");
    t.line("      FloatVector chosen = FloatVector.broadcast(S, Kernels.NONE);");
    for (int q = 0; q < 4; q++) {
      t.line(
          "      VectorMask<Float> larger@ = a@.compare(VectorOperators.GT, best).or(a@.compare(VectorOperators.NE, a@));"
              .replace("@", "" + q));
      t.line("      best = best.blend(a@, larger@);".replace("@", "" + q));
      t.line("      chosen = chosen.blend(@, larger@);".replace("@", "" + q));
    }
    t.line("      best.intoArray(y, yAt + w * n);");
    t.line("      chosen.intoArray(choice, choiceAt + w * n);");
    t.line("    }");
    t.line("  }");
    return t.toString();
  }

  static String gradient() {
    TileCode t = new TileCode(1, 1);
    t.line(
        "  /** Accumulator t is weight t; g0 to g3 are the window's gradients at its four pixels, at most one of them not 0. */");
    t.line("  static void gradient(");
    t.line(
        "      float[] dW, int dWAt, int dWStride, float[] dy, int dyAt, float[] choice, int choiceAt, int n, float[] x,");
    t.line("      int xOffset, int[] corners, int firstCorner, int windows, int rowStride) {");
    t.line("    FloatVector zero = FloatVector.zero(S);");
    for (int tap = 0; tap < 9; tap++) {
      t.line("    FloatVector d%d = FloatVector.fromArray(S, dW, dWAt%s);".formatted(tap, times(tap, "dWStride")));
    }
    t.line("    for (int w = 0; w < windows; w++) {");
    windowRows(t);
    t.line("      FloatVector g = FloatVector.fromArray(S, dy, dyAt + w * n);");
    t.line("      FloatVector chosen = FloatVector.fromArray(S, choice, choiceAt + w * n);");
    for (int q = 0; q < 4; q++) {
      t.line("      FloatVector g@ = zero.blend(g, chosen.compare(VectorOperators.EQ, @));".replace("@", "" + q));
    }
    windowProducts(t, "d# = s.fma(g@, d#);", "d0 = s.fma(g@, d0);");
    t.line("    }");
    for (int tap = 0; tap < 9; tap++) {
      t.line("    d%d.intoArray(dW, dWAt%s);".formatted(tap, times(tap, "dWStride")));
    }
    t.line("  }");
    return t.toString();
  }

  static String biasGradient() {
    return """
          static void biasGradient(
              float[] db, int dbAt, float[] dy, int dyAt, float[] choice, int choiceAt, int n, int windows) {
            FloatVector zero = FloatVector.zero(S);
            FloatVector sum = FloatVector.fromArray(S, db, dbAt);
            for (int w = 0; w < windows; w++) {
              FloatVector gradient = FloatVector.fromArray(S, dy, dyAt + w * n);
              FloatVector chosen = FloatVector.fromArray(S, choice, choiceAt + w * n);
              sum = sum.add(zero.blend(gradient, chosen.compare(VectorOperators.LT, Kernels.NONE)));
            }
            sum.intoArray(db, dbAt);
          }
        """;
  }
}
