package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C1 compiles every kernel, also in the middle of a loop.
 *
 * <p>A method whose on-stack replacement C1 gives up may never reach C2: every vector is then an object, for good. What C1
 * gives up does not show in the number of calls that {@link CallSiteTest} counts, so this asks the JVM. The options
 * make it compile loops early, methods late, and both before the program goes on.
 */
@Timeout(300)
class FirstCompilerTest {

  private static final int BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void theFirstCompilerCompilesTheLoopsOfAllKernelsAtRaggedWidths(int bits) throws IOException, InterruptedException {
    assumeTrue(bits <= BITS);
    ChildJvm child = ChildJvm.run(KernelSweep.class, List.of("400"), "--add-modules", "jdk.incubator.vector",
        "-Dweft.simd.bits=" + bits, "-XX:+PrintCompilation", "-XX:-BackgroundCompilation",
        "-XX:Tier3BackEdgeThreshold=300", "-XX:Tier3InvocationThreshold=100000",
        "-XX:Tier3MinInvocationThreshold=100000", "-XX:Tier3CompileThreshold=100000");
    assertThat(child.out()).contains("swept simd-" + bits);
    List<String> ours = child.out().stream().filter(line -> line.contains("dev.weft")).toList();
    assertThat(ours).noneMatch(line -> line.contains("COMPILE SKIPPED"));
    for (Class<?> tiles : List.of(MultiplyTiles.class, OuterTiles.class)) {
      assertThat(Arrays.stream(tiles.getDeclaredMethods()).filter(tile -> Modifier.isStatic(tile.getModifiers())))
          .filteredOn(tile -> bits != 256 || !tile.getName().matches(".*x[34]"))
          .allSatisfy(tile -> assertThat(ours).as(tile.getName()).anyMatch(
              line -> line.matches(".*%.* 3 .*" + tiles.getSimpleName() + "::" + tile.getName() + " @.*")));
    }
  }
}
