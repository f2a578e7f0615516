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
 *     --zoo docs/data/zoo.json --sweep docs/data/sweep.json --out docs/images
 * </pre>
 */
@Command(name = "charts", mixinStandardHelpOptions = true,
    description = "Draws zoo.svg and sweep.svg from the results of compare.py.")
public final class Charts implements Runnable {

  @Option(names = "--zoo", description = "what compare.py zoo wrote")
  private Path zoo;

  @Option(names = "--sweep", description = "what compare.py sweep wrote")
  private Path sweep;

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
    if (zoo == null && sweep == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected --zoo or --sweep with a FILE, got none");
    }
    try {
      if (zoo != null) {
        write("zoo.svg", new ZooChart(Files.readString(zoo)).chart().svg());
      }
      if (sweep != null) {
        write("sweep.svg", new SweepChart(Files.readString(sweep)).svg());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void write(String name, String svg) throws IOException {
    Files.createDirectories(out);
    AtomicFiles.write(out.resolve(name), svg);
  }
}
