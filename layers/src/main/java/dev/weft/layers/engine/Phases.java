package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/** The phases of the runs of a {@link TrainingPlan}: what happens between two barriers. */
final class Phases {

  /** Work between two barriers: tasks that may run at once, in any order. */
  interface Phase extends WorkerPool.Task {
    int tasks();
  }

  /** One piece of work on a chunk of examples. */
  interface ExampleWork {
    void run(Chunk chunk);
  }

  /** Work on chunks of examples that are taken part by part of the batch. */
  interface PartWork extends ExampleWork {
    /** Gets ready for the first chunk of a part, or for a part without examples. */
    void begin(int part);
  }

  private final List<Phase> phases = new ArrayList<>();
  private final List<ExampleWork> open = new ArrayList<>();
  private final Run run;
  private final Chunk[] chunks;

  /**
   * No phase yet.
   *
   * @param chunks of each worker
   */
  Phases(Run run, Chunk[] chunks) {
    this.run = run;
    this.chunks = chunks;
  }

  /** Adds work by example behind what was added before, without a barrier between. */
  void add(ExampleWork work) {
    open.add(work);
  }

  /** Adds a phase of its own. */
  void barrier(Phase next) {
    flush();
    phases.add(next);
  }

  List<Phase> finish() {
    flush();
    return List.copyOf(phases);
  }

  private void flush() {
    if (!open.isEmpty()) {
      boolean byParts = open.stream().anyMatch(PartWork.class::isInstance);
      ExampleWork[] works = open.toArray(new ExampleWork[0]);
      phases.add(byParts ? new ByPart(run, chunks, works) : new ByExample(run, chunks, works));
      open.clear();
    }
  }

  /** Takes each chunk of the batch through several pieces of work. */
  private static final class ByExample implements Phase {
    private final Run run;
    private final Chunk[] chunks;
    private final ExampleWork[] works;

    ByExample(Run run, Chunk[] chunks, ExampleWork[] works) {
      this.run = run;
      this.chunks = chunks;
      this.works = works;
    }

    @Override
    public int tasks() {
      return run.chunks();
    }

    @Override
    public void run(int worker, int task) {
      Chunk chunk = chunks[worker];
      chunk.moveTo(-1, run.from(task), run.to(task));
      for (ExampleWork work : works) {
        work.run(chunk);
      }
    }
  }

  /** Takes each part of the batch through several pieces of work, a chunk of its examples at a time. */
  private static final class ByPart implements Phase {
    private final Run run;
    private final Chunk[] chunks;
    private final ExampleWork[] works;

    ByPart(Run run, Chunk[] chunks, ExampleWork[] works) {
      this.run = run;
      this.chunks = chunks;
      this.works = works;
    }

    @Override
    public int tasks() {
      return Layer.PARTS;
    }

    @Override
    public void run(int worker, int part) {
      Chunk chunk = chunks[worker];
      for (ExampleWork work : works) {
        if (work instanceof PartWork partWork) {
          partWork.begin(part);
        }
      }
      int end = run.endOfPart(part);
      for (int from = run.startOfPart(part); from < end; from += Workspace.MAX_CHUNK) {
        chunk.moveTo(part, from, Math.min(end, from + Workspace.MAX_CHUNK));
        for (ExampleWork work : works) {
          work.run(chunk);
        }
      }
    }
  }

  /** A layer's look at the whole batch before forward. */
  static final class Statistics implements Phase {
    private final Run run;
    private final Layer layer;
    private final Pass pass;

    Statistics(Run run, Layer layer, Pass pass) {
      this.run = run;
      this.layer = layer;
      this.pass = pass;
    }

    @Override
    public int tasks() {
      return run.training() ? layer.statisticsTasks() : 0;
    }

    @Override
    public void run(int worker, int task) {
      layer.statistics(pass, task);
    }
  }

  /** Which task of which layer stands behind each number of a list of all. */
  static final class Tasks {
    private final List<int[]> all = new ArrayList<>();

    void add(int layer, int tasks) {
      for (int task = 0; task < tasks; task++) {
        all.add(new int[] {layer, task});
      }
    }

    int[] layers() {
      return all.stream().mapToInt(pair -> pair[0]).toArray();
    }

    int[] tasks() {
      return all.stream().mapToInt(pair -> pair[1]).toArray();
    }
  }

  /** The number of tasks of {@link #gradient}. */
  static int gradientTasks(Layer layer) {
    return layer.gradientByParts() ? Layer.PARTS : layer.gradientTasks();
  }

  /** The gradients of a slice of a layer's parameters over the whole batch, or of all of them over a part of it. */
  static void gradient(Run run, Layer layer, Pass pass, int worker, int task) {
    if (!layer.gradientByParts()) {
      layer.gradient(pass, worker, task);
      return;
    }
    layer.clearPart(pass, task);
    int end = run.endOfPart(task);
    for (int from = run.startOfPart(task); from < end; from += Workspace.MAX_CHUNK) {
      layer.gradientOfPart(pass, worker, task, from, Math.min(end, from + Workspace.MAX_CHUNK));
    }
  }

  /** The gradient tasks of several layers as one list. */
  static final class Gradients implements Phase {
    private final Run run;
    private final Steps steps;
    private final Pass[] passes;
    private final int[] owner;
    private final int[] piece;

    Gradients(Run run, Steps steps, Pass[] passes, List<Integer> layers) {
      this.run = run;
      this.steps = steps;
      this.passes = passes;
      Tasks tasks = new Tasks();
      for (int i : layers) {
        tasks.add(i, gradientTasks(steps.layer(i)));
      }
      this.owner = tasks.layers();
      this.piece = tasks.tasks();
    }

    @Override
    public int tasks() {
      return owner.length;
    }

    @Override
    public void run(int worker, int task) {
      gradient(run, steps.layer(owner[task]), passes[owner[task]], worker, piece[task]);
    }
  }

  /** The combining tasks of several layers as one list. */
  static final class Combination implements Phase {
    private final Steps steps;
    private final Pass[] passes;
    private final int[] owner;
    private final int[] piece;

    Combination(Steps steps, Pass[] passes, List<Integer> layers) {
      this.steps = steps;
      this.passes = passes;
      Tasks tasks = new Tasks();
      for (int i : layers) {
        tasks.add(i, steps.layer(i).combineTasks());
      }
      this.owner = tasks.layers();
      this.piece = tasks.tasks();
    }

    @Override
    public int tasks() {
      return owner.length;
    }

    @Override
    public void run(int worker, int task) {
      steps.layer(owner[task]).combine(passes[owner[task]], worker, piece[task]);
    }
  }
}
