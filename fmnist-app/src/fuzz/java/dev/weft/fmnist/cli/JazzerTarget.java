package dev.weft.fmnist.cli;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A reader of {@link FuzzTest} for <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>, which looks at what
 * code each file reaches and goes on from those that reach more. Compiled and run in the profile {@code jazzer} only.
 */
public final class JazzerTarget {

  private static final FuzzTest.Target TARGET = FuzzTest.Target.valueOf(System.getProperty("fuzz.target", "MODEL"));
  private static final Path FOLDER = Path.of("target", "jazzer", TARGET.toString());

  private JazzerTarget() {}

  /** Writes the corpus of the target, then fuzzes for {@code -Dfuzz.seconds}. What fails is left in {@code target/fuzz}. */
  public static void main(String[] args) throws Exception {
    Path corpus = Files.createDirectories(FOLDER.resolve("corpus"));
    List<byte[]> files = TARGET.corpus(Files.createDirectories(FOLDER));
    for (int i = 0; i < files.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), files.get(i));
    }
    Jazzer
        .main(new String[] {"--target_class=" + JazzerTarget.class.getName(), "--instrumentation_includes=dev.weft.**",
            "-max_total_time=" + System.getProperty("fuzz.seconds", "60"), corpus.toString()});
  }

  /** Reads one file. */
  public static void fuzzerTestOneInput(byte[] content) throws IOException {
    FuzzTest.check(TARGET, FOLDER.resolve("damaged"), content, "of Jazzer", false);
  }
}
