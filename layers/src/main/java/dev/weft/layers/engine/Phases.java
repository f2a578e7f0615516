package dev.weft.layers.engine;

import dev.weft.core.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The phases of the runs of a {@link TrainingPlan}: what happens between two barriers. */
final class Phases {

  /** Work between two barriers: tasks that may run at once, in any order. */
  interface Phase extends WorkerPool.Task {
    int tasks();
  }

  /** One piece of work on a range of examples. */
  interface ExampleWork {
    void run(int worker, int from, int to);
  }

  private final List<Phase> phases = new ArrayList<>();
  private final List<ExampleWork> open = new ArrayList<>();
  private final Run run;

  Phases(Run run) {
    this.run = run;
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
      phases.add(new ByExample(run, open.toArray(new ExampleWork[0])));
      open.clear();
    }
  }

  /** Takes each chunk of the batch through several pieces of work. */
  private static final class ByExample implements Phase {
    private final Run run;
    private final ExampleWork[] works;

    ByExample(Run run, ExampleWork[] works) {
      this.run = run;
      this.works = works;
    }

    @Override
    public int tasks() {
      return run.chunks();
    }

    @Override
    public void run(int worker, int task) {
      for (ExampleWork work : works) {
        work.run(worker, run.from(task), run.to(task));
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
  private static final class Tasks {
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

  /** The gradient tasks of several layers as one list. */
  static final class Gradients implements Phase {
    private final Steps steps;
    private final Pass[] passes;
    private final int[] owner;
    private final int[] piece;

    Gradients(Steps steps, Pass[] passes, List<Integer> layers) {
      this.steps = steps;
      this.passes = passes;
      Tasks tasks = new Tasks();
      for (int i : layers) {
        tasks.add(i, steps.layer(i).gradientTasks());
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
      steps.layer(owner[task]).gradient(passes[owner[task]], worker, piece[task]);
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

  /** The prepare tasks of all layers, and in training the clearing of the gradients. */
  static final class Prepare implements Phase {
    private static final int ZERO_SLICE = 1 << 15;

    private final Steps steps;
    private final Pass[] passes;
    private final float[] gradients;
    private final int[] owner;
    private final int[] piece;

    Prepare(Steps steps, Pass[] passes, float[] gradients) {
      this.steps = steps;
      this.passes = passes;
      this.gradients = gradients;
      Tasks tasks = new Tasks();
      for (int i = 0; i < passes.length; i++) {
        tasks.add(i, steps.layer(i).prepareTasks());
      }
      this.owner = tasks.layers();
      this.piece = tasks.tasks();
    }

    @Override
    public int tasks() {
      return owner.length + (gradients.length + ZERO_SLICE - 1) / ZERO_SLICE;
    }

    @Override
    public void run(int worker, int task) {
      if (task < owner.length) {
        steps.layer(owner[task]).prepare(passes[owner[task]], piece[task]);
      } else {
        int from = (task - owner.length) * ZERO_SLICE;
        Arrays.fill(gradients, from, Math.min(gradients.length, from + ZERO_SLICE), 0f);
      }
    }
  }
}
