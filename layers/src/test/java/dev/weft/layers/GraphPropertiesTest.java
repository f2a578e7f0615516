package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Layers.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random graphs against the tape in double precision. Layers are smooth, so that rounding decides nothing. */
class GraphPropertiesTest {

  private static final int BATCH = 3;
  private static final double TOLERANCE = 1e-4; // of up to 12 layers, one of which may magnify another's rounding
  private static final LayerSpec[] OF_IMAGES = {
      conv2D(3, 3).same(), conv2D(4, 1), batchNorm(), tanh(), gelu(), averagePool2D(3).same().withStride(1),
      depthwiseConv2D(3).same(), globalAveragePool()};
  private static final LayerSpec[] OF_VECTORS = {dense(3), dense(5), tanh(), sigmoid(), softmax(), batchNorm()};

  /** A node of the graph and what it puts out. */
  private record Part(Node node, Shape shape) {}

  /** Draws a step at a time from what is there: numbers choose the layer and its inputs. */
  private static final class Drawing {
    private final List<Part> inputs = List.of(input("x", 5, 4, 3), input("y", 5, 4, 2), input("z", 3));
    private final List<Part> parts = new ArrayList<>(inputs);
    private final List<Node> read = new ArrayList<>();

    private static Part input(String name, int... shape) {
      return new Part(Graph.input(name, shape), Shape.of(shape));
    }

    void add(int number) {
      Part a = parts.get(number % parts.size());
      Part b = parts.get(number / 31 % parts.size());
      boolean image = a.shape.rank() == 3;
      int kind = number / 977;
      if (kind % 2 == 0) {
        LayerSpec[] specs = image ? OF_IMAGES : OF_VECTORS;
        put(specs[kind / 2 % specs.length], List.of(a));
      } else if (a.shape.equals(b.shape)) {
        put(kind / 2 % 2 == 0 ? new Add.Spec() : new Multiply.Spec(), List.of(a, b));
      } else if (image && b.shape.rank() == 3) {
        put(new Concat.Spec(), List.of(a, b));
      } else if (image && b.shape.size() == a.shape.dim(-1)) {
        put(new Multiply.Spec(), List.of(a, b));
      } else {
        put(image ? tanh() : dense(3), List.of(a));
      }
    }

    private void put(LayerSpec spec, List<Part> from) {
      List<Node> nodes = from.stream().map(Part::node).toList();
      read.addAll(nodes);
      parts.add(new Part(Node.of(spec, nodes), shape(spec, from)));
    }

    private static Shape shape(LayerSpec spec, List<Part> from) {
      Shape first = from.get(0).shape;
      return switch (spec) {
        case Conv2D.Spec s -> withChannels(first, s.filters());
        case Concat.Spec s -> withChannels(first, first.dim(-1) + from.get(1).shape.dim(-1));
        case GlobalAveragePool.Spec s -> Shape.of(first.dim(-1));
        case Dense.Spec s -> Shape.of(s.units());
        default -> first;
      };
    }

    private static Shape withChannels(Shape image, int channels) {
      return Shape.of(image.dim(0), image.dim(1), channels);
    }

    /** The network that puts out what no step reads, and one more output somewhere inside. */
    Network network(int inside) {
      Node[] from = inputs.stream().map(Part::node).filter(read::contains).toArray(Node[]::new);
      List<Node> steps = parts.subList(inputs.size(), parts.size()).stream().map(Part::node).toList();
      List<Node> outputs = new ArrayList<>(steps.stream().filter(node -> !read.contains(node)).toList());
      Node other = steps.get(inside % steps.size());
      if (!outputs.contains(other)) {
        outputs.add(other);
      }
      Network network = Graph.inputs(from).outputs(outputs.toArray(new Node[0])).build(1);
      Batch.setReals(network.parameters(), inside);
      for (int i = 0; i < network.parameters().size(); i++) {
        network.parameters().values()[i] *= 0.5f;
      }
      return network;
    }
  }

  @Provide
  static Arbitrary<List<Integer>> graphs() {
    return Arbitraries.integers().between(0, 999_999).list().ofMinSize(3).ofMaxSize(12);
  }

  private static Network network(List<Integer> numbers) {
    Drawing drawing = new Drawing();
    numbers.forEach(drawing::add);
    return drawing.network(numbers.get(0) % 101);
  }

  @Property(tries = 300)
  void aRandomGraphEqualsTheTapeForwardAndInAllGradients(@ForAll("graphs") List<Integer> numbers) {
    Network network = network(numbers);
    assertThat(network.steps()).hasSize(numbers.size());
    Batch batch = Batch.reals(network, BATCH, numbers.get(1));
    Reference.of(network, batch, true, null).assertEquals(LayerRun.training(network, batch), network, TOLERANCE);
    Reference.of(network, batch, true, null)
        .assertEquals(LayerRun.training(network, batch, Kernels.scalar(), 2), network, TOLERANCE);
    Reference inference = Reference.of(network, batch, false, null);
    inference.assertEquals(LayerRun.inference(network, batch), network, TOLERANCE);
    try (var session = network.session(BATCH)) { // whose memory is shared among activations
      List<Tensor> outputs = session.predictAll(batch.allInputs(network));
      for (int k = 0; k < outputs.size(); k++) {
        Close.assertClose(outputs.get(k).toArray(), 0, inference.outputs().get(k).data(), "predicted " + k, TOLERANCE);
      }
    }
  }

  /** With six workers, eight parts of the batch would leave some idle: gradients of parameters are then summed at the end. */
  private static final List<WorkerPool> POOLS = List.of(LayerRun.pool(1), LayerRun.pool(2), new WorkerPool(6));

  @Property(tries = 200)
  void memoryThatIsUsedAgainWithinAStepChangesNothing(@ForAll("graphs") List<Integer> numbers) {
    Network network = network(numbers);
    Batch batch = Batch.reals(network, 19, numbers.get(1));
    float[] kept = gradientsOfStep(network, network.keepingWorkspace(21, LayerRun.pool(1)), batch);
    for (WorkerPool pool : POOLS) {
      Workspace workspace = network.trainingWorkspace(21, pool);
      for (int step = 0; step < 2; step++) { // the second finds what the first left
        Close.assertSameBits(gradientsOfStep(network, workspace, batch), kept, pool.workers() + " workers");
      }
    }
  }

  private static float[] gradientsOfStep(Network network, Workspace workspace, Batch batch) {
    Loss[] losses = new Loss[network.outputNames().size()];
    Arrays.fill(losses, Losses.meanSquaredError());
    float[] values = network.parameters().values().clone();
    workspace.step(batch.sideBySide(network), Objective.of(losses), batch.size(), 1, 1);
    System.arraycopy(values, 0, network.parameters().values(), 0, values.length); // with the moving statistics
    return workspace.gradients().clone();
  }

  @Property(tries = 100)
  void aRandomGraphWithFrozenPartsGivesTheRestTheSameGradients(@ForAll("graphs") List<Integer> numbers) {
    Network network = network(numbers);
    int seed = numbers.get(2);
    List<String> names = network.parameters().parameters().stream().filter(p -> p.trainable()).map(p -> p.name())
        .filter(name -> (name.hashCode() ^ seed) % 3 == 0).toList();
    if (names.isEmpty()) {
      return;
    }
    Network frozen = network.frozen(names::contains);
    Batch batch = Batch.reals(network, BATCH, numbers.get(1));
    LayerRun run = LayerRun.training(frozen, batch);
    Reference.of(frozen, batch, true, null).assertEquals(run, frozen, TOLERANCE);
    var workspace = frozen.trainingWorkspace(BATCH, LayerRun.pool(2));
    LayerRun.runWithoutInputGradients(frozen, workspace, batch);
    int trainable = frozen.parameters().trainable();
    Close.assertSameBits(Arrays.copyOf(workspace.gradients(), trainable), Arrays.copyOf(run.gradients(), trainable),
        "gradients");
  }
}
