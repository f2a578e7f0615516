package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.data.DataLocator;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, used as a user would. */
class ApplicationIT {

  @TempDir
  private static Path folder;

  private static Jar jar;
  private static Path data;
  private static Path out;
  private static Jar.Run training;

  @BeforeAll
  static void train() throws Exception {
    jar = new Jar(folder);
    data = Jar.writeSample(folder.resolve("data"));
    out = folder.resolve("run");
    training = jar.run("train", "--data", data, "--out", out, "--epochs", 1, "--limit", 512);
  }

  @Test
  void trainingWritesItsFilesAndNothingOnTheErrorStream() {
    assertThat(training.err()).isEmpty();
    assertThat(training.code()).isZero();
    assertThat(training.out()).contains("512 training, 1,200 validation and 1,000 test images", "epoch 1/1");
    assertThat(out).isDirectoryContaining("glob:**/model.safetensors").isDirectoryContaining("glob:**/history.csv")
        .isDirectoryContaining("glob:**/metrics.json");
  }

  @Test
  void evaluationInANewProcessGivesTheSameResults() throws Exception {
    Jar.Run evaluation = jar.run("evaluate", "--model", out.resolve("model.safetensors"), "--data", data, "--json");
    JsonNode actual = new ObjectMapper().readTree(evaluation.out());
    JsonNode expected = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());

    assertThat(evaluation.err()).isEmpty();
    assertThat(actual.get("confusionMatrix")).isEqualTo(expected.get("confusionMatrix"));
    assertThat(actual.get("testLoss")).isEqualTo(expected.get("testLoss"));
  }

  @Test
  void aPictureOfAnySizeIsClassified() throws Exception {
    Path picture = folder.resolve("trousers.png");
    BufferedImage image = new BufferedImage(200, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 200, 300);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(60, 20, 30, 260);
    graphics.fillRect(110, 20, 30, 260);
    graphics.fillRect(60, 20, 80, 60);
    graphics.dispose();
    ImageIO.write(image, "png", picture.toFile());

    Jar.Run prediction = jar.run("predict", "--model", out.resolve("model.safetensors"), picture);

    assertThat(prediction.err()).isEmpty();
    assertThat(prediction.out()).startsWith(picture.toString()).hasLineCount(1)
        .containsPattern("(\\d\\.\\d\\d %.*){3}");
  }

  @Test
  void eachLibraryInTheJarHasItsLicence() throws Exception {
    Map<String,
        String> licences = Map.of("dev/weft", "META-INF/LICENSE", "com/fasterxml", "META-INF/LICENSE", "picocli",
            "META-INF/LICENSE", "com/samskivert", "META-INF/jmustache-LICENSE", "com/twelvemonkeys",
            "META-INF/twelvemonkeys-LICENSE", "me/tongfei", "META-INF/progressbar-LICENSE", "org/jline",
            "META-INF/jline-LICENSE");
    try (JarFile file = new JarFile(System.getProperty("fmnist.jar"))) {
      List<String> libraries = file.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class"))
          .map(name -> name.replaceFirst("^META-INF/versions/[0-9]+/", ""))
          .map(name -> name.replaceFirst("^(picocli|[^/]+/[^/]+)/.*", "$1")).distinct().toList();
      assertThat(libraries).allSatisfy(library -> {
        assertThat(licences).containsKey(library);
        assertThat(file.getEntry(licences.get(library))).as(library).isNotNull();
      });
    }
  }

  @Test
  void anExplanationFitsIntoTheHeapAndIsOnePage() throws Exception {
    Path page = folder.resolve("explained.html");

    Jar.Run run =
        jar.run("explain", "--model", out.resolve("model.safetensors"), "--data", data, "--index", 999, "--out",
            page);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("test image 999 is taken for ");
    assertThat(page).content().contains("Grad-CAM, conv2d_3", "</html>");
  }

  @Test
  void aStudyFitsIntoTheHeapAndWritesItsReport() throws Exception {
    Path study = folder.resolve("study");

    Jar.Run run = jar.run("study", "--data", data, "--out", study, "--epochs", 2, "--limit", 512);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(study.resolve("report.html")).content().contains("A study of Fashion-MNIST", "study --epochs 2");
    assertThat(
        new ObjectMapper().readTree(study.resolve("study.json").toFile()).at("/models/dropout/test/right").asInt())
        .isPositive();
  }

  @Test
  void theDoctorFindsVectorsAndTheData() throws Exception {
    Jar.Run doctor = jar.run("doctor", "--data", data);

    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.out()).contains("Kernels", "FMA peak", "GEMM", "Data used   " + data);
  }

  @Test
  void theGradientsOfTheReferenceNetworkPassTheirCheck() throws Exception {
    Jar.Run check = jar.run("gradcheck", "--data", data, "--architecture", "baseline");

    assertThat(check.err()).isEmpty();
    assertThat(check.code()).as(check.out()).isZero();
    assertThat(check.out()).contains("conv2d_1+relu_1+max_pool2d_1", "(3, 3, 64, 128)", "\npassed: ");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGINT to send")
  void anInterruptedRunContinuesToTheSameBits() throws Exception {
    Path whole = folder.resolve("whole");
    Path parted = folder.resolve("parted");
    Object[] settings = {"--data", data, "--epochs", 6, "--limit", 1000, "--recipe", "tuned"};
    assertThat(jar.run(with(settings, "train", "--out", whole)).code()).isZero();
    boolean ctrlC = !interruptIsIgnored();

    Jar.Started started = jar.start(Jar.command(with(settings, "train", "--out", parted)));
    started.awaitOutput("epoch 2/6");
    started.signal(ctrlC ? "INT" : "TERM");
    Jar.Run interrupted = started.await();
    assertThat(interrupted.code()).isEqualTo(ctrlC ? 130 : 143);
    assertThat(interrupted.out()).contains("Interrupted in epoch");
    assertThat(parted.resolve("checkpoint.safetensors")).exists();
    assertThat(parted.resolve("model.safetensors")).doesNotExist();

    Jar.Run other = jar.run("train", "--resume", "--out", parted, "--data", data, "--batch-size", 64);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).hasLineCount(1).contains("--batch-size: expected 128");

    Jar.Run resumed = jar.run("train", "--resume", "--out", parted, "--data", data, "--threads", 1);
    assertThat(resumed.code()).isZero();
    assertThat(parted.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(parted.resolve("checkpoint.safetensors")).doesNotExist();
    assertThat(withoutTimes(parted)).isEqualTo(withoutTimes(whole));
    assertThat(results(parted)).isEqualTo(results(whole));
  }

  private static Object[] with(Object[] settings, Object... before) {
    Object[] all = new Object[before.length + settings.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(settings, 0, all, before.length, settings.length);
    return all;
  }

  /** A shell in the background hands down SIGINT ignored, and then no child gets it. */
  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
        .orElseThrow().substring("SigIgn:".length()).strip();
    return (Long.parseUnsignedLong(mask, 16) & 1 << 1) != 0;
  }

  private static List<List<String>> withoutTimes(Path run) throws IOException {
    return Files.readAllLines(run.resolve("history.csv")).stream().map(line -> List.of(line.split(",")))
        .map(cells -> List.of(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(7)))
        .toList();
  }

  private static List<JsonNode> results(Path run) throws IOException {
    JsonNode metrics = new ObjectMapper().readTree(run.resolve("metrics.json").toFile());
    return List.of(metrics.get("testLoss"), metrics.get("confusionMatrix"), metrics.get("trainingLoss"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no ulimit to make a disk full")
  void aFullDiskIsOneLineAndLeavesEarlierFilesAsTheyWere() throws Exception {
    Path full = folder.resolve("full");
    assertThat(jar.run("train", "--out", full, "--data", data, "--epochs", 1, "--limit", 256).code()).isZero();
    Path model = Files.writeString(full.resolve("model.safetensors"), "mine");
    String command = String.join(" ", Jar.command("train", "--overwrite", "--out", full, "--data", data, "--epochs", 1,
        "--limit", 256).stream().map(word -> "'" + word + "'").toList());

    // A limit on the size of files fails writes as a full disk does.
    Jar.Run run = jar.start(List.of("sh", "-c", "ulimit -f 100 && exec " + command)).await();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).startsWith("error: cannot write " + full);
    assertThat(model).hasContent("mine");
    assertThat(full).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void theSampleIsAnnouncedLoudly() throws Exception {
    assumeFalse(Files.exists(DataLocator.DEBIAN), "the whole data is installed");

    Jar.Run run = jar.run("evaluate", "--model", out.resolve("model.safetensors"));

    assertThat(run.out()).contains("*** SAMPLE DATA", "dataset-fashion-mnist");
  }

  @Test
  void wrongUsageHasItsExitCode() throws Exception {
    Jar.Run run = jar.run("train", "--epochs", 0);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: --epochs: expected 1 or more, got 0\n");
  }
}
