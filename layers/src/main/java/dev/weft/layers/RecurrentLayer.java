package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Product;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;

/**
 * A layer that goes through a sequence step by step; what a step computes is the subclass's.
 *
 * <p>The input's part of the sums, {@code x W}, is one product over all steps of a chunk of examples; the part of the output before,
 * {@code h U}, is one product a step over the chunk. Backward likewise: a product with Uᵀ a step, then one with Wᵀ; and the gradients of
 * W and U are products over all steps of the batch. What backward needs lies in a {@link StepRecord} for each step and example, one
 * behind the other, so that each is a row of those products.
 */
abstract class RecurrentLayer extends BaseLayer {

  private static final int ROWS_PER_TASK = 24;

  private final Recurrence<?> settings;
  private final int steps;
  private final int channels;
  private final int units;
  private final StepRecord record;
  private final Parameter kernel; // W
  private final Parameter recurrent; // U
  private final PackedWeight packedKernel;
  private final PackedWeight packedRecurrent;
  private final Product input; // x W
  private final Product before; // h U
  private final Product dRecurrent; // hᵀ dSums
  private final Product dBefore; // dSums Uᵀ
  private final Product dx; // dInput Wᵀ
  private final Table inputRows;
  private final Table records;
  private final Table recordsOfStep;

  RecurrentLayer(
      String name, LayerSpec spec, Recurrence<?> settings, Shape shape, StepRecord record, Parameter kernel,
      Parameter recurrent) {
    super(name, spec, shape, settings.everyStep() ? Shape.of(shape.dim(0), record.units()) : Shape.of(record.units()));
    this.settings = settings;
    this.steps = shape.dim(0);
    this.channels = shape.dim(1);
    this.units = record.units();
    this.record = record;
    this.kernel = kernel;
    this.recurrent = recurrent;
    int sums = record.sums();
    this.packedKernel = new PackedWeight(kernel, channels, sums);
    this.packedRecurrent = new PackedWeight(recurrent, 0, packedKernel.floats(), units, sums);
    this.input = Product.ofMatrices(channels, sums).withRowStride(record.size());
    Product step = Product.ofMatrices(units, sums);
    this.before = record.apart() ? step : step.withRowStride(steps * record.size()).accumulating();
    this.dRecurrent = step.withRowStride(record.size());
    this.dBefore = Product.ofMatrices(sums, units).withRowStride(record.state()).accumulating();
    this.dx = Product.ofMatrices(sums, channels);
    this.inputRows = new Table(() -> rows(steps * Workspace.MAX_CHUNK, channels));
    this.records = new Table(() -> rows(steps * Workspace.MAX_CHUNK, record.size()));
    this.recordsOfStep = new Table(() -> rows(Workspace.MAX_CHUNK, steps * record.size()));
  }

  private static int[] rows(int count, int stride) {
    int[] rows = new int[count];
    Arrays.setAll(rows, r -> r * stride);
    return rows;
  }

  /** Refuses what is no sequence, and one of which a chunk of examples has more places than there are ints. */
  static void requireSequence(Shape input, StepRecord record, ParameterSlab.Builder parameters) {
    if (input.rank() != 2 || input.size() == 0) {
      throw new IllegalArgumentException("expected a sequence of shape (steps, channels), got " + input);
    }
    long places = (long) input.dim(0) * Workspace.MAX_CHUNK;
    parameters.requireRoomForTable(places);
    long floats = places * Math.max(record.size(), input.dim(1));
    if (floats > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("expected a sequence for which " + Workspace.MAX_CHUNK
          + " examples need fewer than 2^31 floats, got " + floats + " for " + input + " and " + record.units()
          + " units");
    }
  }

  /** What the sums of the input start with: the bias. */
  abstract int bias();

  /** What the sums of the output before start with, where they are apart: another bias. */
  abstract int recurrentBias();

  /**
   * A step of one example.
   *
   * @param after where the state after it goes
   * @param at where the record lies: the sums, of which the gates are left
   * @param sums where the sums of the output before lie, if they are apart
   */
  abstract void step(Pass p, int after, int at, int sums);

  /**
   * The gradients of the sums, into the record, and of the state before as far as it does not come from them.
   *
   * @param dBefore where the gradient of the state before goes
   * @param dAfter where the gradient of the state after lies
   * @param at where the record lies
   */
  abstract void stepGradient(Pass p, int dBefore, int dAfter, int at);

  /** The gradients of all biases. */
  abstract void biasGradient(Pass p);

  private int at(Pass p, int n, int t) {
    return p.saved(n) + t * record.size();
  }

  /** Which step is the s-th to be computed. */
  private int time(int s) {
    return settings.backwards() ? steps - 1 - s : s;
  }

  private boolean skipped(Pass p, int n, int t) {
    if (!settings.masked()) {
      return false;
    }
    int x = p.x(n) + t * channels;
    for (int c = 0; c < channels; c++) {
      if (p.memory()[x + c] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public final void forward(Pass p, int worker, int from, int to) {
    float[] m = p.memory();
    p.kernels().multiply(
        m, p.saved(from), p.values(), bias(), m, p.x(from), inputRows.get(), 0, (to - from) * steps, m,
        packedKernel.forward(p), input);
    for (int n = from; n < to; n++) {
      int first = at(p, n, time(0)) + record.before();
      Arrays.fill(m, first, first + record.state(), 0f);
    }
    for (int s = 0; s < steps; s++) {
      int t = time(s);
      addBefore(p, worker, from, to, t);
      for (int n = from; n < to; n++) {
        int after = s + 1 < steps ? at(p, n, time(s + 1)) + record.before() : p.scratch(worker);
        stepOf(p, after, n, t, sums(p, worker, n - from));
        if (s + 1 == steps && !settings.everyStep()) {
          System.arraycopy(m, after, m, p.y(n), units);
        }
      }
    }
  }

  /** The sums of the output before: added to those of the input, or in the worker's scratch if they are apart. */
  private void addBefore(Pass p, int worker, int from, int to, int t) {
    float[] m = p.memory();
    int at = at(p, from, t);
    p.kernels().multiply(
        m, record.apart() ? sums(p, worker, 0) : at, record.apart() ? p.values() : m,
        record.apart() ? recurrentBias() : at, m, at + record.before(), recordsOfStep.get(), 0, to - from, m,
        packedRecurrent.forward(p), before);
  }

  private void stepOf(Pass p, int after, int n, int t, int sums) {
    float[] m = p.memory();
    int at = at(p, n, t);
    int y = p.y(n) + t * units;
    if (skipped(p, n, t)) {
      System.arraycopy(m, at + record.before(), m, after, record.state());
      if (settings.everyStep()) {
        Arrays.fill(m, y, y + units, 0f);
      }
    } else {
      step(p, after, at, sums);
      if (settings.everyStep()) {
        System.arraycopy(m, after, m, y, units);
      }
    }
  }

  @Override
  public final void backward(Pass p, int worker, int from, int to) {
    float[] m = p.memory();
    int state = record.state();
    Arrays.fill(m, gradients(p, worker, 0), gradients(p, worker, 0) + (to - from) * state, 0f);
    int now = 0;
    for (int s = steps - 1; s >= 0; s--) {
      int t = time(s);
      int dAfter = gradients(p, worker, now);
      int dState = gradients(p, worker, 1 - now);
      for (int n = from; n < to; n++) {
        int place = (n - from) * state;
        if (s + 1 == steps && !settings.everyStep()) {
          p.kernels().add(m, dAfter + place, m, p.dy(n), units);
        }
        stepGradientOf(p, dState + place, dAfter + place, n, t);
      }
      if (s > 0) {
        p.kernels().multiply(
            m, dState, m, dState, m, at(p, from, t) + record.dSums(), recordsOfStep.get(), 0, to - from, m,
            packedRecurrent.transposed(p), dBefore);
      }
      now = 1 - now;
    }
    if (p.wantsDx()) {
      p.kernels().multiply(
          m, p.dx(from), m, packedKernel.zeros(p), m, p.saved(from) + record.dInput(), records.get(), 0,
          (to - from) * steps, m, packedKernel.transposed(p), dx);
    }
  }

  private void stepGradientOf(Pass p, int dBefore, int dAfter, int n, int t) {
    float[] m = p.memory();
    int at = at(p, n, t);
    if (skipped(p, n, t)) {
      System.arraycopy(m, dAfter, m, dBefore, record.state());
      Arrays.fill(m, at + record.dInput(), at + record.before(), 0f);
    } else {
      if (settings.everyStep()) {
        p.kernels().add(m, dAfter, m, p.dy(n) + t * units, units);
      }
      stepGradient(p, dBefore, dAfter, at);
    }
  }

  @Override
  public final int gradientTasks() {
    return tasks(channels) + tasks(units) + 1;
  }

  private static int tasks(int rows) {
    return (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
  }

  @Override
  public final void gradient(Pass p, int worker, int task) {
    int ofKernel = tasks(channels);
    if (task < ofKernel) {
      addProducts(p, kernel, task, inputRows.get(), p.x(0), steps * channels, record.dInput(), input);
    } else if (task < ofKernel + tasks(units)) {
      addProducts(p, recurrent, task - ofKernel, records.get(), p.saved(0) + record.before(),
          steps * record.size(), record.dSums(), dRecurrent);
    } else {
      biasGradient(p);
    }
  }

  /** Adds the products of left rows and gradients of sums over the batch, as many examples at once as the tables have rows for. */
  private void addProducts(
      Pass p, Parameter weight, int task, int[] rows, int left, int leftOfExample, int gradients, Product product) {
    int count = product.k();
    int first = task * ROWS_PER_TASK;
    for (int n = 0; n < p.batch(); n += Workspace.MAX_CHUNK) {
      int examples = Math.min(Workspace.MAX_CHUNK, p.batch() - n);
      p.kernels().multiplyTransposed(
          p.gradients(), weight.offset(), first, Math.min(count, first + ROWS_PER_TASK), p.memory(),
          left + n * leftOfExample, rows, 0, examples * steps, p.memory(), p.saved(n) + gradients, product);
    }
  }

  /** Adds the gradients of sums, over all steps of the batch, to those of a bias. */
  final void addRows(Pass p, int bias, int gradients) {
    p.kernels().sumRows(p.gradients(), bias, p.memory(), p.saved(0) + gradients, record.size(), p.batch() * steps,
        record.sums());
  }

  private int gradients(Pass p, int worker, int which) {
    return p.scratch(worker) + record.state() * (1 + which * Workspace.MAX_CHUNK);
  }

  private int sums(Pass p, int worker, int place) {
    return p.scratch(worker) + record.state() + place * record.sums();
  }

  /** Per worker a state behind the last step, then the sums of a step, or the gradients of two states. */
  @Override
  public final Memory memory() {
    return Memory.of((long) packedKernel.floats() + packedRecurrent.floats(), (long) steps * record.size(),
        record.state() + (long) Workspace.MAX_CHUNK * Math.max(2 * record.state(), record.sums()));
  }

  @Override
  public final int prepareTasks() {
    return packedKernel.tasks() + packedRecurrent.tasks();
  }

  @Override
  public final void prepare(Pass pass, int task) {
    if (task < packedKernel.tasks()) {
      packedKernel.prepare(pass, task);
    } else {
      packedRecurrent.prepareBoth(pass, task - packedKernel.tasks());
    }
  }

  /** The products, and what adds rows. */
  final void kernelUse(KernelUse use, Group step) {
    use.add(step);
    use.products(record.sums());
    use.transposedProducts(record.sums());
    use.addInTraining(Group.ADD, Group.SUM_ROWS);
    if (use.training()) {
      use.products(units);
      use.products(channels);
    }
  }

  @Override
  public String path() {
    return "a product over all steps, then one a step";
  }
}
