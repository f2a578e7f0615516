package dev.weft.optim.train;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.lazyAdam;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Parameters;
import dev.weft.optim.Optimizer;
import dev.weft.optim.ParameterGroup;
import dev.weft.optim.data.Examples;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates that leave out the rows of an embedding which a batch does not name. */
class EmbeddingTrainingTest {

  private static final int WORDS = 70_000; // two slices of rows
  private static final int N = 50;

  /** An optimiser that updates all rows. */
  private record AllRows(Optimizer rule) implements Optimizer {

    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public int slots() {
      return rule.slots();
    }

    @Override
    public float learningRate() {
      return rule.learningRate();
    }

    @Override
    public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step, float rate,
        float gradientScale) {
      rule.update(values, gradients, state, from, to, step, rate, gradientScale);
    }

    @Override
    public Map<String, Object> config() {
      return rule.config();
    }
  }

  private static Network network() {
    return Sequential.input(3).add(embedding(WORDS, 4)).add(flatten()).add(dense(8)).add(relu()).add(dense(2)).build(1);
  }

  private static Examples examples(int words) {
    Random random = new Random(2);
    float[] x = new float[3 * N];
    int[] labels = new int[N];
    for (int i = 0; i < x.length; i++) {
      x[i] = (WORDS - 1) / (words - 1) * random.nextInt(words);
      labels[i / 3] += x[i] > WORDS / 2 ? 1 : 0;
    }
    return Examples.labelled(Tensor.of(x, N, 3), Arrays.stream(labels).map(count -> count > 1 ? 1 : 0).toArray(), 2);
  }

  private static float[] trained(Optimizer optimizer, UnaryOperator<Trainer> settings) {
    Network network = network();
    settings.apply(Trainer.of(network, softmaxCrossEntropy(), optimizer).batchSize(8).epochs(3).threads(2).seed(3))
        .fit(examples(30));
    return network.parameters().values();
  }

  @Test
  void plainGradientDescentGivesTheBitsOfUpdatingAllRows() {
    assertThat(trained(sgd(0.1f), trainer -> trainer)).isEqualTo(trained(new AllRows(sgd(0.1f)), trainer -> trainer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accumulate", "average"})
  void sumsOfSeveralBatchesAndAveragesTouchAllRows(String setting) {
    UnaryOperator<Trainer> settings =
        trainer -> setting.equals("accumulate") ? trainer.accumulate(2) : trainer.averageWeights(0.9);
    assertThat(trained(sgd(0.1f), settings)).isEqualTo(trained(new AllRows(sgd(0.1f)), settings));
    assertThat(trained(lazyAdam(0.01f), settings)).isEqualTo(trained(adam(0.01f), settings));
  }

  @Test
  void lazyAdamLeavesRowsAloneAndIsAdamElsewhere() {
    Network network = network();
    Parameter table = network.parameters().parameter("embedding_1/embeddings");
    float[] before = network.parameters().values().clone();
    float[] after = trained(lazyAdam(0.01f), trainer -> trainer);
    int moved = 0;
    for (int row = 0; row < WORDS; row++) {
      int from = table.offset() + 4 * row;
      moved += Arrays.equals(before, from, from + 4, after, from, from + 4) ? 0 : 1;
    }
    assertThat(moved).isBetween(25, 30);
    UnaryOperator<Trainer> frozen = trainer -> trainer.group(
        ParameterGroup.of(Parameters.kinds("embedding")).withRate(0));
    assertThat(trained(lazyAdam(0.01f), frozen)).isEqualTo(trained(adam(0.01f), frozen));
  }

  @Test
  void lazyAdamOfRowsThatEveryBatchNamesIsAdam() {
    Network lazy = network();
    Network all = network();
    Trainer.of(lazy, softmaxCrossEntropy(), lazyAdam(0.01f)).batchSize(N).epochs(4).fit(examples(30));
    Trainer.of(all, softmaxCrossEntropy(), adam(0.01f)).batchSize(N).epochs(4).fit(examples(30));
    assertThat(lazy.parameters().values()).isEqualTo(all.parameters().values());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    float[] two = trained(lazyAdam(0.01f), trainer -> trainer);
    for (int threads : new int[] {1, 5}) {
      assertThat(trained(lazyAdam(0.01f), trainer -> trainer.threads(threads))).isEqualTo(two);
    }
  }
}
