import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes the register tiles of {@code dev.weft.core.kernel}: rows × vectors of accumulators, each a variable with a name,
 * since C2 keeps nothing else in registers. What it writes is kept in the tree; a test compares.
 *
 * <p>{@code java core/src/tiles/java/Tiles.java core/src/main/java} writes the files again. A tile of another size is a number
 * in {@link #all()}.
 *
 * <p>In the lines below {@code #} stands for the number of a row and {@code @} for that of a vector, and {@code +@} for where
 * the vector starts after the first one.
 */
public final class Tiles {

  private static final String FOLDER = "dev/weft/core/kernel/";

  private final int rows;
  private final int vectors;
  private final StringBuilder out = new StringBuilder();

  private Tiles(int rows, int vectors) {
    this.rows = rows;
    this.vectors = vectors;
  }

  /** Writes all files below the folder of sources that the argument names. */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> file : all().entrySet()) {
      Files.writeString(Path.of(arguments[0], FOLDER + file.getKey() + ".java"), file.getValue());
    }
  }

  /** The text of each class. */
  static Map<String, String> all() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("MultiplyTiles", type("MultiplyTiles", """
         * Register tiles of {@link Kernels#multiply}: six rows times one to four vectors of columns.
         *
         * <p>A tile keeps its results in named accumulators, one vector each, while it reduces over k: 6 × 4 of them, 4 vectors of
         * B and a broadcast element of x fit the 32 registers of AVX-512 and NEON; 6 × 2 fit the 16 of AVX2. A tile that
         * reaches over the last row computes that row again instead of branching: it stores the same value twice. So does a tile
         * that reaches over the last column: its last vector starts {@code end} columns after the first one, where it ends with
         * the row, and shares columns with the vector before it.
        """, multiply(6, 4), multiply(6, 3), multiply(6, 2), multiply(6, 1), multiplyRow(4)));
    files.put("OuterTiles", type("OuterTiles", """
         * Register tiles of {@link Kernels#multiplyTransposed}: six rows of dW times one to four vectors of columns.
         *
         * <p>Each step of the reduction adds the outer product of six floats of x and a row of dy. A tile lower than
         * six rows repeats its last row, which is then stored several times with the same value; one narrower than its vectors has
         * the last one start {@code end} columns after the first, as in {@link MultiplyTiles}.
        """, outer(6, 4), outer(6, 3), outer(6, 2), outer(6, 1)));
    return files;
  }

  private static String type(String name, String description, String... tiles) {
    return """
        package dev.weft.core.kernel;

        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.VectorSpecies;

        /**
        %s *
         * <p>Written by core/src/tiles/java/Tiles.java; change it there.
         */
        final class %s {

          private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
          private static final int L = S.length();

          private %s() {}

        %s}
        """.formatted(description, name, name, String.join("\n", tiles));
  }

  private static String multiply(int rows, int vectors) {
    Tiles t = new Tiles(rows, vectors);
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
    return t.out.toString();
  }

  private static String multiplyRow(int vectors) {
    Tiles t = new Tiles(1, vectors);
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
    return t.out.toString();
  }

  private static String outer(int rows, int vectors) {
    Tiles t = new Tiles(rows, vectors);
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
    return t.out.toString();
  }

  private String endParameter() {
    return vectors == 1 ? ") {" : ", int end) {";
  }

  /** Where a vector of packed columns starts. */
  private String packed(int vector) {
    return vector == 0 ? "" : vector == 1 ? " + L" : " + " + vector + " * L";
  }

  /** Where a vector of columns as they lie in memory starts: the last one may overlap the one before. */
  private String start(int vector) {
    return vector > 0 && vector == vectors - 1 ? " + end" : packed(vector);
  }

  private String width() {
    return vectors == 1 ? "L" : "(" + vectors + " * L)";
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void eachRow(String line) {
    IntStream.range(0, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  /** Row 0 has another name for something. */
  private void eachRow(String line, String name, String nameInRow0) {
    line(line.replace("#", "0").replace(name, nameInRow0));
    IntStream.range(1, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  private void otherRows(String line) {
    IntStream.range(1, rows).forEach(r -> line(line.replace("#", "" + r)));
  }

  private String vector(String line, int vector) {
    return line.replace("+@", start(vector)).replace("@", "" + vector);
  }

  private void eachVector(String line) {
    IntStream.range(0, vectors).forEach(v -> line(vector(line, v)));
  }

  private void eachAccumulator(String line) {
    IntStream.range(0, rows).forEach(r -> eachVector(line.replace("#", "" + r)));
  }

  /** One element of each row, broadcast, times the vectors b0, b1 … */
  private void multiplyAdds(String indent, String element) {
    line(indent + "FloatVector s = FloatVector.broadcast(S, " + element.replace("#", "0") + ");");
    for (int r = 0; r < rows; r++) {
      if (r > 0) {
        line(indent + "s = FloatVector.broadcast(S, " + element.replace("#", "" + r) + ");");
      }
      eachVector((indent + "a#@ = s.fma(b@, a#@);").replace("#", "" + r));
    }
  }
}
