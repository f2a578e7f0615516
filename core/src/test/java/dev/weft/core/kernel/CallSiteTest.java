package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps the methods that use vectors small enough to compile early.
 *
 * <p>Every call of the Vector API is inlined deeply, and C1 gives a method up at about a hundred of them. Such a method is
 * interpreted until C2 has compiled it, with a boxed vector for every operation: the first seconds of a run are lost, and
 * sometimes more. The largest tile of a product has 82 call sites (24 accumulators loaded, multiplied and stored, 4 columns and
 * 6 broadcasts), that of a window of one channel 86. What C1 makes of the rest is asked by {@link FirstCompilerTest}.
 */
class CallSiteTest {

  private static final int MOST = 86;

  private static Map<String, Long> callSites(Class<?> type) throws IOException {
    try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      Map<String, Long> sites = new LinkedHashMap<>();
      for (MethodModel method : ClassFile.of().parse(bytes.readAllBytes()).methods()) {
        sites.put(method.methodName().stringValue(), callSites(method));
      }
      return sites;
    }
  }

  private static long callSites(MethodModel method) {
    return method.code().stream().flatMap(code -> code.elementStream())
        .filter(element -> element instanceof InvokeInstruction call
            && call.owner().asInternalName().startsWith("jdk/incubator/vector/"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(classes = {
      MultiplyTiles.class, OuterTiles.class, PatchTiles.class, ElementLoops.class, SimdKernels.class,
      WinogradTiles.class, SingleChannelTiles.class, ShortPatches.class, DepthwiseLoops.class, ChannelLoops.class,
      LargeTileLoops.class, RowSums.class, ShortRows.class, SigmoidLoops.class, RecurrentLoops.class})
  void noMethodHasMoreVectorCallsThanC1Compiles(Class<?> type) throws IOException {
    assertThat(callSites(type)).isNotEmpty()
        .allSatisfy((method, sites) -> assertThat(sites).as(method).isLessThanOrEqualTo(MOST));
  }

  @Test
  void theCountSeesTheCallsOfTheLargestTile() throws IOException {
    assertThat(callSites(MultiplyTiles.class)).containsEntry("tile6x4", 82L);
  }
}
