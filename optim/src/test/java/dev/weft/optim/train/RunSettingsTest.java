package dev.weft.optim.train;

import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.SafetensorsFile;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {

  private static final Dataset TRAINING = Blobs.images(64, 1);

  @TempDir
  private Path directory;

  private static Trainer trainer(Network network) {
    return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(2).seed(7);
  }

  /** The state after an epoch. */
  private static TrainingState state() {
    TrainingState[] state = new TrainingState[1];
    trainer(Blobs.network()).epochs(1).callback(new Callback() {
      @Override
      public void onEnd(History history, TrainingControl run) {
        state[0] = run.state();
      }
    }).fit(TRAINING);
    return state[0];
  }

  private static TrainingState with(TrainingState state, Map<String, String> settings, List<EpochResult> history) {
    return new TrainingState(settings, state.position(), state.values(), state.optimizer(), state.average(),
        state.callbacks(), history, state.metadata());
  }

  @Test
  void aStateOfOtherKernelsIsRefused() {
    TrainingState state = state();
    Map<String, String> settings = new LinkedHashMap<>(state.settings());
    settings.put("kernels", "simd-64");
    TrainingState other = with(state, settings, state.history());
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(Blobs.network()).resume(other).fit(TRAINING))
        .withMessage("expected the state of a run with kernels " + Kernels.active().name()
            + ", got one with simd-64; -Dweft.kernels and -Dweft.simd.bits choose them");
  }

  @Test
  void aStateOfOtherFusionsIsRefused() {
    TrainingState state = state();
    Network unfused = Blobs.layers().withoutFusion().build(1);
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(unfused).resume(state).fit(TRAINING))
        .withMessage("expected the state of a run with computation 'by example, added up in order', got one with "
            + "'fused batch_norm_1 + relu_1'");
  }

  @Test
  void aStateOfTheFirstVersionIsResumed() {
    TrainingState state = state();
    Map<String, String> settings = new LinkedHashMap<>(state.settings());
    settings.keySet().removeAll(List.of("kernels", "computation"));
    String line = state.history().getFirst().toCsv();
    EpochResult old = EpochResult.fromCsv(line.replace(",,,", ",NaN,NaN,")); // so it wrote that nothing was validated
    Network whole = Blobs.network();
    trainer(whole).fit(TRAINING);
    Network resumed = Blobs.network();
    History history = trainer(resumed).resume(with(state, settings, List.of(old))).fit(TRAINING);
    assertThat(line).contains(",,,");
    assertThat(history.epochs().getFirst().validation()).isEmpty();
    assertThat(history.toCsv()).doesNotContain("NaN");
    assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
  }

  @Test
  void aCheckpointWithManyCallbacksIsReadInTime() throws IOException {
    Path file = directory.resolve("many.safetensors");
    state().save(file);
    SafetensorsFile content = Safetensors.read(file);
    List<NamedTensor> tensors = new ArrayList<>();
    content.tensors().forEach((name, tensor) -> tensors.add(new NamedTensor(name, tensor)));
    StringJoiner callbacks = new StringJoiner(",", "\"callbacks\":{", "}");
    for (int i = 0; i < 50_000; i++) {
      callbacks.add("\"c" + i + "\":{}");
      tensors.add(new NamedTensor("callback/c" + i + "/x", Tensor.zeros(0)));
    }
    String text = content.metadata("weft.training").replace("\"callbacks\":{}", callbacks.toString());
    Safetensors.write(file, Map.of("weft.training", text), tensors);
    assertTimeout(Duration.ofSeconds(10), () -> {
      Map<String, CallbackState> read = TrainingState.load(file).callbacks();
      assertThat(read).hasSize(50_000);
      assertThat(read.get("c7").arrays()).containsOnlyKeys("x");
    });
  }
}
