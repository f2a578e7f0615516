package dev.weft.fmnist.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands of this program as lines that a shell runs as they are printed. */
final class Program {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final List<String> DECIDING = List.of("weft.kernels", "weft.simd.bits");

  private Program() {}

  /** A command of this program, in the same folder and with the same kernels. */
  static String line(List<String> arguments) {
    List<String> words = new ArrayList<>(start());
    words.addAll(arguments);
    return words.stream().map(Program::quoted).collect(Collectors.joining(" "));
  }

  /** As {@link #line(List)}. */
  static String line(String... arguments) {
    return line(Arrays.asList(arguments));
  }

  private static List<String> start() {
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return List.of("fmnist-app"); // not started from its jar: what stands for it then is not known
    }
    List<String> words = new ArrayList<>(List.of(java()));
    for (String name : DECIDING) {
      if (System.getProperty(name) != null) {
        words.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    words.addAll(List.of("-jar", classPath));
    return words;
  }

  /** {@code java} if that is what runs this or has started it, else the whole path. */
  private static String java() {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    String launched = System.getProperty("weft.launch", "");
    for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
      Path found = Path.of(folder.isEmpty() ? "." : folder, "java");
      if (Files.isExecutable(found)) {
        return launched.equals("launched") || same(found, own) ? "java" : own.toString();
      }
    }
    return own.toString();
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (java.io.IOException _) {
      return false;
    }
  }

  /** A path as an argument that is not taken for an option. */
  static String argument(Path path) {
    return path.toString().startsWith("-") ? "." + File.separator + path : path.toString();
  }

  /** A word as the shell has to be given it: as it is, or in quotes. */
  static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return File.separatorChar == '\\' ? '"' + word + '"' : "'" + word.replace("'", "'\\''") + "'";
  }
}
