package dev.weft.core.kernel;

import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Which kernels this JVM uses, and why.
 *
 * <p>SIMD kernels are chosen where all that they rely on is there: the module {@code jdk.incubator.vector} with the API of Java
 * 25, C2 and its support of vectors, fused multiply-adds in hardware, and vectors of 128 bits or more; else the scalar ones, and
 * one warning through {@link System.Logger} names the reason and the remedy. HotSpot is asked for its options; where it has no
 * answer, a register tile is timed against the scalar loop. {@code -Dweft.kernels=scalar|simd} forces the choice and {@code
 * -Dweft.simd.bits=128|256|512} the width.
 *
 * {@snippet :
 * KernelChoice choice = KernelChoice.active();
 * System.out.println(choice.kernels().name() + ", because " + choice.reason());
 * }
 *
 * @param kernels the chosen implementation
 * @param reason one sentence for people: why this one
 * @param fallback whether SIMD was wanted and could not be had
 */
public record KernelChoice(Kernels kernels, String reason, boolean fallback) {

  /** {@code scalar} or {@code simd}; unset chooses by the machine. */
  public static final String KERNELS_PROPERTY = "weft.kernels";

  /** {@code 128}, {@code 256} or {@code 512}; unset takes the machine's preferred width. */
  public static final String BITS_PROPERTY = "weft.simd.bits";

  /** For example {@code KernelChoice[simd-512: 512-bit vectors …]}. */
  @Override
  public String toString() {
    return "KernelChoice[" + kernels.name() + (fallback ? ", a fallback: " : ": ") + reason + "]";
  }

  /**
   * The choice of this JVM, made at the first call and logged if it is a fallback.
   *
   * @throws IllegalArgumentException if one of the two properties has a value that it does not take
   * @throws IllegalStateException if SIMD kernels were demanded and cannot be had
   */
  public static KernelChoice active() {
    if (Holder.ERROR != null) {
      throw Holder.ERROR;
    }
    return Holder.ACTIVE;
  }

  /** Keeps an error as well as a choice: an initialiser that throws could be asked only once. */
  private static final class Holder {
    static final KernelChoice ACTIVE;
    static final RuntimeException ERROR;

    static {
      KernelChoice choice = null;
      RuntimeException error = null;
      try {
        choice = choose();
      } catch (IllegalArgumentException | IllegalStateException e) {
        error = e;
      }
      ACTIVE = choice;
      ERROR = error;
    }

    private static KernelChoice choose() {
      KernelChoice choice = KernelChoice.choose();
      if (choice.fallback()) {
        System.getLogger("dev.weft.core.kernel")
            .log(Level.WARNING, "Weft computes with scalar kernels, many times slower than SIMD: {0}", choice.reason());
      }
      return choice;
    }
  }

  private static KernelChoice choose() {
    String wanted = property(KERNELS_PROPERTY, "scalar or simd", "scalar", "simd");
    property(BITS_PROPERTY, "128, 256 or 512", "128", "256", "512");
    if (wanted.equals("scalar")) {
      return new KernelChoice(ScalarKernels.INSTANCE, "asked for with -D" + KERNELS_PROPERTY + "=scalar", false);
    }
    String obstacle;
    try {
      obstacle = obstacle();
      if (obstacle == null) {
        return simd(wanted.equals("simd"));
      }
    } catch (LinkageError e) { // an incubator's API may change with every JDK
      obstacle = "the module jdk.incubator.vector of Java " + Runtime.version().feature()
          + " is not the one that Weft was compiled for; use Java 25 (" + e + ")";
    }
    if (wanted.equals("simd")) {
      throw new IllegalStateException(
          "SIMD kernels were asked for with -D" + KERNELS_PROPERTY + "=simd, but " + obstacle);
    }
    return new KernelChoice(ScalarKernels.INSTANCE, obstacle, true);
  }

  /** A system property, empty if it is not set. */
  private static String property(String name, String expected, String... allowed) {
    String value = System.getProperty(name, "");
    if (!value.isEmpty() && !List.of(allowed).contains(value)) {
      throw new IllegalArgumentException("expected -D" + name + "=" + expected + ", got '" + value + "'");
    }
    return value;
  }

  private static KernelChoice simd(boolean forced) {
    Kernels kernels = SimdKernels.INSTANCE;
    String bits = System.getProperty(BITS_PROPERTY, "");
    String reason =
        !bits.isEmpty() ? "width set with -D" + BITS_PROPERTY + "=" + bits
            : forced ? "asked for with -D" + KERNELS_PROPERTY + "=simd"
                : "the machine's preferred width is " + kernels.lanes() * Float.SIZE + " bits";
    return new KernelChoice(kernels, reason, false);
  }

  /** Why SIMD kernels cannot be used, or null if they can. */
  private static String obstacle() {
    if (!vectorModuleIsVisible()) {
      return "the module jdk.incubator.vector is not loaded; start java with --add-modules jdk.incubator.vector";
    }
    String vm = System.getProperty("java.vm.info", "") + " " + System.getProperty("java.vm.name", "");
    if (vm.contains("interpreted mode")) {
      return "the JVM only interprets; remove -Xint";
    }
    if (vm.contains("emulated-client")) {
      return "C2 is switched off; remove -XX:TieredStopAtLevel or -XX:CompilationMode";
    }
    return VectorProbe.obstacle();
  }

  /** Not a question to the boot layer: a launcher may have loaded the module later. */
  private static boolean vectorModuleIsVisible() {
    try {
      Class.forName("jdk.incubator.vector.Vector", false, KernelChoice.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
