package dev.weft.benchmarks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.KernelChoice;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Checkpoints;
import dev.weft.optim.train.Trainer;
import dev.weft.optim.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every network of the zoo, whatever fuses, branches and meets in it. */
class ZooNetworksTest {

  private static final int BATCH = 5;
  private static final int ELEMENTS = 2; // of each tensor
  private static final int CLASSES = 10;

  private static final double CLOSE = 1e-4;

  /** Where two numbers nearly tie, rounding may have a pool choose the other one: then with one of the seeds, not with all. */
  private static final int SEEDS = 3;

  /** What cancels to nothing but rounding, as the gradient of a bias in front of a batch norm, is not compared. */
  private static final double NOTHING = 1e-5;

  static List<String> names() {
    return Zoo.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsAreSlopes(String name) {
    Network network = Zoo.build(name, 1);
    Tensor x = NetworkRun.inputs(network, 2);
    Tensor targets = Tensor.zeros(network.outputShape().prepend(2));
    targets.array()[1] = 1;
    targets.array()[targets.size() - 1] = 1;
    GradientReport report = GradientCheck.of(network, Zoo.loss(name)).withElements(ELEMENTS).check(x, targets);
    assertThat(report.failures()).as("%s", report)
        .allSatisfy(failure -> assertThat(failure.worst().analytic() - failure.worst().numeric())
            .isBetween(-NOTHING, NOTHING));
    assertThat(report.tensors().size()).isGreaterThan(network.executedLayers(true).size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void anyNumberOfThreadsGivesTheSameBits(String name) {
    Network network = Zoo.build(name, 1);
    NetworkRun one = NetworkRun.of(name, network, BATCH, Kernels.active(), 1);
    for (int workers : new int[] {2, BATCH}) {
      assertThat(NetworkRun.of(name, network, BATCH, Kernels.active(), workers).hasTheBitsOf(one))
          .as("%d threads", workers).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void fusedLayersComputeWhatTheirPartsDo(String name) {
    assertThat(leastDistance(name, network -> NetworkRun.of(name, network, BATCH, Kernels.active(), 2),
        network -> NetworkRun.of(name, network.withoutFusion(), BATCH, Kernels.active(), 2))).isLessThan(CLOSE);
  }

  /** The distance of two ways to compute a network with the first seed with which they are close, or the last. */
  private static double leastDistance(String name, Function<Network, NetworkRun> one,
      Function<Network, NetworkRun> other) {
    double distance = Double.NaN;
    for (int seed = 1; seed <= SEEDS && !(distance < CLOSE); seed++) {
      Network network = Zoo.build(name, seed);
      distance = one.apply(network).distance(other.apply(network));
    }
    return distance;
  }

  /** In a JVM of its own for each width that the machine has. */
  @ParameterizedTest
  @ValueSource(ints = {512, 256, 128})
  void vectorsOfAnyWidthComputeWhatScalarKernelsDo(int bits) throws IOException, InterruptedException {
    String output =
        ChildJvm.run(List.of("--add-modules", "jdk.incubator.vector", "-Dweft.simd.bits=" + bits), Widths.class);
    assertThat(output.lines().filter(line -> line.startsWith("far:"))).isEmpty();
    assertThat(output).contains("lanes: ");
  }

  /** Compares networks with the scalar kernels, and prints those that differ. */
  static final class Widths {
    public static void main(String[] arguments) {
      System.out.println("lanes: " + KernelChoice.active().kernels().lanes());
      for (String name : Zoo.names()) {
        if (name.equals("resnet_wide")) { // the layers of resnet8, and half of the time
          continue;
        }
        double distance = leastDistance(name, network -> NetworkRun.of(name, network, 1, Kernels.active(), 1),
            network -> NetworkRun.of(name, network, 1, Kernels.scalar(), 1));
        if (!(distance < CLOSE)) {
          System.out.println("far: " + name + " " + distance);
        }
      }
    }
  }

  /** Random pixels, with a class each, or themselves as targets where the network puts out what it is given. */
  private static Examples data(Network network, int n) {
    Random random = new Random(3);
    byte[] pixels = new byte[n * network.inputShape().size()];
    random.nextBytes(pixels);
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) random.nextInt(CLASSES);
    }
    Dataset data = Dataset.of(pixels, network.inputShape(), labels, IntStream.range(0, CLASSES)
        .mapToObj(c -> "class " + c).toList());
    return network.outputShape().equals(network.inputShape()) ? data.asTargets() : data;
  }

  private static Trainer trainer(String name, Network network) {
    return Trainer.of(network, Zoo.loss(name), Optimizers.adam(1e-3f)).batchSize(4).epochs(2).threads(2).seed(5);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aResumedRunGivesTheBitsOfAnUninterruptedOne(String name, @TempDir Path folder) throws IOException {
    Network whole = Zoo.build(name, 1);
    Examples data = data(whole, 8);
    trainer(name, whole).fit(data);

    Path file = folder.resolve("checkpoint.safetensors");
    AtomicInteger steps = new AtomicInteger();
    trainer(name, Zoo.build(name, 1)).callback(Checkpoints.to(file)).stopWhen(() -> steps.incrementAndGet() == 3)
        .fit(data);
    Network resumed = Zoo.build(name, 2);
    trainer(name, resumed).resume(TrainingState.load(file)).fit(data);
    assertThat(Arrays.equals(resumed.parameters().values(), whole.parameters().values())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "densenet", "inception", "mobilenet"})
  void freezingAllButTheHeadLeavesItsGradients(String name) {
    Network network = Zoo.build(name, 1);
    Network frozen = network.frozen(parameter -> !parameter.startsWith("dense_1"));
    assertThat(frozen.parameters().trainable())
        .isEqualTo(frozen.layer("dense_1").inputShape().size() * CLASSES + CLASSES);
    assertThat(frozen.outputShape()).isEqualTo(Shape.of(CLASSES));
    NetworkRun run = NetworkRun.of(name, frozen, BATCH, Kernels.active(), 2);
    assertThat(run.loss()).isFinite();
    assertThat(run.predicted()).isEqualTo(NetworkRun.of(name, network, BATCH, Kernels.active(), 2).predicted());
  }
}
