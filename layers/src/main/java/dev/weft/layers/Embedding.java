package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Default;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A vector for each of a number of things, {@code y[…, ·] = W[x[…], ·]}: the inputs are whole numbers from 0 to V − 1, held in floats
 * (exact up to 2²⁴) and rounded.
 *
 * <p>Shapes: x (N, …), W (V, D), y (N, …, D).
 *
 * <p>Gradients: {@code dW[v, ·] = Σ dy[…, ·]} over all places with {@code x = v}; dx is 0, for an index has no slope.
 *
 * <p>With {@link Spec#maskZero} the input 0 stands for no thing: its vector is 0 and nothing of it is learned, as PyTorch's {@code
 * padding_idx=0}. Recurrent layers behind it that mask zeros, too, skip those steps ({@link Recurrence}), which together is Keras'
 * {@code mask_zero=True}.
 *
 * <p>Of W only the rows that a batch names have gradients ({@link dev.weft.layers.engine.TouchedRows}): only those are cleared and summed,
 * and an optimiser may leave the others out, as plain gradient descent and lazy Adam do.
 *
 * <p>An index that is not one of the V is an {@link IllegalArgumentException} when the layer runs. Default: Glorot uniform vectors.
 *
 * <p>Bengio et al. 2003, <a href="https://www.jmlr.org/papers/v3/bengio03a.html">A Neural Probabilistic Language Model</a>. Use:
 * {@code Sequential.input(20).add(embedding(1000, 16)).add(flatten())}.
 */
public final class Embedding extends BaseLayer {

  private static final int TASKS = 16;

  private final int vocabulary;
  private final int dimension;
  private final boolean masked;
  private final Parameter weight;

  /**
   * Configuration of an embedding.
   *
   * @param vocabulary number of things V, 1 or more
   * @param dimension length of a vector D, 1 or more
   * @param initializer first values of the vectors
   * @param masked whether 0 stands for nothing and gives a vector of zeros
   */
  public record Spec(int vocabulary, int dimension, Initializer initializer, @Default("false") boolean masked)
      implements LayerSpec {

    /** An embedding in which 0 is a thing as every other. */
    public Spec(int vocabulary, int dimension, Initializer initializer) {
      this(vocabulary, dimension, initializer, false);
    }

    private static final int MOST = 1 << 24;

    /** Checks both sizes. */
    public Spec {
      if (vocabulary < 1 || dimension < 1) {
        throw new IllegalArgumentException(
            "expected a vocabulary and a dimension of 1 or more, got " + vocabulary + " and " + dimension);
      }
      if (vocabulary > MOST) {
        throw new IllegalArgumentException("expected a vocabulary of at most 2^24 = " + MOST
            + ", beyond which a float does not hold every whole number, got " + vocabulary);
      }
      Objects.requireNonNull(initializer, "initializer");
    }

    /** A copy with another initialiser of the vectors. */
    public Spec withInitializer(Initializer initializer) {
      return new Spec(vocabulary, dimension, initializer, masked);
    }

    /** A copy that gives a vector of zeros for 0, of which nothing is learned: what sequences of different lengths are filled up with. */
    public Spec maskZero() {
      return new Spec(vocabulary, dimension, initializer, true);
    }

    @Override
    public String kind() {
      return "embedding";
    }

    @Override
    public Embedding build(Shape input, String name, ParameterSlab.Builder parameters) {
      int[] dims = Arrays.copyOf(input.dims(), input.rank() + 1);
      dims[input.rank()] = dimension;
      return new Embedding(this, input, Shape.of(dims), name, parameters);
    }
  }

  private Embedding(Spec spec, Shape input, Shape output, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, output);
    this.vocabulary = spec.vocabulary();
    this.dimension = spec.dimension();
    this.masked = spec.masked();
    this.weight = parameters.add(
        name + "/embeddings", Shape.of(vocabulary, dimension), spec.initializer(), vocabulary, dimension);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.addInTraining(Group.ADD);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    int count = (to - from) * inputShape().size();
    for (int i = 0; i < count; i++) {
      int index = index(p.memory()[p.x(from) + i]);
      int y = p.y(from) + i * dimension;
      if (masked && index == 0) {
        Arrays.fill(p.memory(), y, y + dimension, 0f);
      } else {
        System.arraycopy(p.values(), weight.offset() + index * dimension, p.memory(), y, dimension);
      }
    }
  }

  private int index(float value) {
    int index = Math.round(value);
    if (index < 0 || index >= vocabulary || Float.isNaN(value)) {
      throw new IllegalArgumentException(
          name() + ": expected whole numbers from 0 to " + (vocabulary - 1) + " as inputs, got " + value);
    }
    return index;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (p.wantsDx()) {
      Arrays.fill(p.memory(), p.dx(from), p.dx(from) + (to - from) * inputShape().size(), 0f);
    }
  }

  /** A range of the things a task, each of which looks at all inputs; rows that no input names are not touched. */
  @Override
  public int gradientTasks() {
    return Math.min(TASKS, vocabulary);
  }

  @Override
  public Optional<Parameter> parameterByRows() {
    return Optional.of(weight);
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    int first = (int) ((long) vocabulary * task / gradientTasks());
    int end = (int) ((long) vocabulary * (task + 1) / gradientTasks());
    int count = p.batch() * inputShape().size();
    for (int i = 0; i < count; i++) {
      int index = Math.round(p.memory()[p.x(0) + i]);
      if (index >= first && index < end && !(masked && index == 0)) {
        p.touched().touch(index);
        p.kernels().add(
            p.gradients(), weight.offset() + index * dimension, p.memory(), p.dy(0) + i * dimension, dimension);
      }
    }
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }
}
