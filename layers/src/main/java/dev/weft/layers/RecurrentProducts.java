package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Product;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;

/**
 * The products of a recurrent layer: {@code x W} of all steps at once, {@code h U} of one step, and what their gradients are made of. A
 * {@link StepRecord} of each step and example holds one row of each of them.
 */
final class RecurrentProducts {

  private static final int ROWS_PER_TASK = 24;

  private final int steps;
  private final int channels;
  private final int units;
  private final StepRecord record;
  private final Parameter kernel; // W
  private final Parameter recurrent; // U
  private final Parameter bias;
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

  RecurrentProducts(int steps, StepRecord record, RecurrentParameters parameters) {
    this.steps = steps;
    this.record = record;
    this.kernel = parameters.kernel();
    this.recurrent = parameters.recurrent();
    this.bias = parameters.bias();
    this.channels = kernel.shape().dim(0);
    this.units = record.units();
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

  /** The sums of the input, with its bias, into the records of all steps of examples {@code from} to {@code to}. */
  void input(Pass p, int from, int to) {
    float[] m = p.memory();
    p.kernels().multiply(
        m, p.saved(from), p.values(), bias.offset(), m, p.x(from), inputRows.get(), 0, (to - from) * steps, m,
        packedKernel.forward(p), input);
  }

  /**
   * The sums of the output before a step: added to those of the input, or with a bias of their own into {@code apart}.
   *
   * @param at where the first example's record of the step lies
   */
  void before(Pass p, int at, int examples, int apart) {
    float[] m = p.memory();
    p.kernels().multiply(
        m, record.apart() ? apart : at, record.apart() ? p.values() : m,
        record.apart() ? bias.offset() + record.sums() : at, m, at + record.before(), recordsOfStep.get(), 0, examples,
        m, packedRecurrent.forward(p), before);
  }

  /** Adds the gradients of the outputs before a step, one example's state behind the other at {@code dState}. */
  void beforeGradient(Pass p, int dState, int at, int examples) {
    float[] m = p.memory();
    p.kernels().multiply(
        m, dState, m, dState, m, at + record.dSums(), recordsOfStep.get(), 0, examples, m,
        packedRecurrent.transposed(p), dBefore);
  }

  /** The gradients of the inputs of all steps. */
  void inputGradient(Pass p, int from, int to) {
    float[] m = p.memory();
    p.kernels().multiply(
        m, p.dx(from), m, packedKernel.zeros(p), m, p.saved(from) + record.dInput(), records.get(), 0,
        (to - from) * steps, m, packedKernel.transposed(p), dx);
  }

  int gradientTasks() {
    return tasks(channels) + tasks(units) + 1;
  }

  private static int tasks(int rows) {
    return (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
  }

  void gradient(Pass p, int task) {
    int ofKernel = tasks(channels);
    if (task < ofKernel) {
      addProducts(p, kernel, task, inputRows.get(), p.x(0), steps * channels, record.dInput(), input);
    } else if (task < ofKernel + tasks(units)) {
      addProducts(p, recurrent, task - ofKernel, records.get(), p.saved(0) + record.before(),
          steps * record.size(), record.dSums(), dRecurrent);
    } else {
      addRows(p, bias.offset(), record.dInput());
      if (record.apart()) {
        addRows(p, bias.offset() + record.sums(), record.dSums());
      }
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
  private void addRows(Pass p, int to, int gradients) {
    p.kernels().sumRows(p.gradients(), to, p.memory(), p.saved(0) + gradients, record.size(), p.batch() * steps,
        record.sums());
  }

  /** Floats of the packed weights. */
  long floats() {
    return (long) packedKernel.floats() + packedRecurrent.floats();
  }

  int prepareTasks() {
    return packedKernel.tasks() + packedRecurrent.tasks();
  }

  void prepare(Pass pass, int task) {
    if (task < packedKernel.tasks()) {
      packedKernel.prepare(pass, task);
    } else {
      packedRecurrent.prepareBoth(pass, task - packedKernel.tasks());
    }
  }

  void kernelUse(KernelUse use) {
    use.products(record.sums());
    use.transposedProducts(record.sums());
    use.addInTraining(KernelUse.Group.SUM_ROWS);
    if (use.training()) {
      use.products(units);
      use.products(channels);
    }
  }
}
