package dev.weft.optim.train;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.layers.Blocks;
import dev.weft.layers.Graph;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state belongs to a network of the same layers, wired in the same way, of which the same is trained. */
class ResumeOfAnotherNetworkTest {

  private static final Dataset TRAINING = Blobs.images(100, 1);

  @TempDir
  private Path directory;

  private static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(2).threads(1).seed(7);
  }

  /** The same layers in the same order: what the addition reads is all that differs. */
  private static Network wired(boolean around) {
    Node x = Graph.input("x", 6, 6, 1);
    Node convolved = x.then(conv2D(2, 3));
    Node open = convolved.then(relu());
    return Graph.inputs(x).outputs(Blocks.add(around ? convolved : open, open).then(flatten(), dense(3))).build(1);
  }

  private TrainingState interrupted(Network network) throws IOException {
    Path file = directory.resolve("interrupted.safetensors");
    AtomicInteger taken = new AtomicInteger();
    trainer(network).callback(Checkpoints.to(file).withEvery(100)).stopWhen(() -> taken.incrementAndGet() == 2)
        .fit(TRAINING);
    return TrainingState.load(file);
  }

  @Test
  void rejectsTheStateOfANetworkOfTheSameLayersInAnotherWiring() throws IOException {
    TrainingState state = interrupted(wired(true));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(wired(false)).resume(state).fit(TRAINING))
        .withMessage("expected the state of a run with wiring 'add_1 behind relu_1 and relu_1', got one with "
            + "'add_1 behind conv2d_1 and relu_1'");
    assertThat(trainer(wired(true)).resume(state).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
    Network other = Sequential.input(6, 6, 1).add(flatten()).add(dense(3)).build(1);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(other).resume(state).fit(TRAINING))
        .withMessageStartingWith("expected the state of a run with network ");
  }

  @Test
  void rejectsTheStateOfANetworkOfWhichSomethingElseIsFrozen() throws IOException {
    TrainingState state = interrupted(wired(true).frozen("conv2d_1"));
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(wired(true)).resume(state).fit(TRAINING))
        .withMessage("expected the state of a run with frozen nothing, got one with conv2d_1/kernel, conv2d_1/bias");
    Network other = wired(true).frozen("dense_1/bias"::equals);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(other).resume(state).fit(TRAINING))
        .withMessage(
            "expected the state of a run with frozen dense_1/bias, got one with conv2d_1/kernel, conv2d_1/bias");
  }

  @Test
  void aStateFromBeforeThatDoesNotSayTheWiringIsResumed() throws IOException {
    TrainingState state = interrupted(wired(true));
    assertThat(state.settings()).containsEntry(
        "wiring", "input x (6, 6, 1); conv2d_1 behind x; relu_1 behind conv2d_1; add_1 behind conv2d_1 and relu_1; "
            + "flatten_1 behind add_1; dense_1 behind flatten_1; outputs dense_1");
    Map<String, String> settings = new HashMap<>(state.settings());
    settings.keySet().removeAll(List.of("wiring", "frozen"));
    TrainingState before = new TrainingState(settings, state.position(), state.values(), state.optimizer(),
        state.average(), state.callbacks(), state.history(), state.metadata());
    assertThat(trainer(wired(true)).resume(before).fit(TRAINING).end()).isEqualTo(History.End.COMPLETED);
  }
}
