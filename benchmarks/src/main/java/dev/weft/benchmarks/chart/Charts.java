package dev.weft.benchmarks.chart;

import dev.weft.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Draws the charts of {@code docs/benchmarks.md}.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.chart.Charts \
 *     --jmh ladder.json --peers peers.json --note "AMD EPYC (Zen 5), 2026-12-01" --out docs/images
 * </pre>
 */
@Command(name = "charts", mixinStandardHelpOptions = true,
    description = "Draws benchmark results as SVG: ladder.svg from JMH's, peers.svg from compare.py's.")
public final class Charts implements Runnable {

  @Option(names = "--jmh", description = "what JMH wrote with -rf json -rff FILE")
  private Path jmh;

  @Option(names = "--peers", description = "what compare.py table wrote")
  private Path peers;

  @Option(names = "--note", defaultValue = "one thread", description = "machine and date, for the ladder")
  private String note;

  @Option(names = "--out", defaultValue = ".", description = "directory for the pictures")
  private Path out;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  /** Draws what the options name. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Charts()).execute(args));
  }

  @Override
  public void run() {
    if (jmh == null && peers == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "expected --jmh FILE or --peers FILE, got neither");
    }
    try {
      if (jmh != null) {
        write("ladder.svg", new LadderChart(new JmhResults(Files.readString(jmh)), note).chart());
      }
      if (peers != null) {
        write("peers.svg", new PeerChart(Files.readString(peers)).chart());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(String name, BarChart chart) throws IOException {
    Files.createDirectories(out);
    AtomicFiles.write(out.resolve(name), chart.svg());
  }
}
