package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Network;

/**
 * How each pixel acts on the score of a class: the gradient of its logit with respect to the input, {@code ∂z_c / ∂x}, in
 * inference mode. Positive where a lighter pixel would raise the score.
 *
 * <p>Simonyan, Vedaldi and Zisserman 2013, "Deep inside convolutional networks", who show its absolute value.
 */
public final class Saliency {

  private Saliency() {}

  /**
   * The gradient of one logit.
   *
   * @param x one image, of the network's input shape
   * @param target the class c
   * @return the gradient, of the same shape
   * @throws IllegalArgumentException if the image has another shape or there is no such class
   */
  public static Tensor of(Network network, Tensor x, int target) {
    try (GradientSession session = network.gradientSession(1)) {
      return of(session, x.reshape(x.shape().prepend(1)), target).reshape(x.shape());
    }
  }

  /** The gradient of the logit of one class for each image of a batch (N, …). */
  static Tensor of(GradientSession session, Tensor batch, int target) {
    differentiate(session, batch, target);
    return session.inputGradients();
  }

  /** Runs a batch forward, and backward from the logit of one class; returns the logits. */
  static Tensor differentiate(GradientSession session, Tensor batch, int target) {
    Tensor logits = session.forward(batch);
    Shape shape = logits.shape();
    int classes = shape.size() / shape.dim(0);
    if (target < 0 || target >= classes) {
      throw new IllegalArgumentException("expected a class from 0 to " + (classes - 1) + ", got " + target);
    }
    Tensor dLogits = Tensor.zeros(shape);
    for (int n = 0; n < shape.dim(0); n++) {
      dLogits.array()[n * classes + target] = 1;
    }
    session.backward(dLogits);
    return logits;
  }
}
