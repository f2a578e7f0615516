package dev.weft.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The questions about vectors that need the vector module; loaded only where it is present. */
final class VectorProbe {

  private static final int SMALLEST_USEFUL_BITS = 128;

  private VectorProbe() {}

  /** Why vectors would be slow here, or null if they will not be. */
  static String obstacle() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits < SMALLEST_USEFUL_BITS) {
      return "the JVM compiles no vectors of " + SMALLEST_USEFUL_BITS
          + " bits here (C2 is switched off, or the CPU has none)";
    }
    int wanted = requestedSpecies().vectorBitSize();
    return wanted <= bits ? null : "vectors of " + wanted + " bits were asked for and the machine has " + bits;
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
