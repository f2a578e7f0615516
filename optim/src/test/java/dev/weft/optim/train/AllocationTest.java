package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.huber;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.GradientClipping;
import dev.weft.optim.Schedules;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.ExampleStream;
import dev.weft.optim.data.Examples;
import dev.weft.optim.metrics.Metrics;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps run in a JVM of their own with scalar kernels, for SIMD kernels box their vectors until C2 compiles them. */
class AllocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"images", "tensors", "autoencoder", "stream", "accumulation"})
  void aStepAllocatesNothingAfterTheFirstFew(String kind) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
    Process process = new ProcessBuilder(java, "-Dweft.kernels=scalar", "-cp", path, Probe.class.getName(), kind)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output.strip()).isEqualTo("0 bytes");
  }

  /** Prints the median of what all threads allocate in a step; single steps may load a class. */
  static final class Probe implements Callback {

    private static final int WARM_UP = 20;
    private static final int STEPS = 60;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] total = new long[STEPS];

    public static void main(String[] arguments) {
      Probe probe = new Probe();
      probe.train(arguments[0]);
      System.out.println(probe.median() + " bytes");
    }

    private void train(String kind) {
      Trainer images =
          Trainer.of(Blobs.network(), softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(1).threads(2)
              .schedule(Schedules.oneCycle().withWarmUp(10)).clip(GradientClipping.byGlobalNorm(1))
              .augment(
                  Augmentation.parse("flip, rotate 9, elastic 1, blur 1, noise 0.1, erase 0 0.2, cutout 8, mixup 0.2"))
              .averageWeights(0.9).callback(this);
      Trainer numbers = Trainer.of(Sequential.input(4).add(dense(4)).build(1), huber(1), adam(0.01f)).batchSize(32)
          .epochs(1).threads(2).metrics(Metrics.rSquared(), Metrics.meanAbsoluteError()).callback(this);
      Tensor x = Tensor.gaussian(1, 32 * STEPS, 4);
      switch (kind) {
        case "images" -> images.metrics(Metrics.macroF1(), Metrics.rocAuc()).fit(Blobs.images(32 * STEPS, 1));
        case "tensors" -> numbers.fit(Examples.of(x, x.times(2)).subset(IntStream.range(0, 32 * STEPS).toArray()));
        case "autoencoder" ->
            numbers.fit(Examples.of(x, x).asTargets().weighted(x.map(Math::abs).slice(1, 0, 1).toArray()));
        case "stream" ->
            numbers.fit(ExampleStream.of(32 * STEPS, Shape.of(4), Shape.of(4), epoch -> (to, at, t, tAt) -> {
              to[at[0]] = t[tAt] = tAt;
              return true;
            }).shuffled(100));
        default -> images.accumulate(3).fit(Blobs.images(32 * STEPS, 1));
      }
    }

    @Override
    public void onStep(StepInfo step, TrainingControl run) {
      total[step.stepInEpoch() - 1] = threads.getTotalThreadAllocatedBytes();
    }

    private long median() {
      long[] steps = new long[STEPS - WARM_UP];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = total[WARM_UP + i] - total[WARM_UP + i - 1];
      }
      Arrays.sort(steps);
      return steps[steps.length / 2];
    }
  }
}
