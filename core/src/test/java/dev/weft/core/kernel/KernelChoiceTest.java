package dev.weft.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice is made once per JVM, so every test but the first starts one. */
@Timeout(120)
class KernelChoiceTest {

  private static final int BITS = FloatVector.SPECIES_PREFERRED.vectorBitSize();
  private static final String[] WITH_VECTORS = {"--add-modules", "jdk.incubator.vector"};

  /** What {@link KernelChild} printed. */
  private record Child(List<String> out, String err) {

    static Child run(String mode, String... options) throws IOException, InterruptedException {
      ChildJvm child = ChildJvm.run(KernelChild.class, List.of(mode), options);
      return new Child(child.out(), child.err());
    }

    static Child runWithVectors(String mode, String... options) throws IOException, InterruptedException {
      List<String> all = new ArrayList<>(List.of(WITH_VECTORS));
      all.addAll(List.of(options));
      return run(mode, all.toArray(String[]::new));
    }

    String kernels() {
      return out.get(0);
    }

    String reason() {
      return out.get(1);
    }

    boolean fallback() {
      return Boolean.parseBoolean(out.get(2));
    }
  }

  private static void assertFallback(Child child, String reason) {
    assertThat(child.kernels()).isEqualTo("scalar");
    assertThat(child.reason()).contains(reason);
    assertThat(child.fallback()).isTrue();
    assertThat(child.err()).containsOnlyOnce("Weft computes with scalar kernels").contains(child.reason());
  }

  @Test
  void takesThePreferredWidthWhereTheModuleIsPresent() {
    assumeTrue(BITS >= 128);
    KernelChoice choice = KernelChoice.active();
    assertThat(choice.kernels().name()).isEqualTo("simd-" + BITS);
    assertThat(choice.kernels().lanes()).isEqualTo(BITS / Float.SIZE);
    assertThat(choice.reason()).isEqualTo("the machine's preferred width is " + BITS + " bits");
    assertThat(choice.fallback()).isFalse();
    assertThat(Kernels.active()).isSameAs(choice.kernels());
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void kernelsOfEveryWidthKeepTheContract(int bits) throws IOException, InterruptedException {
    assumeTrue(bits <= BITS);
    Child child = Child.runWithVectors("contract", "-Dweft.simd.bits=" + bits);
    assertThat(child.kernels()).isEqualTo("simd-" + bits);
    assertThat(child.reason()).isEqualTo("width set with -Dweft.simd.bits=" + bits);
    assertThat(child.fallback()).isFalse();
    assertThat(child.out().get(3)).matches("passed [1-9][0-9]{2,}");
    assertThat(child.err()).doesNotContain("scalar");
  }

  @Test
  void scalarKernelsKeepTheContract() throws IOException, InterruptedException {
    Child child = Child.runWithVectors("contract", "-Dweft.kernels=scalar");
    assertThat(child.out().subList(0, 3))
        .containsExactly("scalar", "asked for with -Dweft.kernels=scalar", "false");
    assertThat(child.out().get(3)).matches("passed [1-9][0-9]{2,}");
    assertThat(child.err()).as("no warning for what was asked for").doesNotContain("Weft computes");
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void kernelsOfEveryWidthAreWarmedUp(int bits) throws IOException, InterruptedException {
    assumeTrue(bits <= BITS);
    Child child = Child.runWithVectors("warmup", "-Dweft.simd.bits=" + bits);
    assertThat(child.kernels()).isEqualTo("simd-" + bits);
    assertThat(child.out()).endsWith("warm");
  }

  @Test
  void scalarKernelsNeedNoWarmUp() throws IOException, InterruptedException {
    Child child = Child.runWithVectors("warmup", "-Dweft.kernels=scalar");
    assertThat(child.kernels()).isEqualTo("scalar");
    assertThat(child.out()).endsWith("warm");
  }

  @Test
  void simdCanBeAskedFor() throws IOException, InterruptedException {
    assumeTrue(BITS >= 128);
    Child child = Child.runWithVectors("choice", "-Dweft.kernels=simd");
    assertThat(child.out()).containsExactly("simd-" + BITS, "asked for with -Dweft.kernels=simd", "false");
  }

  @Test
  void fallsBackWithoutTheModuleAndNamesTheRemedy() throws IOException, InterruptedException {
    assertFallback(Child.run("choice"), "start java with --add-modules jdk.incubator.vector");
  }

  @Test
  void fallsBackWhereTheJvmOnlyInterprets() throws IOException, InterruptedException {
    assertFallback(Child.runWithVectors("choice", "-Xint"), "remove -Xint");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -XX:TieredStopAtLevel=0                                    | C2 is switched off; remove -XX:TieredStopAtLevel=0
      -XX:TieredStopAtLevel=1                                    | C2 is switched off; remove -XX:TieredStopAtLevel
      -XX:TieredStopAtLevel=2                                    | C2 is switched off; remove -XX:TieredStopAtLevel=2
      -XX:TieredStopAtLevel=3                                    | C2 is switched off; remove -XX:TieredStopAtLevel=3
      -XX:CompilationMode=quick-only                             | C2 is switched off
      -XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport  | remove -XX:-EnableVectorSupport
      -XX:MaxVectorSize=8                                        | compiles no vectors of 128 bits
      """)
  void fallsBackWhereC2OrItsVectorsAreSwitchedOff(String options, String reason)
      throws IOException, InterruptedException {
    assertFallback(Child.runWithVectors("choice", options.split(" ")), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:-UseFMA", "-XX:UseAVX=0"})
  void fallsBackWithoutFusedMultiplyAdds(String option) throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
    assertFallback(Child.runWithVectors("choice", option), "no fused multiply-add in hardware; remove -XX:-UseFMA");
    assertThat(Child.runWithVectors("error", option, "-Dweft.kernels=simd").out()).hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("no fused multiply-add"));
  }

  @Test
  void staysWithSimdWhereTheFirstCompilerIsSwitchedOff() throws IOException, InterruptedException {
    assumeTrue(BITS >= 128);
    Child child = Child.runWithVectors("choice", "-XX:-TieredCompilation");
    assertThat(child.kernels()).isEqualTo("simd-" + BITS);
  }

  @Test
  void measuresATileWhereTheJvmCannotBeAsked() throws IOException, InterruptedException {
    assumeTrue(BITS >= 128);
    String[] fewModules = {"--limit-modules", "java.base,java.logging,jdk.incubator.vector"};
    assertThat(Child.runWithVectors("choice", fewModules).kernels()).isEqualTo("simd-" + BITS);
    assertFallback(Child.runWithVectors("choice", fewModules[0], fewModules[1], "-XX:+UnlockExperimentalVMOptions",
        "-XX:-EnableVectorSupport"), "computes with vectors no faster than without");
  }

  @Test
  void fallsBackWhereTheMachineIsNarrowerThanTheWidthAskedFor() throws IOException, InterruptedException {
    assumeTrue(System.getProperty("os.arch").equals("amd64"));
    Child child = Child.runWithVectors("choice", "-XX:UseAVX=0", "-Dweft.simd.bits=512");
    assertFallback(child, "vectors of 512 bits were asked for and the machine has 128");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -Dweft.kernels=fast  | expected -Dweft.kernels=scalar or simd, got 'fast'
      -Dweft.kernels=SIMD  | expected -Dweft.kernels=scalar or simd, got 'SIMD'
      -Dweft.simd.bits=64  | expected -Dweft.simd.bits=128, 256 or 512, got '64'
      -Dweft.simd.bits=wide| expected -Dweft.simd.bits=128, 256 or 512, got 'wide'
      """)
  void anInvalidPropertyIsTheSameClearErrorEveryTime(String option, String message)
      throws IOException, InterruptedException {
    String expected = "IllegalArgumentException: " + message;
    assertThat(Child.runWithVectors("error", option).out()).containsExactly(expected, expected);
  }

  @Test
  void anInvalidWidthIsAnErrorEvenWhereItWouldNotBeUsed() throws IOException, InterruptedException {
    assertThat(Child.run("error", "-Dweft.simd.bits=7", "-Dweft.kernels=scalar").out())
        .contains("IllegalArgumentException: expected -Dweft.simd.bits=128, 256 or 512, got '7'");
    assertThat(Child.run("error", "-Dweft.simd.bits=7").out())
        .contains("IllegalArgumentException: expected -Dweft.simd.bits=128, 256 or 512, got '7'");
  }

  /** A class file that cannot be loaded stands for a JDK whose vector API has changed: both are linkage errors. */
  private static String classPathWithBroken(Class<?> type, Path folder) throws IOException {
    Path file = folder.resolve(type.getName().replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {1, 2, 3, 4});
    return folder + File.pathSeparator + System.getProperty("java.class.path");
  }

  @ParameterizedTest
  @ValueSource(classes = {VectorProbe.class, SimdKernels.class})
  void fallsBackWhereTheVectorApiIsAnother(Class<?> touched, @TempDir Path folder)
      throws IOException, InterruptedException {
    String classPath = classPathWithBroken(touched, folder);
    Child child = Child.runWithVectors("contract", "-cp", classPath);
    assertFallback(child, "jdk.incubator.vector of Java " + Runtime.version().feature() + " is not the one");
    assertThat(child.reason()).contains("java.lang.ClassFormatError");
    assertThat(child.out().get(3)).startsWith("passed ");
    assertThat(Child.runWithVectors("error", "-cp", classPath, "-Dweft.kernels=simd").out()).hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith(
            "IllegalStateException: SIMD kernels were asked for with -Dweft.kernels=simd, but the module jdk.incubator.vector"));
  }

  @Test
  void simdThatCannotBeHadIsAnErrorWhereItWasDemanded() throws IOException, InterruptedException {
    assertThat(Child.run("error", "-Dweft.kernels=simd").out()).contains(
        "IllegalStateException: SIMD kernels were asked for with -Dweft.kernels=simd, but the module "
            + "jdk.incubator.vector is not loaded; start java with --add-modules jdk.incubator.vector");
  }
}
