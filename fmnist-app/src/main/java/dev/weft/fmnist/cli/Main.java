package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.FashionMnistData;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The application behind the launcher: {@code study}, {@code explore}, {@code train}, {@code evaluate}, {@code predict},
 * {@code explain}, {@code report}, {@code gradcheck}, {@code doctor} and {@code generate-completion}.
 *
 * <p>Exit codes: 0 for success, 1 for failure, 2 for wrong usage, 130 after Ctrl-C. Every error is one line on the
 * error stream; {@code --verbose} adds the stack trace.
 */
@Command(name = "fmnist-app", description = "Convolutional networks on Fashion-MNIST, in Java alone.",
    mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND",
    footer = {"", "fmnist-app stands for: java -jar fmnist-app.jar", "", "@|bold Examples:|@",
        "  fmnist-app doctor           # what it runs on",
        "  fmnist-app train            # the reference network, on 48,000 images",
        "  fmnist-app study            # that, the same without dropout, and a report",
        "  fmnist-app train --help     # what else it can do"},
    subcommands = {StudyCommand.class, ExploreCommand.class, TrainCommand.class, EvaluateCommand.class,
        PredictCommand.class, ExplainCommand.class, ReportCommand.class, GradcheckCommand.class, DoctorCommand.class,
        GenerateCompletion.class})
public final class Main {

  private static final Set<String> TRAINING = Set.of("train", "study");
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private static final String[] COMPLETION_FOOTER = {"",
      "It completes the word fmnist-app, which has to mean the jar, in bash and zsh:",
      "  alias fmnist-app='java -jar /path/to/fmnist-app.jar'",
      "", "@|bold Examples:|@",
      "  source <(fmnist-app generate-completion)               # for this shell",
      "  fmnist-app generate-completion > ~/.fmnist-app.complete",
      "  echo 'source ~/.fmnist-app.complete' >> ~/.bashrc      # for every bash"};

  private final Screen screen;
  private final WarmUp warmUp;

  // The screen looks for these two itself, because it is there before the arguments are parsed. Here they are for --help.

  @SuppressWarnings("unused")
  @Option(names = "--verbose", description = "Print the stack trace of an error", scope = ScopeType.INHERIT)
  private boolean verbose;

  @SuppressWarnings("unused")
  @Option(names = "--no-color", description = "No colours, as with NO_COLOR set", scope = ScopeType.INHERIT)
  private boolean noColor;

  Main(Screen screen, WarmUp warmUp) {
    this.screen = screen;
    this.warmUp = warmUp;
  }

  /** Where commands print. */
  Screen screen() {
    return screen;
  }

  /** Reads the data while the JVM compiles the kernels. */
  FashionMnistData loadWhileWarmingUp(DataSource source) throws IOException {
    return warmUp.during(() -> source.load(screen, false));
  }

  /**
   * Runs the command named by the first argument and ends the JVM with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // numbers of libraries too have the same digits everywhere
    ParentWatch.start();
    WarmUp warmUp = args.length > 0 && TRAINING.contains(args[0]) ? WarmUp.start() : WarmUp.none();
    System.exit(run(Screen.system(args), warmUp, args));
  }

  /** Runs a command and returns its exit code. */
  static int run(Screen screen, WarmUp warmUp, String... args) {
    CommandLine line = commandLine(screen, warmUp);
    try {
      return printed(screen, args.length == 0 ? noCommand(screen, line) : line.execute(args));
    } catch (OutOfMemoryError | LinkageError e) {
      return fail(screen, e, Failures.message(e), FAILURE);
    }
  }

  /** The exit code, which has to tell if results were lost. */
  private static int printed(Screen screen, int exitCode) {
    IOException lost = screen.lost();
    if (lost == null) {
      return exitCode;
    }
    if (!screen.readerGone()) { // who closes a pipe knows
      screen.error("cannot write the output: " + lost.getMessage());
    }
    return exitCode == 0 ? FAILURE : exitCode;
  }

  /** All commands. */
  static CommandLine commandLine(Screen screen, WarmUp warmUp) {
    CommandLine line = new CommandLine(new Main(screen, warmUp));
    line.getSubcommands().get("generate-completion").getCommandSpec().usageMessage().footer(COMPLETION_FOOTER);
    line.setOut(writer(screen.out())).setErr(writer(screen.err()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(screen.interactive());
    line.registerConverter(Path.class, PathOption::parse);
    line.setParameterExceptionHandler((e, _) -> wrongUsage(screen, e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(screen, e));
    return line;
  }

  private static PrintWriter writer(PrintStream to) {
    return new PrintWriter(to, true, to.charset());
  }

  private static int noCommand(Screen screen, CommandLine line) {
    line.usage(screen.err());
    return USAGE;
  }

  private static int wrongUsage(Screen screen, ParameterException e) {
    CommandLine command = e.getCommandLine();
    StringBuilder message = new StringBuilder(Failures.oneLine(String.valueOf(e.getMessage())));
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
      message.append("; did you mean ").append(String.join(" or ", unmatched.getSuggestions())).append("?");
    }
    if (e instanceof MissingParameterException && !command.getUnmatchedArguments().isEmpty()) {
      String first = command.getUnmatchedArguments().getFirst();
      message.append("; ").append(Failures.oneLine(first)).append(" is no option, and a file of that name is ./")
          .append(first);
    }
    message.append(" (try ").append(command.getCommandSpec().qualifiedName()).append(" --help)");
    return fail(screen, e, message.toString(), USAGE);
  }

  private static int failed(Screen screen, Exception e) {
    return fail(screen, e, Failures.message(e) + PathOption.remark(), e instanceof UsageException ? USAGE : FAILURE);
  }

  private static int fail(Screen screen, Throwable failure, String message, int exitCode) {
    screen.error(message);
    if (screen.verbose()) {
      failure.printStackTrace(screen.err());
    }
    return exitCode;
  }
}
