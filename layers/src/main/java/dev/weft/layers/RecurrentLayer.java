package dev.weft.layers;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Pass;
import dev.weft.layers.engine.Workspace;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that goes through a sequence step by step; what a step computes is the subclass's.
 *
 * <p>The input's part of the sums, {@code x W}, is one product over all steps of a chunk of examples; the part of the output before,
 * {@code h U}, is one product a step over the chunk. Backward likewise: a product with Uᵀ a step, then one with Wᵀ; and the gradients of
 * W and U are products over all steps of the batch. What backward needs lies in a {@link StepRecord} for each step and example, one
 * behind the other, so that each is a row of those products.
 */
abstract class RecurrentLayer extends BaseLayer {

  private static final int MOST_UNITS = 1 << 24;

  private final Recurrence<?> settings;
  private final int steps;
  private final int channels;
  private final int units;
  private final StepRecord record;
  private final RecurrentParameters parameters;
  private final RecurrentProducts products;

  RecurrentLayer(
      String name, LayerSpec spec, Recurrence<?> settings, Shape shape, StepRecord record,
      RecurrentParameters parameters) {
    super(name, spec, shape, settings.everyStep() ? Shape.of(shape.dim(0), record.units()) : Shape.of(record.units()));
    this.settings = settings;
    this.steps = shape.dim(0);
    this.channels = shape.dim(1);
    this.units = record.units();
    this.record = record;
    this.parameters = parameters;
    this.products = new RecurrentProducts(steps, record, parameters);
  }

  /** Refuses a number of units that is none, or of which a row of gates could not be counted. */
  static void requireUnits(int units) {
    if (units < 1 || units > MOST_UNITS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_UNITS + " units, got " + units);
    }
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

  /** H. */
  final int units() {
    return units;
  }

  /** How a record of a step is laid out. */
  final StepRecord record() {
    return record;
  }

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
    products.input(p, from, to);
    for (int n = from; n < to; n++) {
      int first = at(p, n, time(0)) + record.before();
      Arrays.fill(m, first, first + record.state(), 0f);
    }
    for (int s = 0; s < steps; s++) {
      int t = time(s);
      products.before(p, at(p, from, t), to - from, sums(p, worker, 0));
      for (int n = from; n < to; n++) {
        int after = s + 1 < steps ? at(p, n, time(s + 1)) + record.before() : p.scratch(worker);
        stepOf(p, after, n, t, sums(p, worker, n - from));
        if (s + 1 == steps && !settings.everyStep()) {
          System.arraycopy(m, after, m, p.y(n), units);
        }
      }
    }
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
        products.beforeGradient(p, dState, at(p, from, t), to - from);
      }
      now = 1 - now;
    }
    if (p.wantsDx()) {
      products.inputGradient(p, from, to);
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
    return products.gradientTasks();
  }

  @Override
  public final void gradient(Pass p, int worker, int task) {
    products.gradient(p, task);
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
    return Memory.of(products.floats(), (long) steps * record.size(),
        record.state() + (long) Workspace.MAX_CHUNK * Math.max(2 * record.state(), record.sums()));
  }

  @Override
  public final int prepareTasks() {
    return products.prepareTasks();
  }

  @Override
  public final void prepare(Pass pass, int task) {
    products.prepare(pass, task);
  }

  @Override
  public final List<Parameter> parameters() {
    return parameters.all();
  }

  /** The products, and what adds rows. */
  final void kernelUse(KernelUse use, Group step) {
    use.add(step);
    use.addInTraining(Group.ADD);
    products.kernelUse(use);
  }

  @Override
  public String path() {
    return "a product over all steps, then one a step";
  }
}
