package dev.weft.layers;

import dev.weft.core.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/** Compiles a network into the phases of its runs: what happens between two barriers. */
final class Phases {

  /** Work between two barriers: tasks that may run at once, in any order. */
  interface Phase extends WorkerPool.Task {
    int tasks();
  }

  /** One piece of work on a range of examples. */
  private interface ExampleWork {
    void run(int worker, int from, int to);
  }

  private final Workspace workspace;
  private final List<Layer> layers;
  private final Pass[] passes;
  private final boolean trains;

  Phases(Workspace workspace, List<Layer> layers, Pass[] passes, boolean trains) {
    this.workspace = workspace;
    this.layers = layers;
    this.passes = passes;
    this.trains = trains;
  }

  Prepare prepare() {
    return new Prepare();
  }

  /** Load, every layer forward, loss if there is one. */
  List<Phase> forward() {
    Plan plan = new Plan();
    forward(plan);
    plan.add((worker, from, to) -> workspace.evaluateLoss(from, to));
    return plan.finish();
  }

  /** Every layer backward, then the gradients of the parameters. */
  List<Phase> backward() {
    Plan plan = new Plan();
    backward(plan);
    return plan.finish();
  }

  /** Forward, loss and backward with as few barriers as the layers allow. */
  List<Phase> trainingStep() {
    Plan plan = new Plan();
    forward(plan);
    plan.add((worker, from, to) -> workspace.evaluateLoss(from, to));
    backward(plan);
    return plan.finish();
  }

  private void forward(Plan plan) {
    plan.add((worker, from, to) -> workspace.load(from, to));
    for (int i = 0; i < passes.length; i++) {
      Layer layer = layers.get(i);
      Pass pass = passes[i];
      if (trains && layer.statisticsTasks() > 0) {
        plan.barrier(new Statistics(layer, pass));
      }
      if (!layer.isView(trains)) {
        plan.add((worker, from, to) -> layer.forward(pass, worker, from, to));
      }
    }
  }

  private void backward(Plan plan) {
    List<Integer> deferred = new ArrayList<>();
    for (int i = passes.length - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      Pass pass = passes[i];
      if (layer.gradientTasks() > 0) {
        if (layer.backwardNeedsGradient()) {
          plan.barrier(new Gradients(List.of(i)));
        } else {
          deferred.add(0, i);
        }
      }
      if ((pass.wantsDx() || layer.gradientTasks() > 0) && !layer.isView(trains)) {
        plan.add((worker, from, to) -> layer.backward(pass, worker, from, to));
      }
    }
    if (!deferred.isEmpty()) {
      plan.barrier(new Gradients(deferred));
    }
  }

  /** Collects work by example into phases that end at barriers. */
  private final class Plan {
    private final List<Phase> phases = new ArrayList<>();
    private final List<ExampleWork> open = new ArrayList<>();

    void add(ExampleWork work) {
      open.add(work);
    }

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
        phases.add(new ByExample(open.toArray(new ExampleWork[0])));
        open.clear();
      }
    }
  }

  private final class ByExample implements Phase {
    private final ExampleWork[] works;

    ByExample(ExampleWork[] works) {
      this.works = works;
    }

    @Override
    public int tasks() {
      return (workspace.batch() + workspace.chunk() - 1) / workspace.chunk();
    }

    @Override
    public void run(int worker, int task) {
      int from = task * workspace.chunk();
      int to = Math.min(workspace.batch(), from + workspace.chunk());
      for (ExampleWork work : works) {
        work.run(worker, from, to);
      }
    }
  }

  private final class Statistics implements Phase {
    private final Layer layer;
    private final Pass pass;

    Statistics(Layer layer, Pass pass) {
      this.layer = layer;
      this.pass = pass;
    }

    @Override
    public int tasks() {
      return workspace.training() ? layer.statisticsTasks() : 0;
    }

    @Override
    public void run(int worker, int task) {
      layer.statistics(pass, task);
    }
  }

  /** The gradient tasks of several layers as one list. */
  private final class Gradients implements Phase {
    private final int[] owner;
    private final int[] piece;

    Gradients(List<Integer> indices) {
      int total = indices.stream().mapToInt(i -> layers.get(i).gradientTasks()).sum();
      owner = new int[total];
      piece = new int[total];
      int next = 0;
      for (int index : indices) {
        for (int task = 0; task < layers.get(index).gradientTasks(); task++, next++) {
          owner[next] = index;
          piece[next] = task;
        }
      }
    }

    @Override
    public int tasks() {
      return owner.length;
    }

    @Override
    public void run(int worker, int task) {
      layers.get(owner[task]).gradient(passes[owner[task]], worker, piece[task]);
    }
  }

  /** The prepare tasks of all layers, and in training the clearing of the gradients. */
  final class Prepare implements Phase {
    private final int[] owner;
    private final int[] piece;
    private final int zeroSlices = workspace.zeroSlices();

    private Prepare() {
      List<int[]> all = new ArrayList<>();
      for (int i = 0; i < passes.length; i++) {
        for (int task = 0; task < layers.get(i).prepareTasks(); task++) {
          all.add(new int[] {i, task});
        }
      }
      owner = all.stream().mapToInt(pair -> pair[0]).toArray();
      piece = all.stream().mapToInt(pair -> pair[1]).toArray();
    }

    @Override
    public int tasks() {
      return owner.length + zeroSlices;
    }

    @Override
    public void run(int worker, int task) {
      if (task < owner.length) {
        layers.get(owner[task]).prepare(passes[owner[task]], piece[task]);
      } else {
        workspace.zero(task - owner.length);
      }
    }
  }
}
