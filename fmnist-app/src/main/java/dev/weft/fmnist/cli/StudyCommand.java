package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    return resume ? resume(workers) : start(workers);
  }

  private int start(int workers) throws IOException {
    TrainSettings settings = TrainSettings.of(given());
    if (out != null) {
      new StudyDirectory(out, options()).requireUsable(overwrite);
    }
    for (Architecture architecture : StudyDirectory.NETWORKS) {
      tensorBoard.in(architecture.toString()).requireUsable(overwrite);
    }
    FashionMnistData data = main.loadWhileWarmingUp(source);
    Split<Dataset> parts = settings.split(data.training());
    try (OwnFolder folder = out == null ? OwnFolder.create("study") : OwnFolder.open(out);
        OwnFolder baseline = OwnFolder.open(network(folder, Architecture.BASELINE));
        OwnFolder dropout = OwnFolder.open(network(folder, Architecture.DROPOUT))) {
      StudyDirectory directory = new StudyDirectory(folder.path(), options());
      directory.begin(folder, overwrite);
      directory.run(Architecture.BASELINE).begin(baseline, overwrite);
      directory.run(Architecture.DROPOUT).begin(dropout, overwrite);
      for (Architecture architecture : StudyDirectory.NETWORKS) {
        tensorBoard.in(architecture.toString()).clear(overwrite);
      }
      return train(folder, directory, settings, workers, data, parts);
    }
  }

  private int resume(int workers) throws IOException {
    StudyDirectory directory = new StudyDirectory(out, options());
    directory.requireStarted();
    try (OwnFolder folder = OwnFolder.open(out);
        OwnFolder baseline = OwnFolder.open(network(folder, Architecture.BASELINE));
        OwnFolder dropout = OwnFolder.open(network(folder, Architecture.DROPOUT))) {
      TrainSettings settings = saved(directory);
      for (OwnFolder run : List.of(baseline, dropout)) {
        RunDirectory one = RunDirectory.of(run.path(), options());
        if (!one.finished()) {
          one.continueIn(run);
        }
      }
      FashionMnistData data = main.loadWhileWarmingUp(source);
      return train(folder, directory, settings, workers, data, settings.split(data.training()));
    }
  }

  private static Path network(OwnFolder study, Architecture architecture) {
    return study.path().resolve(architecture.toString());
  }

  private int train(OwnFolder folder, StudyDirectory directory, TrainSettings settings, int workers,
      FashionMnistData data, Split<Dataset> parts) throws IOException {
    for (Architecture architecture : StudyDirectory.NETWORKS) {
      int code = train(directory.run(architecture), settings.withArchitecture(architecture), workers, data, parts);
      if (code != 0) {
        return code;
      }
      main.screen().line("");
    }
    main.screen().line("Wrote " + RunReport.ofStudy(folder, data, source.arguments())
        + ", study.json and the folder figures beside it");
    return 0;
  }

  private int train(RunDirectory run, TrainSettings settings, int workers, FashionMnistData data, Split<Dataset> parts)
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
    throw directory.notStarted();
  }

  /** What has to be given again to resume; the study's own settings are in its files. */
  private List<String> options() {
    List<String> options = new ArrayList<>(source.arguments());
    options.addAll(tensorBoard.arguments());
    if (threads != null) {
      options.addAll(List.of("--threads", threads.toString()));
    }
    return options;
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
