package dev.weft.fmnist.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Paths as users type them. */
final class PathOption {

  private static final Pattern OTHERS_HOME = Pattern.compile("(~[A-Za-z_][A-Za-z0-9_-]*)(/.*)?");
  private static final String REMEDY = "this terminal's language, by LANG or LC_ALL, knows no such letters;"
      + " start with LC_ALL=C.UTF-8";

  private PathOption() {}

  /**
   * The path of a text. A leading {@code ~/} is the home directory: the shell leaves it alone in {@code --out=~/run}.
   *
   * @throws TypeConversionException if the text is none
   */
  static Path parse(String text) {
    if (text.isEmpty()) { // an unset variable of the shell, for one
      throw new TypeConversionException("expected a path, got an empty text");
    }
    try {
      if (text.equals("~") || text.startsWith("~/")) {
        return home(text).resolve(text.substring(Math.min(2, text.length())));
      }
      Path path = Path.of(text);
      if (OTHERS_HOME.matcher(text).matches() && text.contains("/") && !Files.exists(path.getName(0))) {
        throw new TypeConversionException("expected a path, got " + text + " (the shell puts a home directory there"
            + " at the beginning of a word only: leave a space before it, or write ./" + text + ")");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new TypeConversionException("expected a path, got " + text + " (" + e.getReason()
          + (text.indexOf('\uFFFD') < 0 && text.indexOf('\0') >= 0 ? "" : ": " + REMEDY) + ")");
    }
  }

  private static Path home(String text) {
    String home = System.getProperty("user.home", "");
    if (home.isBlank() || home.equals("?")) {
      throw new TypeConversionException("expected a path, got " + text + " (the home directory is not known)");
    }
    return Path.of(home);
  }

  /** What explains that files are not found; empty if nothing does. */
  static String remark() {
    String current = System.getProperty("user.dir", "");
    boolean readable = current.chars().noneMatch(c -> c == '\uFFFD');
    return readable ? "" : " (the current directory has a name that cannot be read: " + REMEDY + ")";
  }
}
