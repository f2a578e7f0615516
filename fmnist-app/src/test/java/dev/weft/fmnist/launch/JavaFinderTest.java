package dev.weft.fmnist.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFinderTest {

  private static final String WITH_VECTOR = "java.base jdk.incubator.vector java.logging";

  @TempDir
  private Path folder;

  private File java(String name, String version, String modules) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
    assertThat(Files.writeString(home.resolve("bin").resolve("java"), "").toFile().setExecutable(true)).isTrue();
    return home.toFile();
  }

  private JavaFinder finder(Map<String, String> environment) {
    return new JavaFinder(environment, List.of(folder.toFile(), new File(folder.toFile(), "absent")));
  }

  private static File found(JavaFinder finder) {
    JavaHome home = finder.find(25);
    return home == null ? null : home.directory();
  }

  @Test
  void takesTheNewestOfAFolder() throws IOException {
    java("a", "25.0.9", WITH_VECTOR);
    File newest = java("b", "26-ea", WITH_VECTOR);
    java("c", "25.0.10", WITH_VECTOR);
    java("d", "17.0.15", WITH_VECTOR);
    assertThat(found(finder(Map.of()))).isEqualTo(newest);
  }

  @Test
  void comparesVersionsByNumberAndNotByText() throws IOException {
    java("a", "25.0.9", WITH_VECTOR);
    File newest = java("b", "25.0.10", WITH_VECTOR);
    assertThat(found(finder(Map.of()))).isEqualTo(newest);
  }

  @Test
  void prefersOneWithTheVectorModule() throws IOException {
    File vector = java("a", "25.0.1", WITH_VECTOR);
    java("b", "27", "java.base");
    assertThat(found(finder(Map.of()))).isEqualTo(vector);
  }

  @Test
  void theVariablesWinOverTheFolders() throws IOException {
    java("newest", "27", WITH_VECTOR);
    File weft = java("weft", "25", WITH_VECTOR);
    File home = java("home", "26", WITH_VECTOR);
    assertThat(found(finder(Map.of("JAVA_HOME", home.getPath())))).isEqualTo(home);
    assertThat(found(finder(Map.of("JAVA_HOME", home.getPath(), "WEFT_JAVA_HOME", weft.getPath())))).isEqualTo(weft);
  }

  @Test
  void goesOnWhenAVariableNamesAnOldJavaOrNone() throws IOException {
    File good = java("good", "25", WITH_VECTOR);
    File old = java("old", "21.0.2", WITH_VECTOR);
    assertThat(found(finder(Map.of("JAVA_HOME", old.getPath(), "WEFT_JAVA_HOME", "/nowhere")))).isEqualTo(good);
  }

  @Test
  void findsTheJavaOnThePathThroughLinks() throws IOException {
    File home = java("jdk", "25.0.1", WITH_VECTOR);
    Path elsewhere = Files.createDirectory(folder.resolve("links"));
    Files.createSymbolicLink(elsewhere.resolve("java"), home.toPath().resolve("bin").resolve("java"));
    JavaFinder finder = new JavaFinder(Map.of("PATH", File.pathSeparator + elsewhere), List.of());
    assertThat(found(finder)).isEqualTo(home.getCanonicalFile());
  }

  @Test
  void looksIntoTheBundlesOfMacOs() throws IOException {
    java("temurin-25.jdk/Contents/Home", "25.0.1", WITH_VECTOR);
    assertThat(found(finder(Map.of())))
        .isEqualTo(folder.resolve("temurin-25.jdk").resolve("Contents").resolve("Home").toFile());
  }

  @Test
  void ignoresAFolderWithoutAnythingToRun() throws IOException {
    File home = java("broken", "25.0.1", WITH_VECTOR);
    Files.delete(home.toPath().resolve("bin").resolve("java"));
    assertThat(found(finder(Map.of()))).isNull();
  }

  @Test
  void reportsEveryPlaceItLooked() throws IOException {
    File old = java("old", "1.8.0_402", "");
    java("older", "17.0.15", WITH_VECTOR);
    JavaFinder finder = finder(Map.of("JAVA_HOME", old.getPath(), "PATH", ""));
    assertThat(finder.find(25)).isNull();
    assertThat(finder.report()).containsExactly("WEFT_JAVA_HOME: not set", "JAVA_HOME=" + old + ": Java 1.8.0_402",
        folder + ": Java 1.8.0_402, 17.0.15", folder.resolve("absent") + ": no such folder", "java on PATH: none");
  }

  @Test
  void looksWhereEachSystemInstalls() {
    assertThat(JavaFinder.usualFolders("Linux", "/home/ada", Map.of()))
        .contains(new File("/usr/lib/jvm"), new File("/opt"), new File("/home/ada/.sdkman/candidates/java"));
    assertThat(JavaFinder.usualFolders("Mac OS X", "/Users/ada", Map.of()))
        .contains(new File("/Library/Java/JavaVirtualMachines"), new File("/Users/ada/.jdks"));
    assertThat(JavaFinder.usualFolders("Windows 11", "C:\\Users\\ada", Map.of("ProgramFiles", "D:\\Programs")))
        .contains(new File("D:\\Programs", "Eclipse Adoptium"), new File("D:\\Programs", "Java"));
  }

  @Test
  void readsEveryFormOfVersion() {
    assertThat(JavaVersion.parse("1.8.0_402").feature()).isEqualTo(8);
    assertThat(JavaVersion.parse("25").feature()).isEqualTo(25);
    assertThat(JavaVersion.parse("26-ea").feature()).isEqualTo(26);
    assertThat(JavaVersion.parse("25.0.3+9").feature()).isEqualTo(25);
    assertThat(JavaVersion.parse("unknown").feature()).isZero();
    assertThat(JavaVersion.parse("25.0.3")).isEqualTo(JavaVersion.parse("25.0.3+9"));
  }

  @Test
  void aDebuggersOptionIsNotPassedOn() {
    assertThat(ChildJvm.passedOn(List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket,address=5005", "-Da=b")))
        .containsExactly("-Xmx1g", "-Da=b");
  }
}
