package dev.weft.optim.javadoc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public types of the packages that the libraries export, and the examples in their Javadoc. */
record PublicTypes(String packageName, String name, String javadoc) {

  private static final Pattern EXPORTS = Pattern.compile("exports ([\\w.]+);");
  private static final Pattern DECLARATION =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed) )*(?:class|interface|record|enum|@interface) (\\w+)",
          Pattern.MULTILINE);
  private static final String EXAMPLE = "{@snippet :\n";

  static List<PublicTypes> of(String... modules) throws IOException {
    List<PublicTypes> types = new ArrayList<>();
    for (String module : modules) {
      Path sources = Path.of("..", module, "src", "main", "java");
      Matcher exports = EXPORTS.matcher(Files.readString(sources.resolve("module-info.java")));
      while (exports.find()) {
        try (Stream<Path> files = Files.list(sources.resolve(exports.group(1).replace('.', '/')))) {
          for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
            of(exports.group(1), Files.readString(file)).ifPresent(types::add);
          }
        }
      }
    }
    return types;
  }

  private static Optional<PublicTypes> of(String packageName, String source) {
    Matcher declaration = DECLARATION.matcher(source);
    if (!declaration.find()) {
      return Optional.empty();
    }
    String before = source.substring(0, declaration.start());
    int from = before.lastIndexOf("\n/**");
    return Optional.of(new PublicTypes(packageName, declaration.group(1), from < 0 ? "" : before.substring(from)));
  }

  /** The examples as code. */
  List<String> examples() {
    List<String> examples = new ArrayList<>();
    for (int at = javadoc.indexOf(EXAMPLE); at >= 0; at = javadoc.indexOf(EXAMPLE, at + 1)) {
      int from = at + EXAMPLE.length();
      examples.add(javadoc.substring(from, end(from)).replaceAll("(?m)^ \\* ?", "").stripTrailing());
    }
    return examples;
  }

  /** Where the brace is closed before which an example begins; those in it come in pairs. */
  private int end(int from) {
    int open = 1;
    int at = from;
    while (open > 0) {
      char c = javadoc.charAt(at++);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return at - 1;
  }

  @Override
  public String toString() {
    return packageName + "." + name;
  }
}
