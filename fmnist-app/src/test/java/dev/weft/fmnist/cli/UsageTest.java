package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"train --epochs 0", "train --epochs many", "train --threads 0", "train --architecture vgg",
      "train --recipe secret", "train --resume", "train --resume --overwrite --out run",
      "study --resume --overwrite --out run", "train --epoch 3",
      "train extra", "evaluate", "study --epochs 0",
      "study --resume", "report", "explore extra", "explain --model m", "predict --model m",
      "predict image.png", "train --live=many", "train --live=65536", "train --live=-1",
      "toast", "--toast", "doctor --epochs 3"})
  void wrongUsageIsOneLineAndExitCodeTwo(String command) {
    Cli.Result result = Cli.run((Object[]) command.split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").hasLineCount(1);
  }

  @Test
  void aFileThatLooksLikeAnOptionIsExplained() {
    assertThat(Cli.run("predict", "--model", "m", "-x.png").err())
        .isEqualTo("error: Missing required parameter: 'IMAGE';"
            + " -x.png is no option, and a file of that name is ./-x.png (try fmnist-app predict --help)\n");
  }

  @Test
  void zeroEpochsAreExplained() {
    assertThat(Cli.run("train", "--epochs", "0").err()).isEqualTo("error: --epochs: expected 1 or more, got 0\n");
  }

  @Test
  void aPortThatIsInUseIsAFailureAndNothingIsBegun() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Path out = folder.resolve("run");

      Cli.Result result = Cli.run("train", "--live", other.getLocalPort(), "--out", out);

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).hasLineCount(1)
          .startsWith("error: --live: expected a free port, got " + other.getLocalPort());
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void whatIsContinuedIsNotReplaced() {
    assertThat(Cli.run("train", "--resume", "--overwrite", "--out", folder).err())
        .isEqualTo("error: --overwrite: expected no --resume beside it, which continues a run, got both\n");
  }

  @Test
  void aNameThatNoFileCanHaveIsExplained() {
    assertThat(Cli.run("train", "--out", "a\0b").err())
        .startsWith("error: Invalid value for option '--out': expected a path, got a").doesNotContain("java.")
        .hasLineCount(1);
  }

  @Test
  void aMistypedOptionGetsASuggestion() {
    assertThat(Cli.run("train", "--epoch", "3").err()).contains("did you mean --epochs");
  }

  @Test
  void withoutACommandTheUsageIsPrinted() {
    Cli.Result result = Cli.run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("Usage: fmnist-app").contains("study", "explore", "train", "evaluate",
        "predict", "report",
        "doctor");
  }

  @Test
  void helpIsAskedForAndThereforeASuccess() {
    Cli.Result result = Cli.run("train", "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("--data", "--architecture", "--recipe", "--epochs", "--batch-size",
        "--learning-rate", "--threads", "--seed", "--validation-split", "--limit", "--out", "--resume");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theVersionNamesTheJava() {
    assertThat(Cli.run("--version").out()).contains("Weft").contains("Java " + Runtime.version());
  }

  @Test
  void aCompletionScriptIsGenerated() {
    Cli.Result result = Cli.run("generate-completion");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("complete -F", "--architecture", "--validation-split");
  }

  /** picocli keeps an option's values in a variable named for its label, so two options of a command must not share one. */
  @Test
  void completionOffersEachOptionItsOwnValues() {
    for (String function : Cli.run("generate-completion").out().split("\nfunction ", -1)) {
      List<String> variables = Pattern.compile("local (\\w+)_option_args=").matcher(function).results()
          .map(match -> match.group(1)).toList();
      assertThat(variables).as(function.lines().findFirst().orElseThrow()).doesNotHaveDuplicates();
    }
    assertThat(Cli.run("generate-completion").out()).contains("(\"dropout\" \"baseline\")", "(\"document\" \"tuned\")");
  }

  @Test
  void aStackTraceIsPrintedOnlyWhenAskedFor() {
    Path missing = folder.resolve("missing.safetensors");

    Cli.Result plain = Cli.run("evaluate", "--model", missing);
    Cli.Result verbose = Cli.run("evaluate", "--model", missing, "--verbose");

    assertThat(plain.err()).hasLineCount(1).contains(missing.toString());
    assertThat(plain.code()).isEqualTo(1);
    assertThat(verbose.err()).startsWith(plain.err()).contains("\tat ");
    assertThat(verbose.code()).isEqualTo(1);
  }

  @Test
  void thereIsNothingToResumeInADirectoryWithoutARun() {
    Path out = folder.resolve("run");

    Cli.Result result = Cli.run("train", "--resume", "--out", out);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("error: " + out + ": expected an interrupted run to resume, got no such directory\n");
  }
}
