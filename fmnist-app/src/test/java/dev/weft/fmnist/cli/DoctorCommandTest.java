package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.fmnist.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir
  private Path folder;

  @Test
  void itTellsOfMachineKernelsSpeedAndData() throws IOException {
    Path data = IdxFiles.writeDataset(folder, 20, 10);

    Cli.Result result = Cli.run("doctor", "--data", data);

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Java        " + Runtime.version(), "CPU  ",
        "Kernels     " + Kernels.active().name());
    assertThat(result.out()).containsPattern("FMA peak +[\\d.]+ GFLOP/s on one core");
    assertThat(result.out()).containsPattern("GEMM +[\\d.]+ GFLOP/s on one core, \\d+ % of the peak");
    assertThat(result.out()).contains("Data in     " + data + " (--data): IDX files",
        "Data used   " + data + " (not the originals");
  }

  @Test
  void itTellsWhatIsMissing() {
    Path missing = folder.resolve("missing");

    Cli.Result result = Cli.run("doctor", "--data", missing);

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Data in     " + missing + " (--data): no such directory",
        "Data used   none: --data");
  }
}
