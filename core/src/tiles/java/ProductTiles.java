/** The tiles of the two products and of sums of patches. */
final class ProductTiles {

  private ProductTiles() {}

  static String multiply(int rows, int vectors) {
    TileCode t = new TileCode(rows, vectors);
    t.line("  static void tile%dx%d(".formatted(rows, vectors));
    t.line(
        "      float[] y, int yOffset, int yStride, float[] init, int initOffset, int initStride, int first, int last,");
    t.line("      float[] x, int xOffset, int[] rows, int firstRow, int[] taps, int tapLength, float[] b, int bOffset"
        + t.endParameter());
    t.otherRows("    int r# = Math.min(first + #, last);");
    t.eachRow("    int i# = initOffset + r# * initStride;", "r0", "first");
    t.eachAccumulator("    FloatVector a#@ = FloatVector.fromArray(S, init, i#+@);");
    t.eachRow("    int x# = xOffset + rows[firstRow + r#];", "r0", "first");
    t.line("    int bTap = bOffset;");
    t.line("    for (int tap : taps) {");
    t.eachRow("      int p# = x# + tap;");
    t.line("      for (int l = 0; l < tapLength; l++) {");
    t.line("        int bRow = bTap + l * %s;".formatted(t.width()));
    for (int v = 0; v < vectors; v++) {
      t.line("        FloatVector b%d = FloatVector.fromArray(S, b, bRow%s);".formatted(v, t.packed(v)));
    }
    t.multiplyAdds("        ", "x[p# + l]");
    t.line("      }");
    t.line("      bTap += tapLength * %s;".formatted(t.width()));
    t.line("    }");
    t.eachRow("    int y# = yOffset + r# * yStride;", "r0", "first");
    t.eachAccumulator("    a#@.intoArray(y, y#+@);");
    t.line("  }");
    return t.toString();
  }

  static String multiplyRow(int vectors) {
    TileCode t = new TileCode(1, vectors);
    t.line("  /** A single row, which the speed of loading B bounds. */");
    t.line("  static void tile1x%d(".formatted(vectors));
    t.line(
        "      float[] y, int yAt, float[] init, int initAt, float[] x, int xAt, int[] taps, int tapLength, float[] b,");
    t.line("      int bOffset" + t.endParameter());
    t.eachVector("    FloatVector a@ = FloatVector.fromArray(S, init, initAt+@);");
    t.line("    int bTap = bOffset;");
    t.line("    for (int tap : taps) {");
    t.line("      int p = xAt + tap;");
    t.line("      for (int l = 0; l < tapLength; l++) {");
    t.line("        int bRow = bTap + l * %s;".formatted(t.width()));
    t.line("        FloatVector s = FloatVector.broadcast(S, x[p + l]);");
    for (int v = 0; v < vectors; v++) {
      t.line("        a%d = s.fma(FloatVector.fromArray(S, b, bRow%s), a%d);".formatted(v, t.packed(v), v));
    }
    t.line("      }");
    t.line("      bTap += tapLength * %s;".formatted(t.width()));
    t.line("    }");
    t.eachVector("    a@.intoArray(y, yAt+@);");
    t.line("  }");
    return t.toString();
  }

  static String outer(int rows, int vectors) {
    TileCode t = new TileCode(rows, vectors);
    t.line("  static void tile%dx%d(".formatted(rows, vectors));
    t.line("      float[] dW, int dWOffset, int dWStride, int[] offsets, int first, int last, float[] x, int xOffset,");
    t.line("      int[] rows, int firstRow, int rowCount, float[] dy, int dyOffset, int n" + t.endParameter());
    t.otherRows("    int l# = Math.min(first + #, last);");
    t.eachRow("    int w# = dWOffset + l# * dWStride;", "l0", "first");
    t.eachAccumulator("    FloatVector a#@ = FloatVector.fromArray(S, dW, w#+@);");
    t.eachRow("    int o# = xOffset + offsets[l#];", "l0", "first");
    t.line("    for (int r = 0; r < rowCount; r++) {");
    t.line("      int p = rows[firstRow + r];");
    t.line("      int dyRow = dyOffset + r * n;");
    t.eachVector("      FloatVector b@ = FloatVector.fromArray(S, dy, dyRow+@);");
    t.multiplyAdds("      ", "x[p + o#]");
    t.line("    }");
    t.eachAccumulator("    a#@.intoArray(dW, w#+@);");
    t.line("  }");
    return t.toString();
  }

  static String patches(int taps, int vectors) {
    TileCode t = new TileCode(taps, vectors);
    t.line("  static void tile%dx%d(".formatted(taps, vectors));
    t.line("      float[] y, int yOffset, int yStride, float[] x, int xOffset, int xStride,");
    t.line("      float[] start, int startOffset, float[] scale, int scaleOffset, int count" + t.endParameter());
    for (int tap = 0; tap < taps; tap++) {
      t.line("    int y%d = %s;".formatted(tap, tap == 0 ? "yOffset" : "y" + (tap - 1) + " + yStride"));
    }
    t.eachAccumulator("    FloatVector a#@ = FloatVector.fromArray(S, y, y#+@);");
    t.line("    for (int e = 0; e < count; e++) {");
    t.line("      FloatVector s = FloatVector.broadcast(S, scale[scaleOffset + e]);");
    t.line("      int x0 = xOffset + (int) start[startOffset + e];");
    for (int tap = 1; tap < taps; tap++) {
      t.line("      int x%d = x%d + xStride;".formatted(tap, tap - 1));
    }
    t.eachAccumulator("      a#@ = s.fma(FloatVector.fromArray(S, x, x#+@), a#@);");
    t.line("    }");
    t.eachAccumulator("    a#@.intoArray(y, y#+@);");
    t.line("  }");
    return t.toString();
  }
}
