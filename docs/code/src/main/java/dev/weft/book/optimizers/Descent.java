package dev.weft.book.optimizers;

import dev.weft.optim.Optimizer;

/** Lets one of Weft's optimisers go downhill on a function of a few parameters. */
public final class Descent {

  /** The gradient of the function to make small. */
  interface Gradient {

    /** Writes the gradient at θ. */
    void at(float[] theta, float[] gradient);
  }

  private Descent() {}

  /** The parameters before the first step and after each one. */
  static float[][] path(Optimizer optimizer, Gradient function, float[] start, int steps) {
    float[][] path = new float[steps + 1][];
    path[0] = start.clone();
    float[] theta = start.clone();
    float[] gradient = new float[theta.length];
    float[][] state = new float[optimizer.slots()][theta.length];
    for (int step = 1; step <= steps; step++) {
      function.at(theta, gradient);
      optimizer.update(theta, gradient, state, 0, theta.length, step, optimizer.learningRate(), 1);
      path[step] = theta.clone();
    }
    return path;
  }
}
