package dev.weft.core;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IncubatorModuleTest {
  @Test
  void theVectorModuleIsResolvedInTheTestJvm() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
  }

  @Property(tries = 20)
  void aBroadcastVectorHoldsItsValueInEveryLane(@ForAll @IntRange(min = -1000, max = 1000) int value) {
    float[] lanes = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, value).toArray();
    assertThat(lanes).containsOnly(value);
  }
}
