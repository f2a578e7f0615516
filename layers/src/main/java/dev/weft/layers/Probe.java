package dev.weft.layers;

import dev.weft.core.parallel.WorkerPool;

/** Runs a network, or one layer as a network of its own, on one batch again and again with the same randomness. */
final class Probe {

  private static final long STEP = 1;

  private final Workspace workspace;
  private final GradientCheck settings;
  private final int batch;
  private final float[] x;

  /**
   * Plans runs on one batch.
   *
   * @param x the inputs, which may be changed between runs
   */
  Probe(Sequential network, int batch, float[] x, WorkerPool pool, GradientCheck settings) {
    this.workspace = network.gradientWorkspace(batch, pool, settings.kernels());
    this.settings = settings;
    this.batch = batch;
    this.x = x;
  }

  /** Runs forward and copies the outputs. */
  void forward(float[] y) {
    if (settings.training()) {
      workspace.forwardTraining(this::load, batch, settings.seed(), STEP);
    } else {
      workspace.prepare();
      workspace.infer(this::load, null, batch);
    }
    System.arraycopy(workspace.outputArray(), workspace.outputOffset(), y, 0, y.length);
  }

  private void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    int size = x.length / batch;
    System.arraycopy(x, slot * size, to, offset, size);
  }

  /** Runs backward from gradients of the outputs, after {@link #forward}. */
  void backward(float[] dy) {
    System.arraycopy(dy, 0, workspace.outputArray(), workspace.outputGradients().offset(), dy.length);
    workspace.backward();
  }

  /** Runs both ways with all numbers in reverse order, so that what a layer wrongly keeps from one run to the next shows. */
  void runSomethingElse(float[] dy) {
    reverse(x);
    forward(new float[dy.length]);
    reverse(x);
    float[] reversed = dy.clone();
    reverse(reversed);
    backward(reversed);
  }

  private static void reverse(float[] values) {
    for (int i = 0, j = values.length - 1; i < j; i++, j--) {
      float value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** The inputs. */
  float[] x() {
    return x;
  }

  /** The gradients of the inputs, a copy. */
  float[] dx() {
    return workspace.inputGradients().toArray();
  }

  /** The gradients of all parameters, a copy. */
  float[] gradients() {
    return workspace.gradients().clone();
  }

  /** What an executed layer put out, a copy. */
  float[] activation(int layer) {
    return workspace.activation(layer).toArray();
  }
}
