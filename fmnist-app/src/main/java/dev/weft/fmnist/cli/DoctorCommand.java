package dev.weft.fmnist.cli;

import dev.weft.core.kernel.KernelChoice;
import dev.weft.core.kernel.PeakProbe;
import dev.weft.fmnist.data.DataDirectory;
import dev.weft.fmnist.data.DataLocator;
import dev.weft.fmnist.data.FashionMnistFile;
import dev.weft.fmnist.data.SampleData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code doctor}: tells what the application runs on, and how fast that is. */
@Command(name = "doctor", description = "Show the machine, the kernels, their speed, and where the data is.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {
        "", "@|bold Examples:|@",
        "  fmnist-app doctor",
        "  fmnist-app doctor --data fashion-mnist   # are these the original files?"})
final class DoctorCommand implements Callable<Integer> {

  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;
  private static final long WARM_UP_MILLIS = 3000;
  private static final long CHECK_NANOS = 2_000_000_000;
  private static final List<FashionMnistFile> SMALLEST_FIRST = List.of(FashionMnistFile.TEST_LABELS,
      FashionMnistFile.TRAINING_LABELS, FashionMnistFile.TEST_IMAGES, FashionMnistFile.TRAINING_IMAGES);

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    entry("Weft", Version.text());
    entry("Java", Runtime.version() + ", " + System.getProperty("java.vm.name") + ", "
        + System.getProperty("java.vendor") + ", in " + System.getProperty("java.home"));
    entry("System", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    entry("CPU", Cpu.name());
    entry("Processors", Integer.toString(runtime.availableProcessors()));
    entry("Heap", "up to " + (runtime.maxMemory() >> 20) + " MB");
    kernels();
    data();
    return 0;
  }

  private void kernels() {
    KernelChoice choice = KernelChoice.active();
    entry("Kernels", choice.kernels().name() + ": " + choice.reason());
    double peak = PeakProbe.flopsPerSecond();
    entry("FMA peak", String.format(Locale.ROOT, "%.1f GFLOP/s on one core", peak / GIGA));
    dev.weft.core.kernel.WarmUp.run(WARM_UP_MILLIS); // kernels that meet long loops first may stay slow
    double gemm = GemmProbe.flopsPerSecond(choice.kernels());
    entry("GEMM", String.format(Locale.ROOT, "%.1f GFLOP/s on one core, %.0f %% of the peak (%d x %d matrices)",
        gemm / GIGA, PERCENT * gemm / peak, GemmProbe.SIZE, GemmProbe.SIZE));
  }

  private void data() {
    DataLocator locator = source.locator();
    for (DataLocator.Finding finding : locator.findings()) {
      entry("Data in", finding.place().directory() + " (" + finding.place().name() + "): " + finding.description());
    }
    entry("Download", locator.downloader().isEmpty() ? "off: " + DataLocator.OFFLINE_VARIABLE + " is set"
        : "possible, into " + locator.cache());
    try {
      entry("Data used", locator.find().map(DoctorCommand::used).orElse(locator.downloader().isPresent()
          ? "a download, or the sample inside the jar if that fails" : sample()));
    } catch (IOException e) {
      entry("Data used", "none: " + Failures.message(e));
    }
  }

  private static String used(DataLocator.Finding finding) {
    return finding.place().directory() + " (" + check(finding.data().orElseThrow()) + ")";
  }

  /** Whether IDX files are the published ones, or what is wrong. */
  private static String check(DataDirectory data) {
    if (data.csv()) {
      return "CSV files, not checked";
    }
    long began = System.nanoTime();
    int checked = 0;
    for (FashionMnistFile file : SMALLEST_FIRST) {
      if (System.nanoTime() - began > CHECK_NANOS) { // where nothing is compiled, the largest takes half a minute
        return "the originals as far as " + checked
            + " of the files tell by their SHA-256; this JVM is too slow for more";
      }
      Optional<Path> path = file.in(data.path());
      try {
        file.verify(path.orElseThrow());
      } catch (IOException e) {
        return "not the originals: " + Failures.message(e);
      }
      checked++;
    }
    return "the originals, by their SHA-256";
  }

  private static String sample() {
    int classes = 10;
    return "the sample inside the jar: " + classes * SampleData.TRAINING_PER_CLASS + " training and "
        + classes * SampleData.TEST_PER_CLASS + " test images";
  }

  private void entry(String name, String text) {
    main.screen().line(main.screen().bold(String.format(Locale.ROOT, "%-11s", name)) + " " + text);
  }
}
