package dev.weft.layers.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The prepare tasks of all layers, and in training the clearing of the gradients: all, or the rows that were touched. */
final class PreparePhase implements Phases.Phase {

  private static final int ZERO_SLICE = 1 << 15;

  /** Gradients {@code [from, to)}. */
  private record Range(int from, int to) {}

  private final Steps steps;
  private final Pass[] passes;
  private final float[] gradients;
  private final TouchedRows[] touched;
  private final Range[] ranges;
  private final int[] owner;
  private final int[] piece;

  PreparePhase(Steps steps, Pass[] passes, Run run) {
    this.steps = steps;
    this.passes = passes;
    this.gradients = run.gradients();
    this.touched = run.touched().toArray(TouchedRows[]::new);
    this.ranges = ranges(gradients.length, run.touched());
    Phases.Tasks tasks = new Phases.Tasks();
    for (int i = 0; i < passes.length; i++) {
      tasks.add(i, steps.layer(i).prepareTasks());
    }
    this.owner = tasks.layers();
    this.piece = tasks.tasks();
  }

  /** All gradients but those that are cleared by rows, in slices. */
  private static Range[] ranges(int gradients, List<TouchedRows> touched) {
    List<Range> ranges = new ArrayList<>();
    int from = 0;
    for (TouchedRows rows : touched.stream().sorted(Comparator.comparingInt(rows -> rows.offset(0))).toList()) {
      addSlices(ranges, from, rows.offset(0));
      from = rows.offset(rows.rows());
    }
    addSlices(ranges, from, gradients);
    return ranges.toArray(Range[]::new);
  }

  private static void addSlices(List<Range> ranges, int from, int to) {
    for (int slice = from; slice < to; slice += ZERO_SLICE) {
      ranges.add(new Range(slice, Math.min(to, slice + ZERO_SLICE)));
    }
  }

  @Override
  public int tasks() {
    return owner.length + touched.length + ranges.length;
  }

  @Override
  public void run(int worker, int task) {
    if (task < owner.length) {
      steps.layer(owner[task]).prepare(passes[owner[task]], piece[task]);
    } else if (task < owner.length + touched.length) {
      touched[task - owner.length].clear(gradients);
    } else {
      Range range = ranges[task - owner.length - touched.length];
      Arrays.fill(gradients, range.from(), range.to(), 0f);
    }
  }
}
