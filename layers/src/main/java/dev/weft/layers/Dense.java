package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.List;
import java.util.Objects;

/**
 * Affine map of each example, {@code y = x W + b}.
 *
 * <p>Shapes: x (N, in), W (in, out), b (out,), y (N, out). An input of higher rank is read flat.
 *
 * <p>Gradients: {@code dx = dy Wᵀ}, {@code dW = xᵀ dy}, {@code db = Σₙ dy}.
 *
 * <p>Defaults: Glorot uniform weights, zero biases.
 *
 * <p>Rosenblatt 1958, <a href="https://doi.org/10.1037/h0042519">The Perceptron</a>.
 *
 * {@snippet :
 * Sequential.input(7, 7, 64).add(flatten()).add(dense(128).heNormal()).add(relu()).build(1).outputShape(); // = (128,)
 * }
 */
// Derived in docs/book/04-dense.md.
public final class Dense extends BaseLayer {

  private static final int ROWS_PER_TASK = 48;

  private final int in;
  private final int out;
  private final Product product;
  private final Product transposed;
  private final Parameter weight;
  private final Parameter bias;
  private final PackedWeight packed;

  /**
   * Configuration of a dense layer.
   *
   * @param units number of outputs, 1 or more
   * @param initializer first values of the weights
   */
  public record Spec(int units, Initializer initializer) implements LayerSpec {

    /** Checks the number of units. */
    public Spec {
      if (units < 1) {
        throw new IllegalArgumentException("expected 1 or more units, got " + units);
      }
      Objects.requireNonNull(initializer, "initializer");
    }

    /** A copy with another initialiser of the weights. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(units, initializer);
    }

    /** A copy with He normal weights. */
    public Spec heNormal() {
      return withInitializer(Initializer.HE_NORMAL);
    }

    @Override
    public String kind() {
      return "dense";
    }

    @Override
    public Dense build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Dense(this, input, name, parameters);
    }
  }

  private Dense(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, Shape.of(spec.units()));
    this.in = input.size();
    this.out = spec.units();
    this.weight = parameters.add(name + "/kernel", Shape.of(in, out), spec.initializer(), in, out);
    this.bias = parameters.add(name + "/bias", Shape.of(out), Initializer.ZEROS, in, out);
    this.product = Product.ofMatrices(in, out);
    this.transposed = Product.ofMatrices(out, in);
    this.packed = new PackedWeight(weight, in, out);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.products(out);
    use.transposedProducts(out);
    use.addInTraining(Group.SUM_ROWS);
    if (use.training()) {
      use.products(in);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    p.kernels().multiply(
        p.memory(), p.y(from), p.values(), bias.offset(), p.memory(), p.x(from), p.xRows(), 0, to - from,
        p.memory(), packed.forward(p), product);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (!p.wantsDx()) {
      return;
    }
    p.kernels().multiply(
        p.memory(), p.dx(from), p.memory(), packed.zeros(p), p.memory(), p.dy(from), p.yRows(), 0, to - from,
        p.memory(), packed.transposed(p), transposed);
  }

  @Override
  public int gradientTasks() {
    return (in + ROWS_PER_TASK - 1) / ROWS_PER_TASK + 1;
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    int from = task * ROWS_PER_TASK;
    if (from >= in) {
      p.kernels().sumRows(p.gradients(), bias.offset(), p.memory(), p.dy(0), out, p.batch(), out);
      return;
    }
    p.kernels().multiplyTransposed(
        p.gradients(), weight.offset(), from, Math.min(in, from + ROWS_PER_TASK), p.memory(), p.x(0), p.xRows(), 0,
        p.batch(), p.memory(), p.dy(0), product);
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
  public Memory memory() {
    return Memory.shared(packed.floats());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public String path() {
    return "packed matrix product";
  }
}
