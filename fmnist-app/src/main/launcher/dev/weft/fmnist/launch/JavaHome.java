package dev.weft.fmnist.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A folder that may hold a Java, known by the {@code release} file that every JDK and JRE has at its top. */
final class JavaHome {

  private final File directory;
  private final String version;
  private final String modules;

  /** Reads the release file of a folder, if there is one. */
  JavaHome(File directory) {
    this.directory = directory;
    String foundVersion = null;
    String foundModules = "";
    try (BufferedReader release = new BufferedReader(new InputStreamReader(
        new FileInputStream(new File(directory, "release")), StandardCharsets.UTF_8))) {
      for (String line = release.readLine(); line != null; line = release.readLine()) {
        if (line.startsWith("JAVA_VERSION=")) {
          foundVersion = unquoted(line);
        } else if (line.startsWith("MODULES=")) {
          foundModules = " " + unquoted(line) + " ";
        }
      }
    } catch (IOException e) {
      foundVersion = null; // no release file, or an unreadable one: nothing that can be used
    }
    this.version = foundVersion;
    this.modules = foundModules;
  }

  /** The Java in a folder, or in the {@code Contents/Home} that macOS puts it into. */
  static JavaHome at(File directory) {
    JavaHome home = new JavaHome(directory);
    return home.isUsable() ? home : orBundle(home, directory);
  }

  private static JavaHome orBundle(JavaHome home, File directory) {
    JavaHome bundle = new JavaHome(new File(new File(directory, "Contents"), "Home"));
    return bundle.isUsable() ? bundle : home;
  }

  private static String unquoted(String line) {
    String value = line.substring(line.indexOf('=') + 1).trim();
    return value.length() >= 2 && value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  /** The folder. */
  File directory() {
    return directory;
  }

  /** Whether it says which version it is and has something to run. */
  boolean isUsable() {
    return version != null && executable().canExecute() && executable().isFile();
  }

  /** Its version as written, such as {@code 25.0.3}; null if unknown. */
  String versionText() {
    return version;
  }

  /** Its version. */
  JavaVersion version() {
    return JavaVersion.parse(version == null ? "" : version);
  }

  /** Whether it comes with a module. */
  boolean hasModule(String name) {
    return modules.contains(" " + name + " ");
  }

  /** Its {@code java} program. */
  File executable() {
    File bin = new File(directory, "bin");
    File windows = new File(bin, "java.exe");
    return windows.isFile() ? windows : new File(bin, "java");
  }
}
