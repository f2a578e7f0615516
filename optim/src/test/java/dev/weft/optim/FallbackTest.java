package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where SIMD kernels cannot be had the library works all the same, and one line of the log says why. */
@Timeout(300)
class FallbackTest {

  private static final String LOG = "log WARNING dev.weft.core.kernel "
      + "Weft computes with scalar kernels, many times slower than SIMD: ";
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @TempDir
  private Path services;

  @BeforeEach
  void declareTheLoggerFinder() throws IOException {
    Path file = services.resolve("META-INF/services/java.lang.System$LoggerFinder");
    Files.createDirectories(file.getParent());
    Files.writeString(file, PrintingLoggers.class.getName());
  }

  private List<String> train(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-Xmx256m"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-cp", services + File.pathSeparator + System.getProperty("java.class.path"),
        FallbackChild.class.getName()));
    return ChildJvm.run(arguments).out();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -Dno.option=needed       | the module jdk.incubator.vector is not loaded; start java with --add-modules jdk.incubator.vector
      -Xint                    | the JVM only interprets; remove -Xint
      -XX:TieredStopAtLevel=1  | C2 is switched off; remove -XX:TieredStopAtLevel or -XX:CompilationMode
      -XX:MaxVectorSize=8      | the JVM compiles no vectors of 128 bits here (C2 is switched off, or the CPU has none)
      """)
  void oneWarningNamesReasonAndRemedyAndTheScalarResultsAreRight(String option, String reason)
      throws IOException, InterruptedException {
    List<String> asked = train("-Dweft.kernels=scalar");
    assertThat(asked).startsWith("kernels scalar").hasSize(3);
    assertThat(asked.get(2)).isEqualTo("accuracy 1.0");

    List<String> fallenBack = reason.contains("not loaded") ? train(option) : train(VECTORS, option);
    assertThat(fallenBack).startsWith(LOG + reason);
    assertThat(fallenBack.subList(1, fallenBack.size())).isEqualTo(asked);
  }

  @Test
  void nothingIsLoggedWhereSimdIsUsed() throws IOException, InterruptedException {
    assertThat(train(VECTORS)).hasSize(3).last().isEqualTo("accuracy 1.0");
  }
}
