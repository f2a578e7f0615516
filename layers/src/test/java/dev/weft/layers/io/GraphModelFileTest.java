package dev.weft.layers.io;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.Safetensors;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Blocks;
import dev.weft.layers.Graph;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs in model files. */
class GraphModelFileTest {

  @TempDir
  private Path folder;

  private Network saved(Network network) throws IOException {
    Path file = folder.resolve("graph.safetensors");
    ModelFile.save(file, network, Map.of());
    return ModelFile.load(file).network();
  }

  private String architecture() throws IOException {
    return Safetensors.read(folder.resolve("graph.safetensors")).metadata(ModelFile.ARCHITECTURE);
  }

  private static void assertSame(Network loaded, Network network) {
    assertThat(loaded.inputNames()).isEqualTo(network.inputNames());
    assertThat(loaded.inputShapes()).isEqualTo(network.inputShapes());
    assertThat(loaded.outputNames()).isEqualTo(network.outputNames());
    assertThat(loaded.layers()).extracting(Layer::name)
        .isEqualTo(network.layers().stream().map(Layer::name).toList());
    assertThat(loaded.specs()).isEqualTo(network.specs());
    assertThat(loaded.steps().stream().map(Step::inputs).toList())
        .isEqualTo(network.steps().stream().map(Step::inputs).toList());
    assertThat(loaded.parameters().values()).isEqualTo(network.parameters().values());
    Tensor[] x = network.inputShapes().stream().map(shape -> Tensor.full(0.3f, shape.prepend(2).dims()))
        .toArray(Tensor[]::new);
    try (var expected = network.session(2); var actual = loaded.session(2)) {
      assertThat(actual.predictAll(x)).isEqualTo(expected.predictAll(x));
    }
  }

  @Test
  void branchesAndNamesAreReadBack() throws IOException {
    Network network = Sequential.input(6, 6, 2)
        .add(Blocks.residual(conv2D(2, 3).same(), relu().named("open"), conv2D(2, 1)))
        .add(Blocks.concat(Blocks.identity(), conv2D(3, 1))).add(flatten()).add(dense(2).named("head")).build(3);
    assertSame(saved(network), network);
    assertThat(architecture()).startsWith("{\"input\":[6,6,2],\"layers\":[{\"kind\":\"conv2d\",\"config\":")
        .contains("{\"kind\":\"relu\",\"config\":{},\"name\":\"open\"}")
        .contains("{\"kind\":\"add\",\"config\":{},\"inputs\":[\"input\",\"conv2d_2\"]}")
        .doesNotContain("outputs");
  }

  @Test
  void whatIsFrozenIsReadBack() throws IOException {
    Network network =
        Sequential.input(6, 6, 2).add(conv2D(2, 3)).add(batchNorm()).add(flatten()).add(dense(2)).build(3);
    Network conv = network.frozen("conv2d_1", "batch_norm_1");
    Network loaded = saved(conv);
    assertSame(loaded, conv);
    assertThat(loaded.parameters().frozen())
        .containsExactly("conv2d_1/kernel", "conv2d_1/bias", "batch_norm_1/gamma", "batch_norm_1/beta");
    assertThat(loaded.parameters().trainable()).isEqualTo(conv.parameters().trainable());
    assertThat(loaded.parameters().parameters()).isEqualTo(conv.parameters().parameters());
    assertThat(architecture()).endsWith(
        "\"frozen\":[\"conv2d_1/kernel\",\"conv2d_1/bias\",\"batch_norm_1/gamma\",\"batch_norm_1/beta\"]}");

    Network one = saved(network.frozen("dense_1/bias"::equals));
    assertThat(one.parameters().frozen()).containsExactly("dense_1/bias");
    assertThat(one.unfrozen().parameters().frozen()).isEmpty();

    assertThat(saved(conv.upTo("conv2d_1")).parameters().frozen())
        .containsExactly("conv2d_1/kernel", "conv2d_1/bias");
    assertThat(saved(network).parameters().frozen()).isEmpty();
    assertThat(architecture()).doesNotContain("frozen");
  }

  @Test
  void frozenParametersThatCannotBeAreNamed() throws IOException {
    String layers = "{\"input\":[3],\"layers\":[{\"kind\":\"relu\",\"config\":{}}],\"frozen\":";
    assertRefused(layers + "[\"relu_1/slope\",\"a/b\"]}",
        "frozen: expected names of parameters that could be trained, got others too: [relu_1/slope, a/b]");
    assertRefused(layers + "\"relu_1\"}", "expected frozen: a list of names, got relu_1");
    assertRefused(layers + "[1]}", "expected frozen: names, got 1");
  }

  @Test
  void severalInputsAndOutputsAreReadBack() throws IOException {
    Node image = Graph.input("image", 4, 4, 1);
    Node age = Graph.input("age", 3);
    Node features = Blocks.concat(image.then(conv2D(2, 3), flatten()), age);
    Node classes = features.then(dense(3).named("classes"));
    Network network = Graph.inputs(image, age).outputs(classes.then(relu(), dense(1)), classes).build(1);
    assertSame(saved(network), network);
    assertThat(architecture()).contains(
        "\"inputs\":[{\"name\":\"image\",\"shape\":[4,4,1]},{\"name\":\"age\",\"shape\":[3]}]",
        "\"outputs\":[\"dense_2\",\"classes\"]");
  }

  @Test
  void oneInputOfANameOfItsOwnIsReadBack() throws IOException {
    Node pixels = Graph.input("pixels", 3);
    Network network = Graph.inputs(pixels).outputs(Blocks.add(pixels, pixels.then(dense(3)))).build(1);
    assertSame(saved(network), network);
  }

  private static String layers(String layers, String rest) {
    return "{'input':[3],'layers':[" + layers + "]" + rest + "}";
  }

  private void assertRefused(String architecture, String message) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Safetensors.write(file, Map.of(ModelFile.ARCHITECTURE, architecture.replace('\'', '"')), List.of());
    assertThatThrownBy(() -> ModelFile.load(file)).isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"a,b,a,b", "b,a,a,a", "input,a,c,b"})
  void aCycleIsNamed(String ofA, String ofB, String reader, String got) throws IOException {
    String relu = "{'kind':'relu','config':{},'name':'%s','inputs':['%s']}";
    String all = relu.formatted("a", ofA) + "," + relu.formatted("b", ofB);
    if (reader.equals("c")) { // forwards to what stands behind is a cycle's beginning too
      all = "{'kind':'add','config':{},'name':'c','inputs':['input','b']}," + all;
    }
    assertRefused(layers(all, ""), reader + ": expected inputs that stand before it, got '" + (got.equals("a")
        && ofA.equals("b") ? "b" : reader.equals("c") ? "b" : "a")
        + "', which does not: the layers form a cycle, or are not in order");
  }

  @Test
  void whatNobodyComputesIsNamed() throws IOException {
    String relu = "{'kind':'relu','config':{}}";
    assertRefused(layers(relu, ",'outputs':['dense_1']"),
        "outputs: expected the name of an input or of a layer before it, got 'dense_1', which nobody computes");
    assertRefused(layers("{'kind':'add','config':{},'inputs':['input','x']}", ""),
        "add_1: expected the name of an input or of a layer before it, got 'x', which nobody computes");
    assertRefused(layers(relu, ",'outputs':['input']"), "expected a network of at least one layer, got none");
    assertRefused(layers(relu, ",'outputs':[]"), "expected at least one input and one output, got 1 and 0");
  }

  @Test
  void anUnusedInputOrLayerAndANameThatIsTakenAreNamed() throws IOException {
    String relu = "{'kind':'relu','config':{}}";
    assertRefused("{'inputs':[{'name':'x','shape':[3]},{'name':'y','shape':[3]}],'layers':[" + relu + "]}",
        "expected every input to be read by a layer, got the unused input 'y'");
    assertRefused(layers(relu + "," + relu, ",'outputs':['relu_1']"),
        "expected layers that the outputs need, got others too: [relu_2]");
    assertRefused(layers("{'kind':'relu','config':{},'name':'relu_2'}," + relu, ""),
        "expected each name once, got two parts named 'relu_2'");
    assertRefused(layers("{'kind':'relu','config':{},'name':'input'}", ""),
        "expected each name once, got two parts named 'input'");
    assertRefused("{'inputs':[],'layers':[" + relu + "]}", "expected at least one input, got none");
  }

  @Test
  void shapesThatDoNotMeetAreNamedWithTheirLayers() throws IOException {
    assertRefused("{'inputs':[{'name':'x','shape':[3]},{'name':'y','shape':[2]}],"
        + "'layers':[{'kind':'add','config':{},'inputs':['x','y']}]}",
        "add_1 behind x (3,) and y (2,): expected inputs of one shape, got (3,) and (2,)");
  }
}
