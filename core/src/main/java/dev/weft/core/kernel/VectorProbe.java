package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The questions about vectors that need the vector module; loaded only where it is present. */
final class VectorProbe {

  private static final int SMALLEST_USEFUL_BITS = 128;

  /** The tier of C2 in HotSpot's counting. */
  private static final int C2_LEVEL = 4;

  private VectorProbe() {}

  /** Why vectors would be slow here, or null if they will not be. */
  static String obstacle() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits < SMALLEST_USEFUL_BITS) {
      return "the JVM compiles no vectors of " + SMALLEST_USEFUL_BITS
          + " bits here (C2 is switched off, or the CPU has none)";
    }
    int wanted = requestedSpecies().vectorBitSize();
    if (wanted > bits) {
      return "vectors of " + wanted + " bits were asked for and the machine has " + bits;
    }
    if (!SpeedProbe.fmaIsFast()) {
      return "there is no fused multiply-add in hardware; remove -XX:-UseFMA and -XX:UseAVX=0, or give a virtual machine the"
          + " CPU model of its host (QEMU: -cpu host)";
    }
    JvmFlags flags = JvmFlags.ofThisJvm();
    if (flags == null || flags.get("TieredStopAtLevel").isEmpty() || flags.get("UseJVMCICompiler").equals("true")) {
      return SpeedProbe.overtakesScalar(SimdKernels.INSTANCE) ? null
          : "this JVM computes with vectors no faster than without; use a JDK 25 with HotSpot and its compiler C2";
    }
    return switchedOff(flags);
  }

  private static String switchedOff(JvmFlags flags) {
    int level = Integer.parseInt(flags.get("TieredStopAtLevel"));
    if (level < C2_LEVEL) {
      return "C2 is switched off; remove -XX:TieredStopAtLevel=" + level;
    }
    if (flags.isOff("UseCompiler")) {
      return "the JVM only interprets; remove -XX:-UseCompiler";
    }
    return flags.isOff("EnableVectorSupport")
        ? "C2 was told not to compile vectors; remove -XX:-EnableVectorSupport" : null;
  }

  /** The species that {@link KernelChoice#BITS_PROPERTY} asks for, or the machine's preferred one. */
  static VectorSpecies<Float> requestedSpecies() {
    String bits = System.getProperty(KernelChoice.BITS_PROPERTY, "");
    return switch (bits) {
      case "" -> FloatVector.SPECIES_PREFERRED;
      case "128" -> VectorSpecies.of(float.class, VectorShape.S_128_BIT);
      case "256" -> VectorSpecies.of(float.class, VectorShape.S_256_BIT);
      case "512" -> VectorSpecies.of(float.class, VectorShape.S_512_BIT);
      default -> throw new IllegalStateException("expected a checked width, got '" + bits + "'");
    };
  }
}
