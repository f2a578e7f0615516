package dev.weft.optim.javadoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public type of the libraries has an example in its Javadoc, which compiles and runs.
 *
 * <p>What it may take as given is in {@link Surroundings}. Where a line ends in {@code // = text}, its value must print so.
 */
class JavadocExamplesTest {

  /** Types that are met only where another type's example shows them, by the reason. */
  private static final Set<String> WITHOUT = new TreeSet<>(List.of(
      // plans and parts of kernels, which only layers of the library make; Kernels, Gemm and Winograd's layers show them at work
      "dev.weft.core.kernel.Columns", "dev.weft.core.kernel.ElementKernels", "dev.weft.core.kernel.LargeTile",
      "dev.weft.core.kernel.NormalisationKernels", "dev.weft.core.kernel.Patch", "dev.weft.core.kernel.PoolKernels",
      "dev.weft.core.kernel.PoolRun", "dev.weft.core.kernel.PooledConvolution",
      "dev.weft.core.kernel.PooledConvolutionKernels", "dev.weft.core.kernel.Product",
      "dev.weft.core.kernel.ProductKernels", "dev.weft.core.kernel.RecurrentKernels",
      "dev.weft.core.kernel.TileKernels", "dev.weft.core.kernel.TilePlanes", "dev.weft.core.kernel.Winograd",
      // what measures the engine from outside the library
      "dev.weft.layers.engine.StepParts"));

  private static final List<String> IMPORTS = List.of("dev.weft.core.io.*", "dev.weft.core.kernel.*",
      "dev.weft.core.parallel.*", "dev.weft.core.random.*", "dev.weft.core.tensor.*", "dev.weft.layers.*",
      "dev.weft.layers.check.*", "dev.weft.layers.engine.*", "dev.weft.layers.io.*", "dev.weft.optim.*",
      "dev.weft.optim.augment.*", "dev.weft.optim.data.*", "dev.weft.optim.metrics.*", "dev.weft.optim.train.*",
      "java.io.*", "java.nio.file.*",
      "java.util.*", "java.util.stream.*",
      "static dev.weft.layers.Blocks.*", "static dev.weft.layers.Layers.*", "static dev.weft.layers.Losses.*",
      "static dev.weft.layers.engine.Parameters.*", "static dev.weft.optim.Optimizers.*",
      "static dev.weft.optim.Schedules.*", "static dev.weft.optim.augment.ImageChanges.*",
      "static dev.weft.optim.metrics.Metrics.*",
      "static dev.weft.optim.train.EarlyStopping.Goal.*");

  /** An example that is a method, which is compiled only. */
  private static final Pattern METHOD =
      Pattern.compile("(?!record|final|class|interface)(<.+> )?\\w+ \\w+\\(.*\\).*\\{");

  /** The types that an example begins with. */
  private static final Pattern TYPES =
      Pattern.compile("\\G(?:final class|record) \\w+.*?\\{(?:\\}.*\\n?|.*\\n(?:(?!\\}).*\\n)*\\}\\n?)");

  private static final Pattern CLAIM = Pattern.compile("\\s*(\\S.*);\\s+// = (.+)");

  @TempDir
  private static Path folder;

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new LinkedHashMap<>();
    for (PublicTypes type : PublicTypes.of("core", "layers", "optim")) {
      List<String> all = type.examples();
      for (int i = 0; i < all.size(); i++) {
        examples.put(type.name() + "Example" + i, all.get(i));
      }
    }
    return examples;
  }

  private static String source(String name, String example) {
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(used -> source.append("import ").append(used).append(";\n"));
    source.append("@SuppressWarnings(\"all\") public class ").append(name)
        .append(" extends dev.weft.optim.javadoc.Surroundings {\n");
    Matcher types = TYPES.matcher(example);
    int body = 0;
    while (types.find()) { // local ones may not be made within each other
      source.append("static ").append(types.group()).append('\n');
      body = types.end();
    }
    String rest = example.substring(body);
    if (METHOD.matcher(rest).lookingAt()) {
      return source.append(rest).append("\nprotected void example() {}\n}\n").toString();
    }
    source.append("protected void example() throws Exception {\n");
    rest.lines().map(JavadocExamplesTest::checked).forEach(line -> source.append(line).append('\n'));
    return source.append("}\n}\n").toString();
  }

  /** The line, or the check that its value prints as it says. */
  private static String checked(String line) {
    Matcher claim = CLAIM.matcher(line);
    return claim.matches()
        ? "expect(\"" + claim.group(2).replace("\\", "\\\\").replace("\"", "\\\"") + "\", " + claim.group(1) + ");"
        : line;
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static List<String> compile(Map<String, String> examples, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<JavaFileObject> files = new ArrayList<>();
    examples.forEach((name, example) -> files.add(file(name, source(name, example))));
    compiler.getTask(null, null, found, List.of("-d", classes.toString(), "-proc:none", "-cp",
        System.getProperty("java.class.path")), null, files).call();
    return found.getDiagnostics().stream().filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getSource().getName() + ": " + one.getMessage(null) + " in "
            + line(one.getSource(), one.getLineNumber()))
        .toList();
  }

  private static String line(JavaFileObject file, long number) {
    try {
      return file.getCharContent(true).toString().lines().skip(number - 1).findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExampleCompilesAndRuns() throws IOException {
    Map<String, String> examples = examples();
    Path classes = Files.createDirectory(folder.resolve("classes"));
    assertThat(compile(examples, classes)).isEmpty();
    ClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, JavadocExamplesTest.class.getClassLoader());
    return examples.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> ((Surroundings) loader.loadClass(name)
            .getDeclaredConstructor().newInstance()).run(Files.createDirectory(folder.resolve(name)))));
  }

  @Test
  void everyPublicTypeHasAnExampleButForThoseThatAreListed() throws IOException {
    Set<String> without = new TreeSet<>();
    for (PublicTypes type : PublicTypes.of("core", "layers", "optim")) {
      if (type.examples().isEmpty()) {
        without.add(type.toString());
      }
    }
    assertThat(without).isEqualTo(WITHOUT);
  }
}
