package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.optim.data.Split;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code study}: trains both networks of the reference study and reports on them. */
@Command(name = "study", description = "Train the network without and with dropout, and write a report on both.",
    sortOptions = false, abbreviateSynopsis = true, mixinStandardHelpOptions = true, versionProvider = Version.class,
    footer = {"",
        "The directory then has report.html, the folder figures, study.json with all numbers, and the runs baseline"
            + " and dropout. Ctrl-C stops after the current step; --resume with the same --out goes on from there.",
        "", "@|bold Examples:|@",
        "  fmnist-app study --epochs 3 --out look   # a quick look",
        "  fmnist-app study --out study             # the reference study's 50 epochs",
        "  fmnist-app study --resume --out study    # after Ctrl-C"})
final class StudyCommand implements Callable<Integer> {

  /** The settings that a study lets the user choose. */
  static final Set<String> OPTIONS = Set.of(TrainSettings.EPOCHS, TrainSettings.SEED, TrainSettings.SPLIT,
      TrainSettings.LIMIT);

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--epochs", paramLabel = "N",
      description = "How often each network sees each image (default: 50; 3 for a quick look)")
  private Integer epochs;

  @Option(names = "--threads", paramLabel = "N",
      description = "Default: one a processor. Their number does not change the result.")
  private Integer threads;

  @Option(names = "--seed", paramLabel = "N", description = "Of everything random but the split (default: 2023)")
  private Long seed;

  @Option(names = "--split", paramLabel = "KIND", description = "How the fifth of the training images that is held out"
      + " is chosen: ${COMPLETION-CANDIDATES} (default: sklearn, as train_test_split does)")
  private SplitKind split;

  @Option(names = "--limit", paramLabel = "N", description = "Train only on the first N images that remain")
  private Integer limit;

  @Option(names = "--out", paramLabel = "DIR", description = "Directory for the study (default: runs/<time>-study)")
  private Path out;

  @Mixin
  private TensorBoardOption tensorBoard;

  @Option(names = "--overwrite", description = "Replace the files of an earlier study in --out and --tensorboard")
  private boolean overwrite;

  @Option(names = "--resume", description = "Continue the interrupted study in --out, with its settings")
  private boolean resume;

  @Override
  public Integer call() throws IOException {
    int workers = TrainCommand.workers(threads);
    if (resume && out == null) {
      throw new UsageException("resume", "--out with the directory of the study to continue", "none");
    }
    if (resume && overwrite) {
      throw new UsageException("overwrite", "no --resume beside it, which continues a study", "both");
    }
    StudyDirectory directory = new StudyDirectory(out == null ? RunDirectory.named("study").path() : out);
    TrainSettings settings = resume ? saved(directory) : TrainSettings.of(given());
    if (!overwrite && !resume) {
      requireUnused(directory);
    }
    FashionMnistData data = main.loadWhileWarmingUp(source);
    Split parts = settings.split(data.training());
    if (!resume) {
      clear(directory);
    }
    for (Architecture architecture : StudyDirectory.NETWORKS) {
      int code = train(directory.run(architecture), settings.withArchitecture(architecture), workers, data, parts);
      if (code != 0) {
        return code;
      }
      main.screen().line("");
    }
    main.screen()
        .line("Wrote " + RunReport.ofStudy(directory, data) + ", study.json and the folder figures beside it");
    return 0;
  }

  private void requireUnused(StudyDirectory directory) throws IOException {
    directory.requireUnused();
    for (Architecture architecture : StudyDirectory.NETWORKS) {
      tensorBoard.in(architecture.toString()).requireUnused();
    }
  }

  private void clear(StudyDirectory directory) throws IOException {
    directory.clear();
    for (Architecture architecture : StudyDirectory.NETWORKS) {
      tensorBoard.in(architecture.toString()).clear(); // nothing, unless --overwrite was given
    }
  }

  private int train(RunDirectory run, TrainSettings settings, int workers, FashionMnistData data, Split parts)
      throws IOException {
    if (resume && run.finished()) {
      FinishedRun.load(run, data); // of these images, or the other network would be trained in vain
      main.screen().line("Done     " + run.path());
      return 0;
    }
    TrainingState state = resume && run.interrupted() ? TrainingState.load(run.checkpoint()) : null;
    return new TrainingJob(main.screen(), settings, workers, run, state,
        tensorBoard.in(settings.architecture().toString()), LiveView.none()).run(data, parts);
  }

  /** The settings of the study to continue, which those that were given must not contradict. */
  private TrainSettings saved(StudyDirectory directory) throws IOException {
    for (RunDirectory run : directory.runs()) {
      if (run.interrupted() || run.finished()) {
        TrainSettings settings = SavedSettings.of(run);
        settings.requireSame(given());
        return settings;
      }
    }
    throw new DataFormatException(directory.path().toString(), "an interrupted study to resume", "none");
  }

  private Map<String, String> given() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(TrainSettings.EPOCHS, epochs);
    options.put(TrainSettings.SEED, seed);
    options.put(TrainSettings.SPLIT, split);
    options.put(TrainSettings.LIMIT, limit);
    return TrainSettings.given(options);
  }
}
