package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.BatchLoss;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Workspace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses that compare the examples of a batch, against what PyTorch says; {@code losses/generate_batch_losses.py} wrote it. */
class BatchLossTest {

  static List<String> fixtures() throws IOException {
    return LossFixtures.lines("batch_losses.txt");
  }

  private static BatchLoss loss(String name) {
    return switch (name) {
      case "triplet" -> Losses.triplet();
      case "triplet_2" -> Losses.triplet().withMargin(2);
      case "contrastive" -> Losses.contrastive();
      case "contrastive_1" -> Losses.contrastive().withTemperature(1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void equalsPyTorchInValueAndGradient(String line) {
    String[] parts = line.split("\\|", -1);
    BatchLoss loss = loss(parts[0].strip());
    int batch = Integer.parseInt(parts[1].strip());
    float[] y = LossFixtures.numbers(parts[2]);
    float[] targets = new float[2 * batch + 1];
    for (int n = 0; n < batch; n++) {
      targets[1 + 2 * n] = LossFixtures.numbers(parts[3])[n];
    }
    float[] losses = new float[batch];
    float[] memory = new float[2 * y.length + 3];
    Arrays.fill(memory, Float.NaN);
    System.arraycopy(y, 0, memory, 3, y.length);
    loss.evaluate(losses, memory, 3 + y.length, memory, 3, targets, 1, 2, ones(batch), batch, y.length / batch,
        1f / batch);
    assertThat(losses).containsExactly(LossFixtures.numbers(parts[4]), within(2e-6f));
    assertThat(Arrays.copyOfRange(memory, 3 + y.length, memory.length)).containsExactly(LossFixtures.numbers(parts[5]),
        within(2e-6f));
    loss.evaluate(losses, null, -1, memory, 3, targets, 1, 2, ones(batch), batch, y.length / batch, 1);
    assertThat(losses).containsExactly(LossFixtures.numbers(parts[4]), within(2e-6f));
  }

  /** Examples of two numbers, whose group is the sign of their sum. */
  private static ExampleSource source(float weight) {
    return new ExampleSource() {
      @Override
      public void load(int slot, float[] x, int xOffset, float[] target, int targetOffset) {
        x[xOffset] = (float) Math.sin(3 * slot);
        x[xOffset + 1] = (float) Math.cos(5 * slot);
        target[targetOffset] = x[xOffset] + x[xOffset + 1] > 0 ? 1 : 0;
      }

      @Override
      public float weight(int slot) {
        return weight;
      }
    };
  }

  @Test
  void aStepHasTheGradientOfTheBatchForAnyNumberOfThreads() {
    for (BatchLoss loss : List.of(Losses.triplet().withMargin(1), Losses.contrastive().withTemperature(1))) {
      Network network = Sequential.input(2).add(Layers.dense(3)).add(Layers.tanh()).build(1);
      float[] gradients = gradients(network, loss, 1, 1);
      assertThat(gradients(network, loss, 3, 1)).isEqualTo(gradients);
      float[] twice = gradients(network, loss, 2, 2);
      float[] values = network.parameters().values();
      for (int i = 0; i < gradients.length; i++) {
        float kept = values[i];
        float step = 1f / 256;
        values[i] = kept + step;
        double up = value(network, loss);
        values[i] = kept - step;
        double down = value(network, loss);
        values[i] = kept;
        assertThat((double) gradients[i]).as(loss + " " + i).isCloseTo((up - down) / (2 * step), within(2e-3));
        assertThat(twice[i]).isCloseTo(2 * gradients[i], within(1e-5f));
      }
    }
  }

  private static float[] gradients(Network network, BatchLoss loss, int threads, float weight) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      Workspace workspace = network.trainingWorkspace(12, pool);
      double mean = workspace.step(source(weight), loss, 12, 0, 1);
      assertThat(mean).isCloseTo(weight * value(network, loss), within(1e-5));
      return workspace.gradients().clone();
    }
  }

  private static double value(Network network, BatchLoss loss) {
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.inferenceWorkspace(12, pool);
      workspace.evaluate(source(1), Objective.of(loss), 12);
      double sum = 0;
      for (int n = 0; n < 12; n++) {
        sum += workspace.losses()[n];
      }
      return sum / 12;
    }
  }

  @Test
  void anExampleByItselfHasNoSuchLoss() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Losses.triplet().loss(new float[2], 0, new float[1], 0, 2))
        .withMessage("expected a whole batch for triplet loss, margin 0.2, got one example");
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.triplet().withMargin(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Losses.contrastive().withTemperature(-1));
    for (BatchLoss loss : List.of(Losses.triplet(), Losses.contrastive())) {
      assertThat(Losses.fromConfig(loss.name(), loss.config())).isEqualTo(loss);
    }
  }
}
