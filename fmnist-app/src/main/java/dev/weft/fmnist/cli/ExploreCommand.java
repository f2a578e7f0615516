package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.report.ReportPage;
import dev.weft.fmnist.report.Reports;
import dev.weft.fmnist.study.DataStudy;
import dev.weft.optim.augment.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code explore}: tells what the data is like. */
@Command(name = "explore", description = "Show what the data is like: sizes, pixels, classes, duplicates.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {
        "", "@|bold Examples:|@",
        "  fmnist-app explore",
        "  fmnist-app explore --out data   # with pictures, in data/report.html",
        "  fmnist-app explore --out data --augment 'flip, rotate 10, erase 0.1 0.3'   # and how they are changed"})
final class ExploreCommand implements Callable<Integer> {

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--out", paramLabel = "DIR", description = "Also write report.html and the folder figures into DIR")
  private Path out;

  @Option(names = "--augment", paramLabel = "CHANGES",
      description = "Show what random changes do to images, on the page in --out: as in train --augment")
  private String augment;

  @Option(names = "--overwrite", description = "Replace the report that is in --out")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    if (out != null) {
      requireNoReport();
    }
    Augmentation augmentation = augment == null ? Augmentation.none() : TrainSettings.augmentation(augment);
    if (augment != null && out == null) {
      throw new UsageException("augment", "--out with a directory for the pictures", "none");
    }
    FashionMnistData data = source.load(main.screen(), false);
    main.screen().line("Data from " + data.source() + "\n");
    ReportPage page = Reports.data(DataStudy.of(data), data, augmentation);
    main.screen().line(page.text().stripTrailing());
    if (out != null) {
      try (OwnFolder folder = OwnFolder.open(out)) {
        requireNoReport();
        folder.claim(page.files(out));
        main.screen().line("\nWrote " + page.write(out) + " and the folder figures beside it");
      }
    }
    return 0;
  }

  private void requireNoReport() throws IOException {
    List<Path> files = List.of(out.resolve(ReportPage.FILE), new StudyDirectory(out, List.of()).values());
    OwnFolder.requireOwn(out, files);
    for (Path file : overwrite ? List.<Path>of() : files) {
      if (Files.exists(file)) {
        throw new DataFormatException(out.toString(), "a directory without a report in it",
            file.getFileName() + " (choose another --out, or replace it with --overwrite)");
      }
    }
  }
}
