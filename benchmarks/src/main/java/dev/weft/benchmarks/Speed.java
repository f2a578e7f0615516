package dev.weft.benchmarks;

import dev.weft.core.io.Json;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.cli.ReferenceNetworks;
import dev.weft.fmnist.cli.WarmUp;
import dev.weft.fmnist.data.DataLocator;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.History;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * Weft's side of a comparison between processes: measures one thing and prints it as one line of JSON, {@code {"unit": …,
 * "values": […]}}, as {@code benchmarks/peers/torch_speed.py} does for PyTorch.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.Speed train
 * </pre>
 */
@Command(name = "speed", mixinStandardHelpOptions = true)
public final class Speed {

  private static final long SEED = 2023;
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  @Option(names = "--data", description = "directory with Fashion-MNIST; by default where the application looks",
      scope = CommandLine.ScopeType.INHERIT)
  private Path data;

  @Option(names = "--threads", defaultValue = "2", scope = CommandLine.ScopeType.INHERIT)
  private int threads;

  @Option(names = "--batch", defaultValue = "128", scope = CommandLine.ScopeType.INHERIT)
  private int batch;

  /** Runs one of the commands. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Speed()).execute(args));
  }

  @Command(description = "images/s of each epoch of training the reference network with dropout")
  void train(
      @Option(names = "--epochs", defaultValue = "3") int epochs,
      @Option(names = "--images", defaultValue = "48000") int images) throws IOException {
    Dataset all = loadAndWarmUp().training();
    History history = Trainer.of(network(), Losses.softmaxCrossEntropy(), Optimizers.adam(1e-3f))
        .batchSize(batch).epochs(epochs).threads(threads).seed(SEED)
        .fit(all.head(Math.min(images, all.size())));
    print("images/s", history.epochs().stream().map(EpochResult::imagesPerSecond).toList());
  }

  @Command(description = "images/s of inference over the test images, round by round")
  void infer(@Option(names = "--rounds", defaultValue = "5") int rounds) throws IOException {
    Dataset test = loadAndWarmUp().test();
    List<Double> rates = new ArrayList<>();
    try (WorkerPool pool = new WorkerPool(threads)) {
      Workspace workspace = network().inferenceWorkspace(batch, pool);
      DatasetSource source = new DatasetSource(test);
      for (int round = 0; round < rounds; round++) {
        long began = System.nanoTime();
        for (source.first = 0; source.first < test.size(); source.first += batch) {
          workspace.infer(source, null, Math.min(batch, test.size() - source.first));
        }
        rates.add(test.size() * NANOS / (System.nanoTime() - began));
      }
    }
    print("images/s", rates);
  }

  @Command(description = "microseconds to classify one image, round by round")
  void latency(
      @Option(names = "--rounds", defaultValue = "7") int rounds,
      @Option(names = "--images", defaultValue = "2000") int images) {
    List<Double> micros = new ArrayList<>();
    try (InferenceSession session = network().session(1)) {
      Tensor image = Tensor.full(0.5f, 1, 28, 28, 1);
      for (int round = 0; round < rounds; round++) {
        long began = System.nanoTime();
        for (int i = 0; i < images; i++) {
          session.predict(image);
        }
        micros.add((System.nanoTime() - began) / NANOS * MICROS / images);
      }
    }
    print("microseconds", micros);
  }

  private static Network network() {
    return ReferenceNetworks.dropoutNetwork(SEED, ReferenceNetworks.DropoutRates.DOCUMENT);
  }

  /** As the application does it: the JVM compiles while the images are read. */
  private FashionMnistData loadAndWarmUp() throws IOException {
    return WarmUp.start().during(this::load);
  }

  private FashionMnistData load() throws IOException {
    DataLocator locator = DataLocator.system();
    return (data == null ? locator : locator.withData(data)).load();
  }

  private static void print(String unit, List<Double> values) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("unit", unit);
    result.put("values", values);
    result.put("with", "Weft " + Kernels.active().name());
    System.out.println(Json.write(result));
  }

  /** Test images in their order. */
  private static final class DatasetSource implements ExampleSource {
    private final Dataset data;
    private int first;

    DatasetSource(Dataset data) {
      this.data = data;
    }

    @Override
    public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
      data.gatherScaled(x, xOffset, first + slot, Dataset.UNIT_SCALE);
    }
  }
}
