package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program of one file, which the README shows: it is run from its source, as JBang and the JDK's launcher do. */
@Timeout(240)
class XorExampleTest {

  private static final Path SOURCE = Path.of("..", "docs", "examples", "Xor.java");

  private static ChildJvm launch(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-Xmx256m"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), SOURCE.toString()));
    return ChildJvm.run(arguments);
  }

  @Test
  void itLearnsExclusiveOr() throws IOException, InterruptedException {
    ChildJvm child = launch("--add-modules", "jdk.incubator.vector");
    assertThat(child.out()).containsExactly("[0, 1, 1, 0]");
    assertThat(child.err()).doesNotContain("Weft computes with scalar kernels");
  }

  @Test
  void itLearnsExclusiveOrWithoutTheVectorModuleToo() throws IOException, InterruptedException {
    ChildJvm child = launch();
    assertThat(child.out()).containsExactly("[0, 1, 1, 0]");
    assertThat(child.err()).containsOnlyOnce("Weft computes with scalar kernels");
  }

  @Test
  void theReadmeShowsItsText() throws IOException {
    String source = Files.readString(SOURCE);
    String program = source.substring(source.indexOf("import static"));
    assertThat(Files.readString(Path.of("..", "README.md"))).contains("```java\n" + program + "```\n");
    assertThat(program.lines()).hasSizeLessThanOrEqualTo(18);
  }

  @Test
  void theExamplesAskForTheVersionThatIsBuilt() throws IOException {
    String version = version();
    assertThat(Files.readString(SOURCE)).contains("//DEPS dev.weft:weft-optim:" + version + "\n");
    assertThat(Files.readString(Path.of("..", "docs", "examples", "library", "pom.xml")))
        .contains("<weft.version>" + version + "</weft.version>");
    assertThat(Files.readString(Path.of("..", "README.md"))).contains("<version>" + version + "</version>");
  }

  private static String version() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    return pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));
  }
}
