package dev.weft.fmnist.cli;

import dev.weft.core.kernel.Kernels;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands of this program as lines that a shell runs as they are printed. */
final class Program {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final String SIMD = "simd-";

  /** The options of a JVM that a command keeps, but for a debugger's and those of the launcher. */
  private static final Pattern DECIDING =
      Pattern.compile("-Dweft\\.(kernels|simd\\.bits)=|-X(?!runjdwp|X:\\+IgnoreUnrecognizedVMOptions)");

  private Program() {}

  /**
   * A command of this program, in the same folder, that computes with the same kernels.
   *
   * @param kernels the name of those that a run had, perhaps in another JVM; empty where none has run
   */
  static String line(List<String> arguments, String kernels) {
    List<String> words = new ArrayList<>(start(kernels));
    words.addAll(arguments);
    return words.stream().map(Program::quoted).collect(Collectors.joining(" "));
  }

  private static List<String> start(String kernels) {
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return List.of("fmnist-app"); // not started from its jar: what stands for it then is not known
    }
    List<String> words = new ArrayList<>(List.of(java()));
    words.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments(), kernels, Kernels.active().name()));
    words.addAll(List.of("-jar", classPath));
    return words;
  }

  /**
   * What the JVM has to be given for these kernels: the options of this one, for they may decide which it has, or else their name.
   *
   * @param own all options of this JVM
   * @param kernels as {@link #line} is told
   * @param active the name of this JVM's kernels
   */
  static List<String> options(List<String> own, String kernels, String active) {
    if (kernels.isEmpty() || kernels.equals(active)) {
      return own.stream().filter(option -> DECIDING.matcher(option).lookingAt()).toList();
    }
    return kernels.startsWith(SIMD) ? List.of("-Dweft.simd.bits=" + kernels.substring(SIMD.length()))
        : List.of("-Dweft.kernels=" + kernels);
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
