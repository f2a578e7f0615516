package dev.weft.fmnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.fmnist.data.IdxFiles;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes that train, study and resume, at moments that a seed chooses, and lets others go on. What comes of it
 * has the bits of a run that nobody disturbed, and after every kill each named file is whole.
 *
 * <p>{@code -Dweft.kills=50} kills as often, with {@code -Dweft.kills.seed} from another seed.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("weft.kills", 3);
  private static final long SEED = Long.getLong("weft.kills.seed", 1);
  private static final long SHORTEST_MILLIS = 50;
  private static final int EPOCHS = 6;

  @TempDir
  private static Path folder;

  private static Jar jar;
  private static Path data;
  private static Path whole;
  private static long wholeMillis;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private int kills;
  private int rounds;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    jar = new Jar(folder);
    data = IdxFiles.writeDataset(folder.resolve("data"), 250, 40);
    whole = folder.resolve("whole");
    long start = System.nanoTime();
    Jar.Run run = jar.run(with("study", whole));
    wholeMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertThat(run.err()).isEmpty();
  }

  private static Object[] with(String command, Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of(command, "--data", data, "--out", out, "--epochs", EPOCHS));
    words.addAll(List.of(more));
    return words.toArray();
  }

  @Test
  void aKilledTrainingGoesOnToTheSameBits() throws Exception {
    while (kills < KILLS) {
      Path out = folder.resolve("train-" + ++rounds);
      runKilled("train", out, out.resolve("metrics.json"), wholeMillis / 2);
      requireSame(out, whole.resolve("dropout"));
    }
  }

  @Test
  void aKilledStudyGoesOnToTheSameBits() throws Exception {
    while (kills < KILLS) {
      Path out = folder.resolve("study-" + ++rounds);
      runKilled("study", out, out.resolve("study.json"), wholeMillis);
      for (String network : List.of("baseline", "dropout")) {
        requireSame(out.resolve(network), whole.resolve(network));
      }
      assertThat(out.resolve("report.html")).content().containsPattern("</html>\\s*\\z");
    }
  }

  /** Starts and resumes, and kills what runs unless it ends by itself, or enough have been killed. */
  private void runKilled(String command, Path out, Path last, long millis) throws Exception {
    while (true) {
      Jar.Started started = jar.start(Jar.command(with(command, out, next(command, out))));
      boolean ended = started.process().waitFor(kills < KILLS ? random.nextLong(SHORTEST_MILLIS, millis) : millis * 100,
          TimeUnit.MILLISECONDS);
      if (!ended) {
        started.process().destroyForcibly().waitFor();
        kills++;
      }
      requireWhole(out);
      if (ended) {
        Jar.Run run = started.await();
        assertThat(run.err()).as("seed %d, kill %d", SEED, kills).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(last).exists();
        requireNoLeftOvers(out);
        return;
      }
    }
  }

  /** How to go on: where nothing can be resumed yet, anew. */
  private static Object[] next(String command, Path out) throws IOException {
    boolean resumable;
    try (Stream<Path> files = Files.exists(out) ? Files.walk(out) : Stream.empty()) {
      resumable = files.map(file -> file.getFileName().toString())
          .anyMatch(name -> name.equals("checkpoint.safetensors")
              || (command.equals("study") && name.equals("metrics.json")));
    }
    return resumable ? new Object[] {"--resume"} : new Object[] {"--overwrite"};
  }

  private static void requireWhole(Path out) throws IOException {
    try (Stream<Path> files = Files.exists(out) ? Files.walk(out) : Stream.empty()) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        requireWholeFile(file);
      }
    }
  }

  private static void requireWholeFile(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.startsWith(".weft-")) {
      return; // no named output
    }
    switch (name) {
      case "checkpoint.safetensors" -> TrainingState.load(file);
      case "model.safetensors" -> ModelFile.load(file);
      case "metrics.json", "study.json" -> new ObjectMapper().readTree(file.toFile());
      case "history.csv" -> HistoryFile.read(file);
      case "predictions.csv" -> assertThat(file).content().hasLineCount(41).endsWith("\n");
      case "report.html" -> assertThat(file).content().containsPattern("</html>\\s*\\z");
      default -> assertThat(file).content().as(name).containsPattern("</svg>\\s*\\z");
    }
  }

  private static void requireNoLeftOvers(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.map(Path::toString).filter(name -> name.endsWith(".tmp"))).isEmpty();
    }
  }

  private static void requireSame(Path run, Path undisturbed) throws IOException {
    assertThat(run.resolve("model.safetensors")).hasSameBinaryContentAs(undisturbed.resolve("model.safetensors"));
    assertThat(run.resolve("predictions.csv")).hasSameBinaryContentAs(undisturbed.resolve("predictions.csv"));
    assertThat(losses(run)).isEqualTo(losses(undisturbed));
  }

  private static List<List<Double>> losses(Path run) throws IOException {
    return HistoryFile.read(run.resolve("history.csv")).stream().map(epoch -> List.of(epoch.trainingLoss(),
        epoch.trainingAccuracy(), epoch.validationLoss(), epoch.validationAccuracy())).toList();
  }
}
