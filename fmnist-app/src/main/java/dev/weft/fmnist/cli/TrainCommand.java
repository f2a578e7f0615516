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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code train}: trains a network and tests it. */
@Command(name = "train", description = "Train a network on Fashion-MNIST and test it.", sortOptions = false,
    abbreviateSynopsis = true, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {"",
        "Ctrl-C stops after the current step and leaves a checkpoint. --resume with the same --out continues from it"
            + " to the same weights, to the last bit, as a run that was not interrupted.",
        "", "@|bold Examples:|@",
        "  fmnist-app train --epochs 3                  # a quick look",
        "  fmnist-app train --recipe tuned --out best   # for accuracy",
        "  fmnist-app train --resume --out best         # after Ctrl-C",
        "  fmnist-app train --tensorboard logs/first    # watch with tensorboard"})
final class TrainCommand implements Callable<Integer> {

  private static final int MOST_THREADS = 1024;

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--architecture", paramLabel = "NETWORK",
      description = "${COMPLETION-CANDIDATES} (default: dropout)")
  private Architecture architecture;

  @Option(names = "--recipe", paramLabel = "RECIPE", completionCandidates = Recipes.class,
      description = "${COMPLETION-CANDIDATES} (default: document). document is the reference study's,"
          + " tuned reaches a higher accuracy.")
  private String recipe;

  @Option(names = "--epochs", paramLabel = "N", description = "How often each image is seen (default: 50; tuned: 40)")
  private Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images in a step (default: 128)")
  private Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "Default: 0.001; tuned: its own")
  private Float learningRate;

  @Option(names = "--augment", paramLabel = "CHANGES",
      description = "How training images are changed at random, such as 'flip, shift 2, rotate 10 at 0.5, mixup 0.2' or none"
          + " (default: none; tuned: flip, shift 1). explore --augment shows them.")
  private String augment;

  @Option(names = "--threads", paramLabel = "N",
      description = "Default: one a processor. Their number does not change the result.")
  private Integer threads;

  @Option(names = "--seed", paramLabel = "N", description = "Of everything random but the split (default: 2023)")
  private Long seed;

  @Option(names = "--validation-split", paramLabel = "SHARE",
      description = "Share of the training images held out for validation; 0 for none (default: 0.2)")
  private Double validationSplit;

  @Option(names = "--split", paramLabel = "KIND",
      description = "How they are chosen: ${COMPLETION-CANDIDATES} (default: sklearn, as train_test_split does)")
  private SplitKind split;

  @Option(names = "--split-seed", paramLabel = "N", description = "Of that choice (default: 2023)")
  private Long splitSeed;

  @Option(names = "--limit", paramLabel = "N", description = "Train only on the first N images that remain")
  private Integer limit;

  @Option(names = "--out", paramLabel = "DIR",
      description = "Directory for model.safetensors, history.csv, predictions.csv and metrics.json"
          + " (default: runs/<time>-<architecture>)")
  private Path out;

  @Mixin
  private TensorBoardOption tensorBoard;

  @Option(names = "--overwrite", description = "Replace the files of an earlier run in --out and --tensorboard")
  private boolean overwrite;

  @Option(names = "--resume", description = "Continue the interrupted run in --out, with its settings")
  private boolean resume;

  @Option(names = "--live", paramLabel = "PORT", arity = "0..1", fallbackValue = LiveView.DEFAULT_PORT,
      description = "Show the training at http://127.0.0.1:PORT/ while it goes on, and until you close the page"
          + " (default port: " + LiveView.DEFAULT_PORT + "; 0 for any free one)")
  private Integer live;

  /** The names of the recipes, for help and completion. */
  static final class Recipes extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    Recipes() {
      super(List.of(Recipe.DOCUMENT, Recipe.TUNED));
    }
  }

  @Override
  public Integer call() throws IOException {
    int workers = workers(threads);
    if (resume && overwrite) {
      throw new UsageException("overwrite", "no --resume beside it, which continues a run", "both");
    }
    return resume ? resume(workers) : start(workers);
  }

  /** The number of threads to use if the user gave this one, or null. */
  static int workers(Integer threads) {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (workers < 1 || workers > MOST_THREADS) {
      throw new UsageException("threads", "1 to " + MOST_THREADS, workers);
    }
    return workers;
  }

  private int start(int workers) throws IOException {
    TrainSettings settings = TrainSettings.of(given());
    if (out != null) {
      RunDirectory.of(out, options()).requireUsable(overwrite);
    }
    tensorBoard.requireUsable(overwrite);
    return during(view -> {
      FashionMnistData data = main.loadWhileWarmingUp(source);
      Split<Dataset> parts = settings.split(data.training());
      try (OwnFolder folder = out == null ? OwnFolder.create(settings.architecture().toString())
          : OwnFolder.open(out)) {
        RunDirectory directory = RunDirectory.of(folder.path(), options());
        directory.begin(folder, overwrite);
        tensorBoard.clear(overwrite);
        return new TrainingJob(main.screen(), settings, workers, directory, null, tensorBoard, view).run(data, parts);
      }
    });
  }

  private int resume(int workers) throws IOException {
    if (out == null) {
      throw new UsageException("resume", "--out with the directory of the run to continue", "none");
    }
    RunDirectory directory = RunDirectory.of(out, options());
    directory.requireInterrupted();
    try (OwnFolder folder = OwnFolder.open(out)) {
      TrainingState state = TrainingState.load(directory.checkpoint());
      TrainSettings settings = SavedSettings.fromMetadata(directory.checkpoint(), state.metadata());
      settings.requireSame(given());
      directory.continueIn(folder);
      return during(view -> {
        FashionMnistData data = main.loadWhileWarmingUp(source);
        Split<Dataset> parts = settings.split(data.training());
        return new TrainingJob(main.screen(), settings, workers, directory, state, tensorBoard, view).run(data, parts);
      });
    }
  }

  /** Trains, with the page if one was asked for. */
  private int during(Training training) throws IOException {
    try (LiveView view = LiveView.open(main.screen(), live)) {
      return view.during(() -> training.run(view));
    }
  }

  /** A training that a page may show. */
  private interface Training {

    int run(LiveView view) throws IOException;
  }

  /** What has to be given again to resume; the run's own settings are in its checkpoint. */
  private List<String> options() {
    List<String> options = new ArrayList<>(source.arguments());
    options.addAll(tensorBoard.arguments());
    if (threads != null) {
      options.addAll(List.of("--threads", threads.toString()));
    }
    return options;
  }

  /** The options that were given, by name, as {@link TrainSettings} reads them. */
  private Map<String, String> given() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(TrainSettings.ARCHITECTURE, architecture);
    options.put(TrainSettings.RECIPE, recipe);
    options.put(TrainSettings.EPOCHS, epochs);
    options.put(TrainSettings.BATCH_SIZE, batchSize);
    options.put(TrainSettings.LEARNING_RATE, learningRate);
    options.put(TrainSettings.AUGMENT, augment);
    options.put(TrainSettings.SEED, seed);
    options.put(TrainSettings.VALIDATION_SPLIT, validationSplit);
    options.put(TrainSettings.SPLIT, split);
    options.put(TrainSettings.SPLIT_SEED, splitSeed);
    options.put(TrainSettings.LIMIT, limit);
    return TrainSettings.given(options);
  }
}
