package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The examples in the help of every command. */
class ExamplesTest {

  private static final Pattern COMMAND = Pattern.compile("\\bfmnist-app ([^#>)\\n]+)");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

  private static CommandLine commands() {
    return Main.commandLine(Screen.plain(System.out, System.err), WarmUp.none());
  }

  static Stream<String> names() {
    return Stream.concat(Stream.of(""), commands().getSubcommands().keySet().stream());
  }

  private static String help(String name) {
    CommandLine all = commands();
    return (name.isEmpty() ? all : all.getSubcommands().get(name)).getUsageMessage();
  }

  /** The arguments of each example in a help text. */
  private static List<String> examples(String help) {
    int start = help.indexOf("\nExamples:\n");
    List<String> examples = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(start < 0 ? "" : help.substring(start));
    while (matcher.find()) {
      examples.add(matcher.group(1).strip());
    }
    return examples;
  }

  /** As a shell takes a line apart. */
  private static String[] words(String line) {
    return WORD.matcher(line).results().map(word -> word.group().replace("'", "")).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandHasExamplesThatCanBeParsed(String name) {
    List<String> examples = examples(help(name));

    assertThat(examples).isNotEmpty().allMatch(example -> example.startsWith(name));
    for (String example : examples) {
      assertThatCode(() -> commands().parseArgs(words(example))).as(example).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void helpFitsATerminalOf80Columns(String name) {
    assertThat(help(name).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anExampleIsFoundWithoutItsRemarkAndRedirection() {
    assertThat(examples("Usage\nExamples:\n  fmnist-app a --b c  # d\n  x <(fmnist-app e)\n  fmnist-app f > g\n"))
        .containsExactly("a --b c", "e", "f");
  }
}
