package dev.weft.fmnist.launch;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Looks for an installed Java: first {@code WEFT_JAVA_HOME}, then {@code JAVA_HOME}, then the newest of those in the
 * folders where systems and tools install them and on the {@code PATH}. One with the vector module goes before one
 * without.
 */
final class JavaFinder {

  private final Map<String, String> environment;
  private final List<File> folders;
  private final List<String> report = new ArrayList<String>();

  /**
   * A search through other places.
   *
   * @param environment {@code WEFT_JAVA_HOME}, {@code JAVA_HOME} and {@code PATH} are looked at
   * @param folders each subfolder of these may be a Java
   */
  JavaFinder(Map<String, String> environment, List<File> folders) {
    this.environment = environment;
    this.folders = folders;
  }

  /** The search for this process: its environment, and the usual folders of its operating system. */
  static JavaFinder forThisMachine() {
    return new JavaFinder(System.getenv(), usualFolders(System.getProperty("os.name"),
        System.getProperty("user.home"), System.getenv()));
  }

  /** Where Java is usually installed. */
  static List<File> usualFolders(String osName, String home, Map<String, String> environment) {
    List<File> folders = new ArrayList<File>();
    if (osName.startsWith("Windows")) {
      String programs = environment.get("ProgramFiles");
      for (String vendor : Arrays.asList("Java", "Eclipse Adoptium", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft",
          "OpenJDK")) {
        folders.add(new File(programs == null ? "C:\\Program Files" : programs, vendor));
      }
    } else if (osName.startsWith("Mac")) {
      folders.add(new File("/Library/Java/JavaVirtualMachines"));
      folders.add(new File(home, "Library/Java/JavaVirtualMachines"));
      folders.add(new File("/opt/homebrew/opt/openjdk/libexec"));
      folders.add(new File("/usr/local/opt/openjdk/libexec"));
    } else {
      folders.add(new File("/usr/lib/jvm"));
      folders.add(new File("/usr/lib64/jvm"));
      folders.add(new File("/usr/java"));
      folders.add(new File("/opt"));
      folders.add(new File("/opt/java"));
    }
    for (String tool : Arrays.asList(".sdkman/candidates/java", ".jdks", ".gradle/jdks", ".asdf/installs/java",
        ".local/share/mise/installs/java")) {
      folders.add(new File(home, tool));
    }
    return folders;
  }

  /**
   * Searches.
   *
   * @param oldest the lowest version that will do
   * @return the Java to use, or null if there is none; {@link #report} then tells where it looked
   */
  JavaHome find(int oldest) {
    report.clear();
    for (String variable : Arrays.asList("WEFT_JAVA_HOME", "JAVA_HOME")) {
      JavaHome named = fromVariable(variable);
      if (named != null && named.version().feature() >= oldest) {
        return named;
      }
    }
    JavaHome best = null;
    for (File folder : folders) {
      best = better(best, newestIn(folder), oldest);
    }
    return better(best, fromPath(), oldest);
  }

  /** Where the last search looked and what was there, a line a place. */
  List<String> report() {
    return report;
  }

  private JavaHome fromVariable(String variable) {
    String value = environment.get(variable);
    if (value == null || value.isEmpty()) {
      report.add(variable + ": not set");
      return null;
    }
    return reported(variable + "=" + value, JavaHome.at(new File(value)));
  }

  private JavaHome fromPath() {
    String path = environment.get("PATH");
    StringTokenizer entries = new StringTokenizer(path == null ? "" : path, File.pathSeparator);
    while (entries.hasMoreTokens()) {
      String entry = entries.nextToken();
      for (String name : Arrays.asList("java", "java.exe")) {
        File java = new File(entry, name);
        if (java.isFile()) {
          return reported("java on PATH, " + java, homeOf(java));
        }
      }
    }
    report.add("java on PATH: none");
    return null;
  }

  private static JavaHome homeOf(File java) {
    try {
      File bin = java.getCanonicalFile().getParentFile(); // what the links lead to
      return JavaHome.at(bin.getParentFile() == null ? bin : bin.getParentFile());
    } catch (IOException e) {
      return JavaHome.at(java.getParentFile());
    }
  }

  private JavaHome reported(String place, JavaHome home) {
    report.add(place + ": " + (home.isUsable() ? "Java " + home.versionText() : "no Java with a release file"));
    return home.isUsable() ? home : null;
  }

  private JavaHome newestIn(File folder) {
    File[] entries = folder.listFiles();
    if (entries == null) {
      report.add(folder + ": no such folder");
      return null;
    }
    Arrays.sort(entries);
    JavaHome newest = null;
    StringBuilder versions = new StringBuilder();
    for (File entry : entries) {
      JavaHome home = JavaHome.at(entry);
      if (home.isUsable()) {
        versions.append(versions.length() == 0 ? "Java " : ", ").append(home.versionText());
        newest = better(newest, home, 0);
      }
    }
    report.add(folder + ": " + (versions.length() == 0 ? "no Java" : versions));
    return newest;
  }

  private static JavaHome better(JavaHome a, JavaHome b, int oldest) {
    if (b == null || b.version().feature() < oldest) {
      return a;
    }
    if (a == null) {
      return b;
    }
    boolean vectorA = a.hasModule(Launcher.VECTOR_MODULE);
    boolean vectorB = b.hasModule(Launcher.VECTOR_MODULE);
    if (vectorA != vectorB) {
      return vectorB ? b : a;
    }
    return b.version().compareTo(a.version()) > 0 ? b : a;
  }
}
