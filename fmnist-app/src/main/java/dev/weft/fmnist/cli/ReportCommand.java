package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code report}: makes the HTML report of a run or of a study. */
@Command(name = "report", description = "Make the HTML report of a finished run, or make that of a study again.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {
        "", "@|bold Examples:|@",
        "  fmnist-app report --run best    # into best/report.html"})
final class ReportCommand implements Callable<Integer> {

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--run", paramLabel = "DIR", required = true,
      description = "Directory of a finished run or study; report.html and figures are written into it")
  private Path run;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(run)) {
      throw new DataFormatException(run.toString(), "the directory of a finished run or study",
          Files.exists(run) ? "a file" : "no such directory");
    }
    FashionMnistData data = source.load(main.screen(), false);
    List<String> options = source.arguments();
    try (OwnFolder folder = OwnFolder.open(run)) {
      Path page = new StudyDirectory(run, options).exists() ? RunReport.ofStudy(folder, data, options)
          : RunReport.ofRun(folder, data, options);
      main.screen().line("Wrote " + page + " and the folder figures beside it");
    }
    return 0;
  }
}
