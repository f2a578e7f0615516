package dev.weft.fmnist.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts real JVMs on a jar that holds the launcher and {@link Probe}. */
@Timeout(60)
class LauncherTest {

  private static final String[] LAUNCHER_CLASSES = {"Launcher", "ChildJvm", "ChildJvm$1", "JavaFinder", "JavaHome",
      "JavaVersion"};
  private static final String EXPORT = "java.base/jdk.internal.module";

  @TempDir
  private Path folder;

  private Path jar;

  /** What a run printed and returned. */
  private record Run(String out, String err, int code) {}

  @BeforeEach
  void makeJar() throws IOException {
    jar = makeJar("app.jar", EXPORT);
  }

  private Path makeJar(String name, String addExports) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
    if (addExports != null) {
      manifest.getMainAttributes().put(new Attributes.Name("Add-Exports"), addExports);
    }
    Path file = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String type : LAUNCHER_CLASSES) {
        add(out, type);
      }
      add(out, "Probe");
    }
    return file;
  }

  private static void add(JarOutputStream out, String type) throws IOException {
    out.putNextEntry(new JarEntry("dev/weft/fmnist/launch/" + type + ".class"));
    try (InputStream in = Launcher.class.getResourceAsStream(type + ".class")) {
      in.transferTo(out);
    }
  }

  private ProcessBuilder builder(File javaHome, Path file, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(new JavaHome(javaHome).executable().getPath());
    command.addAll(options);
    command.add("-D" + Launcher.MAIN_PROPERTY + "=" + Probe.class.getName());
    command.addAll(List.of("-jar", file.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      builder.environment().remove(variable);
    }
    return builder;
  }

  private Run run(ProcessBuilder builder) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(Files.readString(out), Files.readString(err), code);
  }

  private Run run(List<String> options, String... args) throws Exception {
    return run(builder(thisJava(), jar, options, args));
  }

  private static File thisJava() {
    return new File(System.getProperty("java.home"));
  }

  @Test
  void java8CanReadTheLauncher() throws IOException {
    for (String type : LAUNCHER_CLASSES) {
      try (DataInputStream in = new DataInputStream(Launcher.class.getResourceAsStream(type + ".class"))) {
        assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
        in.readUnsignedShort(); // minor version
        assertThat(in.readUnsignedShort()).as(type).isEqualTo(52);
      }
    }
  }

  @Test
  void runsInTheSameJvmWithTheVectorModuleAndWithoutAWarning() throws Exception {
    Run run = run(List.of(), "a", "b c", "");
    assertThat(run.out()).contains("arguments a|b c|\n", "vector jdk.incubator.vector\n", "mode null\n", "done\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void runsInTheSameJvmWhenTheModuleIsThereAlready() throws Exception {
    assertThat(run(List.of("--add-modules", "jdk.incubator.vector")).out())
        .contains("vector jdk.incubator.vector\n", "mode null\n");
  }

  @Test
  void startsASecondJvmWhenTheModuleCannotBeLoaded() throws Exception {
    Run run = run(builder(thisJava(), makeJar("closed.jar", null), List.of(), "x y"));
    assertThat(run.out()).contains("arguments x y\n", "vector jdk.incubator.vector\n", "mode launched\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void givesASecondJvmTheUsersOptionsAndReturnsItsExitCode() throws Exception {
    Run run = run(List.of("-Dweft.launch=child", "-Dsome.property=a b", "-Xmx64m"), "exit", "7");
    assertThat(run.out()).contains("mode launched\n", "property a b\n").containsPattern("heap 6[0-4]\n");
    assertThat(run.code()).isEqualTo(7);
  }

  @Test
  void throwsWhatTheApplicationThrows() throws Exception {
    Run run = run(List.of(), "throw");
    assertThat(run.err())
        .startsWith("Exception in thread \"main\" java.lang.IllegalStateException: thrown by the probe")
        .doesNotContain("InvocationTargetException");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
  void letsASecondJvmEndInPeaceWhenTheFirstIsTerminated() throws Exception {
    Process process = builder(thisJava(), jar, List.of("-Dweft.launch=child"), "wait")
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("ready")) {
        line = out.readLine();
      }
      assertThat(line).isEqualTo("ready");
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close the stream that we read
      assertThat(out.readLine()).isEqualTo("stopped in peace");
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  private static File olderJava() {
    for (File parent : JavaFinder.usualFolders(System.getProperty("os.name"), System.getProperty("user.home"),
        System.getenv())) {
      File[] entries = parent.listFiles();
      for (File entry : entries == null ? new File[0] : entries) {
        JavaHome home = JavaHome.at(entry);
        if (home.isUsable() && home.version().feature() < Launcher.REQUIRED_JAVA) {
          return home.directory();
        }
      }
    }
    return null;
  }

  @Test
  void onAnOlderJavaItStartsTheOneThatJavaHomeNames() throws Exception {
    File older = olderJava();
    assumeTrue(older != null, "needs a Java older than 25 on this machine");
    ProcessBuilder builder = builder(older, jar, List.of("-Dsome.property=p"), "exit", "3");
    builder.environment().putAll(Map.of("JAVA_HOME", thisJava().getPath(), "WEFT_JAVA_HOME", ""));
    Run run = run(builder);
    assertThat(run.out()).contains("arguments exit|3\n", "vector jdk.incubator.vector\n", "property p\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(3);
  }
}
