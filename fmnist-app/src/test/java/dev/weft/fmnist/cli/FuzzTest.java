package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.io.TorchFile;
import dev.weft.fmnist.data.CsvReader;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.IdxReader;
import dev.weft.fmnist.image.ImageLoader;
import dev.weft.fmnist.study.PredictionsFile;
import dev.weft.keras.KerasFile;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Every reader is given damaged files. It may refuse one with the exception that it documents, and nothing else: no other
 * exception, no more memory than eight times the file and 64 MB, no more time than a second and one for each megabyte.
 *
 * <p>Each target runs for {@code -Dfuzz.seconds} (three), from {@code -Dfuzz.seed} (one) on, so a run can be repeated. What
 * fails is left in {@code target/fuzz}; it belongs into the resources of this test, {@code fuzz/TARGET}. How many files were tried
 * stands there in {@code tried.csv}. {@code -Dfuzz.target} names the only ones to run.
 */
class FuzzTest {

  private static final double SECONDS = Double.parseDouble(System.getProperty("fuzz.seconds", "3"));
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final List<String> ONLY = List.of(System.getProperty("fuzz.target", "").split(","));
  private static final Path LEFT = Path.of("target", "fuzz");
  private static final long MOST_BYTES = 64 << 20;
  private static final double NANOS = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir
  private Path folder;

  private interface Reader {
    void read(Path file) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // readers keep nothing
  enum Target {
    SAFETENSORS(file -> {
      Safetensors.readHeader(file);
      Safetensors.read(file);
    }), TORCH(file -> readAll(TorchFile.open(file))), KERAS(file -> readAll(KerasFile.open(file))),
    MODEL(ModelFile::load), CHECKPOINT(TrainingState::load),
    IDX(IdxReader::read), CSV(CsvReader::read), PICTURE(
        ImageLoader::load),
    HISTORY(HistoryFile::read), METRICS(
        file -> MetricsFile.requireNumbers(file, MetricsFile.read(file))),
    PREDICTIONS(
        file -> PredictionsFile.read(file, FashionMnist.CLASS_NAMES, 0)),
    COMMAND_LINE(FuzzTest::parse);

    private final Reader reader;

    Target(Reader reader) {
      this.reader = reader;
    }

    List<byte[]> corpus(Path folder) throws IOException {
      List<byte[]> corpus = new ArrayList<>(FuzzCorpus.found(name().toLowerCase(java.util.Locale.ROOT)));
      corpus.addAll(switch (this) {
        case TORCH, KERAS -> List.of(); // their files stand with the findings
        case SAFETENSORS, MODEL -> FuzzCorpus.models(folder);
        case CHECKPOINT -> FuzzCorpus.checkpoints(folder);
        case IDX -> FuzzCorpus.idx();
        case CSV -> FuzzCorpus.csv();
        case PICTURE -> FuzzCorpus.pictures();
        case HISTORY -> FuzzCorpus.histories();
        case METRICS -> FuzzCorpus.metrics();
        case PREDICTIONS -> FuzzCorpus.predictions(FashionMnist.CLASS_NAMES);
        case COMMAND_LINE -> FuzzCorpus.commandLines();
      });
      return corpus;
    }
  }

  private static void readAll(TensorArchive archive) throws IOException {
    for (TensorArchive.Entry entry : archive.entries()) {
      archive.read(entry.name());
    }
  }

  /** Parses arguments, one a line, and does not run the command. */
  private static void parse(Path file) throws IOException {
    String[] arguments = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    CommandLine line = Main.commandLine(Screen.plain(nowhere, nowhere, arguments), WarmUp.none());
    try {
      line.parseArgs(arguments);
    } catch (ParameterException e) {
      throw new DataFormatException(file.toString(), "arguments", String.valueOf(e.getMessage()), e);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void aDamagedFileIsReadOrRefusedAsDocumented(Target target) throws IOException {
    assumeTrue(ONLY.equals(List.of("")) || ONLY.contains(target.name()), "others are wanted");
    System.setProperty("java.awt.headless", "true");
    List<byte[]> corpus = target.corpus(folder);
    Path file = folder.resolve("damaged");
    for (byte[] whole : corpus) {
      check(target, file, whole, "of the corpus", false); // warms up, too
    }
    long ends = System.nanoTime() + (long) (SECONDS * NANOS);
    long number = 0;
    for (; System.nanoTime() < ends; number++) {
      byte[] damaged = new Mutator(SEED * 1_000_003 + number, corpus).next();
      check(target, file, damaged, "number " + number + " of seed " + SEED, true);
    }
    Files.createDirectories(LEFT);
    Files.writeString(LEFT.resolve("tried.csv"), target + "," + SEED + "," + SECONDS + "," + number + "\n",
        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Reads a file.
   *
   * @param measured whether memory and time count
   * @throws AssertionError if that does not end as documented; the file is kept
   */
  static void check(Target target, Path file, byte[] content, String which, boolean measured)
      throws IOException {
    Files.deleteIfExists(file); // some file systems wait for the disk where a file is cut to nothing and written again
    Files.write(file, content);
    long bytes = THREAD.getCurrentThreadAllocatedBytes();
    long nanos = THREAD.getCurrentThreadCpuTime();
    String failure = "";
    Throwable cause = null;
    try {
      target.reader.read(file);
    } catch (DataFormatException | ModelFormatException e) {
      if (e.getMessage().chars().anyMatch(Character::isISOControl) || e.getMessage().length() > 2000) {
        failure = "a message that is long or steers a terminal";
        cause = e;
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = "an exception that is not documented";
      cause = e;
    }
    bytes = THREAD.getCurrentThreadAllocatedBytes() - bytes;
    nanos = THREAD.getCurrentThreadCpuTime() - nanos;
    if (measured && bytes > MOST_BYTES + 8L * content.length) {
      failure = bytes + " bytes allocated";
    }
    if (measured && nanos / NANOS > 1 + content.length / MEGABYTE) {
      failure = nanos / NANOS + " seconds";
    }
    if (!failure.isEmpty()) {
      Path kept = Files.createDirectories(LEFT)
          .resolve(target + "-" + which.replace(' ', '-'));
      Files.write(kept, content);
      fail(target + ", " + which + ", " + content.length + " bytes: " + failure + "; kept as " + kept, cause);
    }
  }
}
