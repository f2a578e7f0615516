package dev.weft.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinds of layers of one's own: written by their records' components and read back. */
class LayerKindsTest {

  enum Mode {
    LOUD,
    VERY_QUIET
  }

  /** A layer of one's own with a component of every type. */
  record Own(
      int whole, long large, float single, double precise, boolean on, String text, Mode mode, Shape shape,
      @Default("3") int later, @Default("very_quiet") Mode laterMode)
      implements Elementwise {

    @Override
    public String kind() {
      return "own";
    }

    @Override
    public float value(float x) {
      return single * x;
    }

    @Override
    public float slope(float x, float y) {
      return single;
    }
  }

  /** A record that no configuration can hold. */
  record WithList(List<Integer> sizes) implements Elementwise {

    @Override
    public String kind() {
      return "with_list";
    }

    @Override
    public float value(float x) {
      return x;
    }

    @Override
    public float slope(float x, float y) {
      return 1;
    }
  }

  private static final LayerKinds KINDS = LayerKinds.standard().with("own", Own.class);

  private static Own own(int later) {
    return new Own(1, 2, 0.1f, 0.2, true, "a", Mode.VERY_QUIET, Shape.of(7, 5), later, Mode.VERY_QUIET);
  }

  @Test
  void aRecordsComponentsAreItsConfiguration() {
    assertThat(own(4).config()).containsExactlyInAnyOrderEntriesOf(Map.of(
        "whole", 1, "large", 2L, "single", 0.1f, "precise", 0.2, "on", true, "text", "a", "mode", "very_quiet", "shape",
        "7x5", "later", 4));
  }

  @Test
  void aConfigurationIsReadBack() {
    assertThat(KINDS.parse("own", own(4).config())).isEqualTo(own(4));
    assertThat(KINDS.parse("relu", Map.of())).isEqualTo(Layers.relu());
  }

  @Test
  void whatHasItsDefaultIsLeftOutAndMeantWhereItIsMissing() {
    assertThat(own(3).config()).doesNotContainKeys("later", "laterMode");
    assertThat(KINDS.parse("own", own(3).config())).isEqualTo(own(3));
  }

  @Test
  void theStandardKindsDoNotChange() {
    assertThatThrownBy(() -> LayerKinds.standard().parse("own", own(3).config()))
        .hasMessage("expected a known kind of layer, got 'own'");
  }

  @Test
  void aKindThatThereIsAlreadyIsRefused() {
    assertThatThrownBy(() -> KINDS.with("own", Own.class)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a new kind of layer, got 'own', which there is already");
    assertThatThrownBy(() -> KINDS.with("relu", Own.class)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLayerThatCannotBeReadBackIsRefused() {
    assertThatThrownBy(() -> LayerKinds.standard().requireReadable(own(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a kind of layer that can be read back, got 'own'; see LayerKinds.with");
    LayerKinds forgetful = LayerKinds.standard().with("own", config -> own(5));
    assertThatThrownBy(() -> forgetful.requireReadable(own(4))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected 'own' to come back as it was, {");
    KINDS.requireReadable(own(4));
  }

  @Test
  void aComponentThatNoConfigurationCanHoldIsNamed() {
    assertThatThrownBy(() -> new WithList(List.of(1)).config()).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "with_list: expected a number, a boolean, a text, an enum, a shape or a ConfigValue for sizes");
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> KINDS.parse("own", with("mode", "silent")))
        .hasMessage("own: expected one of [loud, very_quiet] for mode, got 'silent'");
    assertThatThrownBy(() -> KINDS.parse("own", with("on", 1))).hasMessage("own: expected true or false for on, got 1");
    assertThatThrownBy(() -> KINDS.parse("own", with("shape", "7xx")))
        .hasMessage("own: expected a shape such as 7x7x64 for shape, got '7xx'");
    assertThatThrownBy(() -> KINDS.parse("own", with("whole", 1e12)))
        .hasMessage("own: expected a whole number for whole, got 1.0E12");
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> config = own(4).config();
    config.put(key, value);
    return config;
  }

  @Test
  void aFunctionOfOnesOwnIsALayer() {
    Network network = Sequential.input(3).add(own(3)).build(1);
    LayerRun run = LayerRun.training(network, new Batch(1, new float[] {1, -2, 10}, new float[] {1, 2, 3}));
    assertThat(run.y()).containsExactly(0.1f, -0.2f, 1);
    assertThat(run.dx()).containsExactly(0.1f, 0.2f, 3 * 0.1f);
  }

  /** First values of one's own: 0, step, 2 step, … */
  record Ramp(float step) implements Initializer {

    @Override
    public void fill(float[] values, int offset, Shape shape, int fanIn, int fanOut, long key) {
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = i * step;
      }
    }

    @Override
    public String configValue() {
      return "ramp";
    }
  }

  @Test
  void firstValuesOfOnesOwnAreSavedAndReadBackIfTheyAreRegistered(@TempDir Path folder) throws IOException {
    Network network = Sequential.input(2).add(Layers.dense(3).withInitializer(new Ramp(0.5f))).build(1);
    assertThat(network.parameters().values()).startsWith(0, 0.5f, 1, 1.5f, 2, 2.5f);
    Path file = folder.resolve("ramp.safetensors");
    assertThatThrownBy(() -> ModelFile.save(file, network, Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 'ramp'; see LayerKinds.withInitializer");
    assertThat(file).doesNotExist();
    LayerKinds kinds = LayerKinds.standard().withInitializer(new Ramp(0.5f));
    ModelFile.save(file, network, Map.of(), kinds);
    Network again = ModelFile.load(file, kinds).network();
    assertThat(again.specs()).isEqualTo(network.specs());
    assertThat(again.reinitialised(2).parameters().values()).isEqualTo(network.parameters().values());
    assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(IOException.class).hasMessageContaining("'ramp'");
    assertThatThrownBy(() -> kinds.withInitializer(new Ramp(1)))
        .hasMessage("expected a new initializer, got 'ramp', which there is already");
    assertThatThrownBy(() -> kinds.withInitializer(Initializer.HE_NORMAL))
        .hasMessage("expected a new initializer, got 'he_normal', which there is already");
  }
}
