package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.layers.engine.Parameters.all;
import static dev.weft.layers.engine.Parameters.biasesAndNorms;
import static dev.weft.layers.engine.Parameters.kinds;
import static dev.weft.layers.engine.Parameters.layers;
import static dev.weft.layers.engine.Parameters.named;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.Optimizers.adamW;
import static dev.weft.optim.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Parameters;
import dev.weft.optim.Optimizer;
import dev.weft.optim.ParameterGroup;
import dev.weft.optim.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters with a learning rate and a weight decay of their own. */
class ParameterGroupTest {

  private static final Dataset TRAINING = Blobs.images(96, 1);
  private static final ParameterGroup HEAD = ParameterGroup.of(layers("dense_1")).withRate(0.25);

  /** Batch norm away from 1 and 0, so that decay shows on it. */
  private static Network network() {
    Network network = Blobs.network();
    float[] values = network.parameters().values();
    for (int i = 0; i < network.parameters().trainable(); i++) {
      values[i] += 0.5f;
    }
    return network;
  }

  private static Trainer trainer(Network network, Optimizer optimizer) {
    return Trainer.of(network, softmaxCrossEntropy(), optimizer).batchSize(96).epochs(1).threads(2).seed(7);
  }

  /** The network after one step. */
  private static Network stepped(Optimizer optimizer, UnaryOperator<Trainer> settings) {
    Network network = network();
    settings.apply(trainer(network, optimizer)).fit(TRAINING);
    return network;
  }

  /** Parameters that are chosen are those of one network, and the others those of another, to the last bit. */
  private static void assertChosen(Network network, Parameters chosen, Network expected, Network elsewhere) {
    List<Parameter> some = chosen.in(network);
    for (Parameter parameter : network.ownParameters()) {
      Network from = some.contains(parameter) ? expected : elsewhere;
      assertThat(network.parameters().tensor(parameter)).as(parameter.name())
          .isEqualTo(from.parameters().tensor(parameter));
    }
  }

  @Test
  void aGroupIsTrainedWithItsShareOfTheLearningRateAndNothingElseIs() {
    for (Optimizer optimizer : List.of(sgd(0.5f).withMomentum(0.9), adam(0.5f), adamW(0.5f, 0.1))) {
      Optimizer quarter = optimizer instanceof dev.weft.optim.Sgd ? sgd(0.125f).withMomentum(0.9)
          : optimizer instanceof dev.weft.optim.AdamW ? adamW(0.125f, 0.1) : adam(0.125f);
      Network grouped = stepped(optimizer, trainer -> trainer.group(HEAD));
      Network slow = stepped(quarter, trainer -> trainer);
      Network usual = stepped(optimizer, trainer -> trainer);
      assertChosen(grouped, layers("dense_1"), slow, usual);
      assertThat(slow.parameters().values()).isNotEqualTo(usual.parameters().values());
    }
  }

  @Test
  void biasesAndNormsDoNotDecayIfOnlyWeightsDo() {
    for (Optimizer optimizer : List.of(sgd(0.5f).withWeightDecay(0.1), adam(0.5f).withWeightDecay(0.1),
        adamW(0.5f, 0.1))) {
      Network spared = stepped(optimizer, Trainer::decayWeightsOnly);
      Network without = stepped(optimizer.withWeightDecay(0), trainer -> trainer);
      Network with = stepped(optimizer, trainer -> trainer);
      assertChosen(spared, biasesAndNorms(), without, with);
      Parameter gamma = with.parameters().parameter("batch_norm_1/gamma");
      assertThat(with.parameters().tensor(gamma)).as(optimizer.name())
          .isNotEqualTo(without.parameters().tensor(gamma));
    }
  }

  @Test
  void eachSettingIsThatOfTheLastGroupThatMakesIt() {
    ParameterGroup everything = ParameterGroup.of(all()).withRate(0.5).withDecay(0.3);
    ParameterGroup kernels = ParameterGroup.of(kinds("conv2d", "dense")).withDecay(0.2);
    Network overlapping = stepped(adamW(0.5f, 0.1), trainer -> trainer.group(HEAD).group(everything).group(kernels));
    Network first = stepped(adamW(0.25f, 0.2), trainer -> trainer);
    Network second = stepped(adamW(0.25f, 0.3), trainer -> trainer);
    assertChosen(overlapping, kinds("conv2d", "dense"), first, second);
  }

  @Test
  void aRateOfNoneLeavesTheGroupAsItWas() {
    Network network = stepped(adamW(0.5f, 0.1), trainer -> trainer.group(HEAD.withRate(0)));
    assertChosen(network, layers("dense_1"), network(), stepped(adamW(0.5f, 0.1), trainer -> trainer));
  }

  private static Trainer grouped(Network network) {
    return trainer(network, adamW(0.05f, 0.1)).batchSize(32).epochs(3).averageWeights(0.9).decayWeightsOnly()
        .group(HEAD);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theBitsAreTheSameForAnyNumberOfThreadsAndAfterAnInterruption(int threads) {
    Network expected = network();
    grouped(expected).threads(4).fit(TRAINING);
    Network resumed = network();
    grouped(resumed).threads(threads).resume(interrupted()).fit(TRAINING);
    assertThat(resumed.parameters().values()).isEqualTo(expected.parameters().values());
  }

  private static TrainingState interrupted() {
    TrainingState[] state = new TrainingState[1];
    AtomicInteger steps = new AtomicInteger();
    grouped(network()).stopWhen(() -> steps.incrementAndGet() == 4).callback(new Callback() {
      @Override
      public void onEnd(History history, TrainingControl run) {
        state[0] = run.state();
      }
    }).fit(TRAINING);
    return state[0];
  }

  @Test
  void aResumeWithOtherGroupsIsRefusedAndAnEqualChoiceInOtherWordsIsNot() {
    TrainingState state = interrupted();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grouped(network()).group(HEAD.withRate(2)).resume(state).fit(TRAINING))
        .withMessageStartingWith("expected the state of a run with groups ")
        .withMessageContaining("dense_1/kernel rate 2.0").withMessageContaining("dense_1/kernel rate 0.25");
    ParameterGroup same = ParameterGroup.of(named("dense_1/kernel", "dense_1/bias")).withRate(0.25);
    assertThat(grouped(network()).group(same).resume(state).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  void aStateFromBeforeThereWereGroupsIsOfARunWithoutAny() {
    TrainingState state = interrupted();
    Map<String, String> settings = new LinkedHashMap<>(state.settings());
    settings.remove("groups");
    TrainingState old = new TrainingState(settings, state.position(), state.values(), state.optimizer(),
        state.average(), state.callbacks(), state.history(), state.metadata());
    assertThatIllegalArgumentException().isThrownBy(() -> grouped(network()).resume(old).fit(TRAINING))
        .withMessageContaining("got one with none");
    Trainer plain = trainer(network(), adamW(0.05f, 0.1)).batchSize(32).epochs(3).averageWeights(0.9);
    assertThat(plain.resume(old).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  void whatIsNoGroupIsRefusedBeforeTheFirstStep() {
    Network network = network();
    float[] before = network.parameters().values().clone();
    Trainer trainer = trainer(network, sgd(0.1f));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.group(ParameterGroup.of(layers("dense_1", "dense_2")).withRate(1)).fit(TRAINING))
        .withMessageEndingWith(", got 'dense_2'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.group(ParameterGroup.of(layers("dense_1"))).fit(TRAINING))
        .withMessage("expected a group with a rate or a decay, got neither for [dense_1/kernel, dense_1/bias]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.group(ParameterGroup.of(layers("relu_1")).withRate(1)).fit(TRAINING))
        .withMessageStartingWith("expected a group of trainable parameters, got one that has none of [conv2d_1/kernel");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network.frozen("dense_1"), sgd(1)).group(HEAD)
        .fit(TRAINING)).withMessageStartingWith("expected a group of trainable parameters");
    assertThatIllegalArgumentException().isThrownBy(() -> HEAD.withRate(-1))
        .withMessage("expected a finite factor of the learning rate of 0 or more, got -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> HEAD.withDecay(Double.NaN))
        .withMessage("expected a finite weight decay of 0 or more, got NaN");
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void anOptimizerWithoutWeightDecaySaysSo() {
    Optimizer own = new Optimizer() {
      @Override
      public String name() {
        return "own";
      }

      @Override
      public int slots() {
        return 0;
      }

      @Override
      public float learningRate() {
        return 1;
      }

      @Override
      public void update(float[] values, float[] gradients, float[][] state, int from, int to, long step,
          float learningRate, float gradientScale) {}

      @Override
      public Map<String, Object> config() {
        return Map.of();
      }

      @Override
      public String toString() {
        return "own";
      }
    };
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(network(), own).decayWeightsOnly().fit(TRAINING))
        .withMessage("expected an optimizer whose weight decay can be changed, got own");
    assertThat(trainer(network(), own).group(HEAD).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  void aNetworkWithoutBiasesAndNormsMayStillDecayWeightsOnly() {
    Network network = Sequential.input(6, 6, 1).add(Layers.flatten()).add(Layers.dense(3)).build(1)
        .frozen(named("dense_1/bias"));
    assertThat(trainer(network, adamW(0.1f, 0.1)).decayWeightsOnly().fit(TRAINING).end())
        .isEqualTo(History.End.COMPLETED);
  }
}
