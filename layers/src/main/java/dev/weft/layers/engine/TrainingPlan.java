package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.List;

/** Runs a network forward and backward on a whole batch. */
final class TrainingPlan implements Plan {

  private final Steps steps;
  private final Run run;
  private final BatchMemory batch;
  private final TrainingArena arena;
  private final RunOrder order;
  private final Chunk[] chunks; // by worker
  private final Pass[][] passes; // by worker, then step

  /**
   * Plans runs.
   *
   * @param memory what is to be there between and after the phases
   */
  TrainingPlan(
      Steps steps, Run run, BatchMemory batch, int capacity, int workers, boolean inputGradients,
      KeptMemory memory) {
    this.steps = steps;
    this.run = run;
    this.batch = batch;
    this.order = new RunOrder(steps, workers, inputGradients, memory == KeptMemory.OF_STEPS);
    this.arena =
        new TrainingArena(steps, new TrainingBlocks(steps, order, memory == KeptMemory.ALL), capacity, workers);
    this.chunks = new Chunk[workers];
    this.passes = new Pass[workers][steps.count()];
    for (int worker = 0; worker < workers; worker++) {
      chunks[worker] = new Chunk(worker);
      for (int i = 0; i < steps.count(); i++) {
        passes[worker][i] = new Pass(
            run, chunks[worker], steps.layer(i), capacity, arena.memory(), arena.places(worker, i));
      }
    }
  }

  @Override
  public Phases.Phase prepare() {
    return new PreparePhase(steps, passes[0], run);
  }

  @Override
  public List<Phases.Phase> forward() {
    Phases phases = new Phases(run, chunks);
    forward(phases);
    return phases.finish();
  }

  /** Every layer backward, then the gradients of the parameters. */
  List<Phases.Phase> backward() {
    Phases phases = new Phases(run, chunks);
    backward(phases);
    return phases.finish();
  }

  /** Forward, loss and backward with as few barriers as the layers allow. */
  List<Phases.Phase> step() {
    Phases phases = new Phases(run, chunks);
    forward(phases);
    backward(phases);
    return phases.finish();
  }

  private void forward(Phases phases) {
    phases.add(this::load);
    order.visitForward((work, i, phase, time) -> {
      Layer layer = steps.layer(i);
      if (work == RunOrder.Work.OBSERVE_INPUT) {
        phases.add(chunk -> observe(layer, i, chunk));
        phases.barrier(new Phases.Statistics(run, layer, passes[0][i]));
      } else if (!layer.isView(true)) {
        phases.add(chunk -> layer.forward(pass(chunk, i), chunk.worker(), chunk.from(), chunk.to()));
      }
    });
    phases.add(chunk -> evaluateLosses(chunk.from(), chunk.to()));
  }

  private Pass pass(Chunk chunk, int step) {
    return passes[chunk.worker()][step];
  }

  private void observe(Layer layer, int step, Chunk chunk) {
    if (run.training()) {
      layer.observe(pass(chunk, step), chunk.worker(), chunk.from(), chunk.to());
    }
  }

  private void load(Chunk chunk) {
    int[] places = batch.inputPlaces(chunk.worker());
    for (int n = chunk.from(); n < chunk.to(); n++) {
      for (int k = 0; k < places.length; k++) {
        places[k] = arena.input(k) + n * batch.inputSize(k);
      }
      batch.load(run, n, arena.memory(), places);
    }
  }

  private void evaluateLosses(int from, int to) {
    if (run.objective() != null && !run.objective().isOverBatch()) {
      evaluateLossesOf(from, to);
    }
  }

  @Override
  public void evaluateOverBatch() {
    batch.clearLosses(0, run.batch());
    for (int k = 0; k < steps.outputs().size(); k++) {
      if (run.objective().loss(k) instanceof BatchLoss) {
        batch.evaluateOverBatch(run, k, arena.memory(), run.training() ? arena.blocks().lossGradient(k) : -1,
            arena.output(k));
      } else {
        evaluateLossesOf(k, 0, run.batch());
      }
    }
  }

  private void evaluateLossesOf(int from, int to) {
    batch.clearLosses(from, to);
    for (int k = 0; k < steps.outputs().size(); k++) {
      evaluateLossesOf(k, from, to);
    }
  }

  private void evaluateLossesOf(int k, int from, int to) {
    int size = batch.outputSize(k);
    for (int n = from; n < to; n++) {
      batch.addLoss(run, n, k, arena.memory(), arena.output(k) + n * size);
      if (run.training()) {
        batch.lossGradient(
            run, n, k, arena.memory(), arena.blocks().lossGradient(k) + n * size, arena.output(k) + n * size);
      }
    }
  }

  private void backward(Phases phases) {
    List<Integer> combined = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    order.visitBackward((work, i, phase, time) -> {
      switch (work) {
        case ADD_UP -> addUp(phases, i);
        case OBSERVE -> {
          phases.add(chunk -> steps.layer(i).observeGradient(
              pass(chunk, i), chunk.worker(), chunk.from(), chunk.to()));
          phases.barrier(new Phases.Gradients(run, steps, passes[0], List.of(i)));
        }
        case GRADIENT_OF_PART -> {
          phases.add(new PartGradient(i));
          combined.add(0, i);
        }
        case BACKWARD -> phases.add(
            chunk -> steps.layer(i).backward(pass(chunk, i), chunk.worker(), chunk.from(), chunk.to()));
        case GRADIENT -> {
          last.add(i);
          combined.add(i);
        }
        default -> throw new AssertionError(work);
      }
    });
    addPhase(phases, new Phases.Gradients(run, steps, passes[0], last));
    addPhase(phases, new Phases.Combination(steps, passes[0], combined));
  }

  private static void addPhase(Phases phases, Phases.Phase phase) {
    if (phase.tasks() > 0) {
      phases.barrier(phase);
    }
  }

  /** Sums the gradients of a layer's parameters by parts of the batch. */
  private final class PartGradient implements Phases.PartWork {
    private final int step;
    private final Layer layer;

    PartGradient(int step) {
      this.step = step;
      this.layer = steps.layer(step);
    }

    @Override
    public void begin(int part) {
      layer.clearPart(passes[0][step], part);
    }

    @Override
    public void run(Chunk chunk) {
      layer.gradientOfPart(pass(chunk, step), chunk.worker(), chunk.part(), chunk.from(), chunk.to());
    }
  }

  /** The gradient of an output that several read is the sum of what each gives, in the order of the steps. */
  private void addUp(Phases phases, int index) {
    int parts = arena.blocks().partsToAdd(0, index).length;
    if (parts == 0) {
      return;
    }
    int size = steps.shape(index).size();
    float[] memory = arena.memory();
    Arena.Place[][] from = new Arena.Place[chunks.length][];
    Arena.Place[] to = new Arena.Place[chunks.length];
    for (int worker = 0; worker < chunks.length; worker++) {
      from[worker] = arena.blocks().partsToAdd(worker, index);
      to[worker] = arena.blocks().dy(worker, index);
    }
    phases.add(chunk -> {
      int floats = (chunk.to() - chunk.from()) * size;
      int sum = to[chunk.worker()].of(chunk, size);
      for (int k = 0; k < parts; k++) {
        int part = from[chunk.worker()][k].of(chunk, size);
        if (k == 0) {
          System.arraycopy(memory, part, memory, sum, floats);
        } else {
          run.kernels().add(memory, sum, memory, part, floats);
        }
      }
    });
  }

  @Override
  public TrainingArena arena() {
    return arena;
  }

  @Override
  public int output(int k) {
    return arena.output(k);
  }

  /** See {@link RunOrder#needsBackward}. */
  boolean needsBackward(int step) {
    return order.needsBackward(step);
  }

  /** What the first worker sees of a step. */
  Pass pass(int step) {
    return passes[0][step];
  }
}
