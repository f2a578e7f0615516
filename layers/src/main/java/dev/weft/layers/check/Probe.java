package dev.weft.layers.check;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;

/** Runs a network, or one layer as a network of its own, on one batch again and again with the same randomness. */
final class Probe implements ExampleSource {

  private static final long STEP = 1;

  private final Workspace workspace;
  private final GradientCheck settings;
  private final int batch;
  private final float[][] x; // of each input

  /**
   * Plans runs on one batch.
   *
   * @param x the numbers of each input, which may be changed between runs
   */
  Probe(Network network, int batch, float[][] x, WorkerPool pool, GradientCheck settings) {
    this.workspace = network.gradientWorkspace(batch, pool, settings.kernels());
    this.settings = settings;
    this.batch = batch;
    this.x = x;
  }

  /** Runs forward and copies the outputs. */
  void forward(float[] y) {
    if (settings.training()) {
      workspace.forwardTraining(this, batch, settings.seed(), STEP);
    } else {
      workspace.prepare();
      workspace.infer(this, null, batch);
    }
    System.arraycopy(workspace.outputArray(), workspace.outputOffset(), y, 0, y.length);
  }

  @Override
  public void load(int slot, float[] to, int offset, float[] target, int targetOffset) {
    throw new IllegalStateException("expected to be asked for all inputs at once");
  }

  @Override
  public void load(int slot, float[] to, int[] offsets, float[] target, int targetOffset) {
    for (int k = 0; k < x.length; k++) {
      int size = x[k].length / batch;
      System.arraycopy(x[k], slot * size, to, offsets[k], size);
    }
  }

  /** Runs backward from gradients of the outputs, after {@link #forward}. */
  void backward(float[] dy) {
    System.arraycopy(dy, 0, workspace.outputArray(), workspace.outputGradients().offset(), dy.length);
    workspace.backward();
  }

  /** Runs both ways with all numbers in reverse order, so that what a layer wrongly keeps from one run to the next shows. */
  void runSomethingElse(float[] dy) {
    reverseAll();
    forward(new float[dy.length]);
    reverseAll();
    float[] reversed = dy.clone();
    reverse(reversed);
    backward(reversed);
  }

  private void reverseAll() {
    for (float[] input : x) {
      reverse(input);
    }
  }

  private static void reverse(float[] values) {
    for (int i = 0, j = values.length - 1; i < j; i++, j--) {
      float value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** The numbers of input k. */
  float[] x(int k) {
    return x[k];
  }

  /** The gradients of input k, a copy. */
  float[] dx(int k) {
    return workspace.inputGradients(k).toArray();
  }

  /** The gradients of all inputs, copies. */
  float[][] allDx() {
    float[][] dx = new float[x.length][];
    for (int k = 0; k < dx.length; k++) {
      dx[k] = dx(k);
    }
    return dx;
  }

  /** The gradients of all parameters, a copy. */
  float[] gradients() {
    return workspace.gradients().clone();
  }

  /** What an executed layer put out, a copy. */
  float[] activation(String layer) {
    return workspace.activation(layer).toArray();
  }
}
