package org.example.own;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.meanSquaredError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Product;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.BaseLayer;
import dev.weft.layers.Graph;
import dev.weft.layers.Joining;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.PackedWeight;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of another project, with what the library's own are made of. */
class OutsideLayersTest {

  /** A dense layer without a bias. */
  static final class Linear extends BaseLayer {

    record LinearSpec(int units, Initializer initializer) implements LayerSpec {

      @Override
      public String kind() {
        return "linear";
      }

      @Override
      public Linear build(Shape input, String name, ParameterSlab.Builder parameters) {
        return new Linear(this, input, name, parameters);
      }
    }

    private final int in;
    private final int out;
    private final Parameter weight;
    private final PackedWeight packed;

    private Linear(LinearSpec spec, Shape input, String name, ParameterSlab.Builder parameters) {
      super(name, spec, input, Shape.of(spec.units()));
      this.in = input.size();
      this.out = spec.units();
      this.weight = parameters.add(name + "/kernel", Shape.of(in, out), spec.initializer(), in, out);
      this.packed = new PackedWeight(weight, in, out);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(weight);
    }

    @Override
    public Memory memory() {
      return Memory.shared(packed.floats());
    }

    @Override
    public int prepareTasks() {
      return packed.tasks();
    }

    @Override
    public void prepare(Pass pass, int task) {
      packed.prepare(pass, task);
    }

    @Override
    public void forward(Pass p, int worker, int from, int to) {
      p.kernels().multiply(p.memory(), p.y(from), p.memory(), packed.zeros(p), p.memory(), p.x(from), p.xRows(), 0,
          to - from, p.memory(), packed.forward(p), Product.ofMatrices(in, out));
    }

    @Override
    public void backward(Pass p, int worker, int from, int to) {
      if (p.wantsDx()) {
        p.kernels().multiply(p.memory(), p.dx(from), p.memory(), packed.zeros(p), p.memory(), p.dy(from), p.yRows(), 0,
            to - from, p.memory(), packed.transposed(p), Product.ofMatrices(out, in));
      }
    }

    @Override
    public int gradientTasks() {
      return 1;
    }

    @Override
    public void gradient(Pass p, int worker, int task) {
      p.kernels().multiplyTransposed(p.gradients(), weight.offset(), 0, in, p.memory(), p.x(0), p.xRows(), 0,
          p.batch(), p.memory(), p.dy(0), Product.ofMatrices(in, out));
    }
  }

  /** x₀ − x₁. */
  static final class Difference extends Joining {

    record DifferenceSpec() implements LayerSpec {

      @Override
      public String kind() {
        return "difference";
      }

      @Override
      public Layer build(Shape input, String name, ParameterSlab.Builder parameters) {
        return build(List.of(input, input), name, parameters);
      }

      @Override
      public Layer build(List<Shape> inputs, String name, ParameterSlab.Builder parameters) {
        requireSameShape(inputs);
        return new Difference(this, name, inputs);
      }
    }

    private Difference(DifferenceSpec spec, String name, List<Shape> inputs) {
      super(name, spec, inputs, inputs.getFirst());
    }

    @Override
    public void forward(Pass p, int worker, int from, int to) {
      for (int i = 0; i < (to - from) * outputShape().size(); i++) {
        p.memory()[p.y(from) + i] = p.memory()[p.x(0, from) + i] - p.memory()[p.x(1, from) + i];
      }
    }

    @Override
    public void backward(Pass p, int worker, int from, int to) {
      throw new UnsupportedOperationException("for prediction only");
    }
  }

  private static float[] gradients(Network network, Tensor x) {
    try (WorkerPool pool = new WorkerPool(2)) {
      Workspace workspace = network.trainingWorkspace(9, pool);
      int size = network.inputShape().size();
      workspace.step((slot, to, offset, target, targetOffset) -> {
        System.arraycopy(x.array(), slot * size, to, offset, size);
        target[targetOffset] = 1;
      }, meanSquaredError(), 9, 1, 1);
      return workspace.gradients().clone();
    }
  }

  @Test
  void aLayerWithPackedWeightsComputesAsTheLibrarysOwn() {
    Network own = Sequential.input(37).add(new Linear.LinearSpec(19, Initializer.orthogonal()))
        .add(new Linear.LinearSpec(5, Initializer.HE_NORMAL)).build(3);
    Network library = Sequential.input(37).add(dense(19).withInitializer(Initializer.orthogonal()))
        .add(dense(5).heNormal()).build(3);
    copy(own, "linear_1/kernel", library, "dense_1/kernel");
    copy(own, "linear_2/kernel", library, "dense_2/kernel");
    Tensor x = Tensor.gaussian(1, 9, 37);
    assertThat(own.predict(x)).isEqualTo(library.predict(x));
    float[] expected = gradients(library, x);
    float[] got = gradients(own, x);
    for (int layer = 1; layer <= 2; layer++) {
      Parameter mine = own.parameters().parameter("linear_" + layer + "/kernel");
      Parameter theirs = library.parameters().parameter("dense_" + layer + "/kernel");
      assertThat(Tensor.wrap(got, mine.offset(), mine.shape()))
          .isEqualTo(Tensor.wrap(expected, theirs.offset(), theirs.shape()));
    }
  }

  private static void copy(Network from, String name, Network to, String other) {
    Parameter source = from.parameters().parameter(name);
    System.arraycopy(from.parameters().values(), source.offset(), to.parameters().values(),
        to.parameters().parameter(other).offset(), source.size());
  }

  @Test
  void aLayerWithPackedWeightsComesBackFromAFileAndHasAPredictor(@TempDir Path folder) throws IOException {
    Network network = Sequential.input(7).add(new Linear.LinearSpec(3, Initializer.constant(0.5f))).build(3);
    LayerKinds kinds = LayerKinds.standard().with("linear", Linear.LinearSpec.class);
    Path file = folder.resolve("linear.safetensors");
    ModelFile.save(file, network, Map.of(), kinds);
    Tensor x = Tensor.gaussian(1, 100, 7);
    try (var predictor = ModelFile.load(file, kinds).predictor()) {
      assertThat(predictor.predict(x)).isEqualTo(network.predict(x));
    }
  }

  @Test
  void aLayerMayHaveSeveralInputs() {
    Node a = Graph.input("a", 4);
    Node b = Graph.input("b", 4);
    Network network = Graph.inputs(a, b).outputs(Node.of(new Difference.DifferenceSpec(), List.of(a, b))).build(1);
    Tensor x = Tensor.gaussian(1, 3, 4);
    Tensor y = Tensor.gaussian(2, 3, 4);
    assertThat(network.predict(x, y)).isEqualTo(x.minus(y));
  }
}
