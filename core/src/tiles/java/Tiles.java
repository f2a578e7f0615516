import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the register tiles of {@code dev.weft.core.kernel}: rows × vectors of accumulators, each a variable with a name,
 * since C2 keeps nothing else in registers. What it writes is kept in the tree; a test compares.
 *
 * <p>{@code java core/src/tiles/java/Tiles.java core/src/main/java} writes the files again. A tile of another size is a number
 * in {@link #all()}.
 */
public final class Tiles {

  private static final String FOLDER = "dev/weft/core/kernel/";

  private Tiles() {}

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
         * Register tiles of {@link Kernels#multiply}: six rows times two to four vectors of columns, or eight times one.
         *
         * <p>A tile keeps its results in named accumulators, one vector each, while it reduces over k: 6 × 4 of them, 4 vectors of
         * B and a broadcast element of x fit the 32 registers of AVX-512 and NEON; 6 × 2 fit the 16 of AVX2. Fewer than eight sums would wait for each other, hence 8 × 1. A tile that
         * reaches over the last row computes that row again instead of branching: it stores the same value twice. So does a tile
         * that reaches over the last column: its last vector starts {@code end} columns after the first one, where it ends with
         * the row, and shares columns with the vector before it.
        """, ProductTiles.multiply(6, 4), ProductTiles.multiply(6, 3), ProductTiles.multiply(6, 2),
        ProductTiles.multiply(8, 1), ProductTiles.multiplyRow(4)));
    files.put("OuterTiles", type("OuterTiles", """
         * Register tiles of {@link Kernels#multiplyTransposed}: six rows of dW times two to four vectors of columns, or eight times one.
         *
         * <p>Each step of the reduction adds the outer product of floats of x and a row of dy. A tile lower than
         * its rows repeats its last row, which is then stored several times with the same value; one narrower than its vectors has
         * the last one start {@code end} columns after the first, as in {@link MultiplyTiles}.
        """, ProductTiles.outer(6, 4), ProductTiles.outer(6, 3), ProductTiles.outer(6, 2),
        ProductTiles.outer(8, 1)));
    files.put("PatchTiles", type("PatchTiles", """
         * Register tiles of {@link Kernels#addScaledPatches}: taps times vectors.
         *
         * <p>Three taps at once are what 3 × 3 convolutions have: 3 × 6 vectors where there are 32 registers, 3 × 4 where there are
         * 16. Each patch costs one broadcast and one load per multiply-add, so a tile runs at the speed of
         * loads: half the peak, for a small part of the work. The last vector starts {@code end} floats after the first one, as in
         * {@link MultiplyTiles}.
        """, ProductTiles.patches(3, 6), ProductTiles.patches(3, 4), ProductTiles.patches(1, 2)));
    files.put("SingleChannelTiles", type("SingleChannelTiles", """
         * Register tiles of {@link Kernels#convolve3x3ReluMaxPool} and its gradient: the first layer of a network for grey images.
         *
         * <p>A patch of one channel has only nine elements, too few for the loops of {@link MultiplyTiles}. Here the nine weights of a
         * vector of filters stay in registers for all windows, and each of a window's 16 pixels is broadcast once for the up to
         * four sums that it is part of: 36 multiply-adds for 16 loads.
         *
         * <p>The plain loops of {@link ScalarPooledConvolutions} define what is computed; the tiles give the same up to rounding.
        """, WindowTiles.forward(), WindowTiles.gradient(), WindowTiles.biasGradient()));
    return files;
  }

  private static String type(String name, String description, String... tiles) {
    String body = String.join("\n", tiles);
    StringBuilder imports = new StringBuilder("import jdk.incubator.vector.FloatVector;\n");
    for (String used : new String[] {"VectorMask", "VectorOperators"}) {
      imports.append(body.contains(used) ? "import jdk.incubator.vector." + used + ";\n" : "");
    }
    String lanes = body.contains(" L") ? "  private static final int L = S.length();\n" : "";
    return """
        package dev.weft.core.kernel;

        %simport jdk.incubator.vector.VectorSpecies;

        /**
        %s *
         * <p>Written by core/src/tiles/java/Tiles.java; change it there.
         */
        final class %s {

          private static final VectorSpecies<Float> S = SimdKernels.SPECIES;
        %s
          private %s() {}

        %s}
        """.formatted(imports, description, name, lanes, name, body);
  }
}
