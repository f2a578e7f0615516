package dev.weft.layers.check;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Compares the gradients that layers compute with slopes measured by moving single numbers.
 *
 * {@snippet :
 * GradientReport report = GradientCheck.of(network, softmaxCrossEntropy()).check(x.slice(0, 4), 1, 0, 2, 2);
 * System.out.print(report); // a table: each tensor, its worst element, the verdict
 * report.passed(); // = true
 * }
 *
 * <h2>Layer by layer</h2>
 *
 * The network runs forward and backward once, and leaves for each layer its input x and the gradient dy of its
 * output. Then one element v of x, or of a parameter, is moved, the layer alone runs forward, and the slope of
 * {@code S(v) = Σⱼ dyⱼ yⱼ(v)} is compared with the gradient of v. By the chain rule that slope is the slope of the
 * loss, if dy is right; and dy is what the layer behind was checked for, up to the loss, whose gradient is checked
 * first. So the gradient of the loss is checked as a whole, an error is reported where it is made, and neither
 * rounding errors nor kinks of other layers are in the way.
 *
 * <h2>Step and tolerance</h2>
 *
 * A central difference {@code D(h) = (S(v + h) − S(v − h)) / 2h} has two errors. S is curved, which adds {@code h²
 * S‴ / 6}; and outputs are rounded to float, which adds about {@code ε |S| / h} with ε = 2⁻²⁴. A small step makes
 * the first small and the second large. Richardson's extrapolation {@code R(h) = (4 D(h/2) − D(h)) / 3} leaves a
 * curvature error in h⁴; the sum of the errors is then least near {@code h = ε^(1/5) ≈ 0.036} for a function whose
 * values and derivatives are near 1. Most layers are linear in what is moved, and for them a larger step only makes
 * the noise smaller. So the first step is large, 1/8. If D(h) and D(h/2) differ by more than the noise, S is
 * curved, and R(h/4) is compared with R(h) and R(h/2); if these differ by more than the tolerance, a step of a quarter is
 * tried, down to 1/512.
 *
 * <p>Three values, since where the second derivative jumps (softsign and ELU at 0) an error of order h is left, from which
 * Richardson takes the wrong part, and at some distance of the jump two values agree on a wrong number. With a single such jump
 * R(h/4) is never farther from the slope than from one of the other two. A jump of the first derivative nearer than h/16 is not
 * seen in this way: a layer that has one says so.
 *
 * <p>S is summed in double from outputs in float. The rounding error of an output is taken to be at most 8 ε of the
 * layer's largest one, and that of S to grow with the square root of the sum of dy² over the outputs that moved;
 * over h that is the noise of a slope. An element passes if
 *
 * <pre>{@code |analytic − numeric| / max(|analytic|, |numeric|, noise / tolerance) ≤ tolerance}</pre>
 *
 * that is, if the two agree to the tolerance or differ by less than the noise. With the default tolerance of 0.002
 * a gradient that is 1 % too small fails, unless all elements checked are at kinks or below a fifth of {@code noise /
 * tolerance}. If all are below {@code noise / tolerance} itself, the verdict is {@link
 * GradientReport.Verdict#UNRESOLVED} instead of OK. That is also said where dy is 0 throughout: data that leaves no
 * gradient checks nothing.
 *
 * <h2>Kinks</h2>
 *
 * Layers with {@link Layer#hasKinks()} (ReLU, leaky ReLU, max-pool and what fusion makes of them) are mostly piecewise
 * linear, so any step is exact unless it crosses a kink. For each output that is seen: the differences to the two
 * sides disagree. Its slope lies between those two, or between those of half the step (one side of an ELU is curved, and
 * may hide the kink from one of them), so the sum lies in an interval. If that is narrower than the
 * tolerance, nothing is lost; else smaller steps are tried, as above, and if none helps the element counts as a
 * kink of this layer. It still fails if the analytic gradient lies outside of the interval, so a kink excuses no
 * more than it has to. Where no step settles the slope of a smooth layer, it is treated in the same way.
 *
 * <h2>What is held fast</h2>
 *
 * Dropout's mask is a function of (seed, step) and the same in every run. BatchNorm takes the batch's statistics in
 * training and the moving ones in inference; the moving ones and all parameters are put back in the end. Large
 * tensors are sampled: one element at random from each of as many equal stretches as elements are wanted, the first
 * and the last of the tensor among them. The network is checked as it executes, fused or not.
 *
 * <p>Defaults: 100 elements per tensor, step 1/8, tolerance 0.002, seed 1, training mode, the active kernels, all
 * layers.
 *
 * @param network the network, whose parameters are used as they are
 * @param loss the loss
 * @param elements the most elements of a tensor that are checked; smaller tensors are checked completely
 * @param step how far a number is moved first; a number above 1024 steps by a 1024th of itself
 * @param tolerance the relative error that passes
 * @param seed of dropout's masks and the sample of elements
 * @param training whether the network runs in training mode
 * @param kernels what computes; scalar kernels have no Winograd path
 * @param layers the layers to check, none for all; a fused layer answers to the name of each part
 */
// Derived in docs/book/10-checking-gradients.md.
public record GradientCheck(
    Network network, Loss loss, int elements, float step, double tolerance, long seed, boolean training,
    Kernels kernels, List<String> layers) {

  /** Checks the settings. */
  public GradientCheck {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(kernels, "kernels");
    layers = List.copyOf(layers);
    if (elements < 1) {
      throw new IllegalArgumentException("expected 1 or more elements per tensor, got " + elements);
    }
    if (!(step > 0 && step <= 1)) {
      throw new IllegalArgumentException("expected a step above 0 and at most 1, got " + step);
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("expected a tolerance between 0 and 1, got " + tolerance);
    }
    List<String> known = layerNames(network, loss);
    for (String layer : layers) {
      if (!known.contains(layer)) {
        throw new IllegalArgumentException("expected a layer among " + known + ", got '" + layer + "'");
      }
    }
  }

  /** A check with the defaults. */
  public static GradientCheck of(Network network, Loss loss) {
    return new GradientCheck(network, loss, 100, 1f / 8, 2e-3, 1, true, Kernels.active(), List.of());
  }

  /** A copy that checks up to this many elements of each tensor, 1 or more. */
  public GradientCheck withElements(int elements) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy with another first step, above 0 and at most 1. */
  public GradientCheck withStep(float step) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy with another tolerance, between 0 and 1. */
  public GradientCheck withTolerance(double tolerance) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy with another seed. */
  public GradientCheck withSeed(long seed) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy that runs in training mode, or in inference mode. */
  public GradientCheck withTraining(boolean training) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy that computes with these kernels. */
  public GradientCheck withKernels(Kernels kernels) {
    return new GradientCheck(network, loss, elements, step, tolerance, seed, training, kernels, layers);
  }

  /** A copy that checks only these layers, or the loss by its {@link Loss#name()}. */
  public GradientCheck withLayers(String... names) {
    return new GradientCheck(
        network, loss, elements, step, tolerance, seed, training, kernels, List.of(names));
  }

  /** The names that {@link #withLayers} takes for a network and a loss. */
  public static List<String> layerNames(Network network, Loss loss) {
    List<String> names = new ArrayList<>();
    network.layers().forEach(layer -> names.add(layer.name()));
    network.executedLayers(true).stream().map(Layer::name).filter(name -> !names.contains(name)).forEach(names::add);
    names.add(loss.name());
    return names;
  }

  /**
   * Checks the gradients at a batch of examples of known classes.
   *
   * @param x inputs, (N, …)
   * @param labels N classes, from 0 to the number of the network's outputs − 1
   * @throws IllegalArgumentException if shapes do not fit the network, or a label is out of range
   */
  public GradientReport check(Tensor x, int... labels) {
    int classes = network.outputShape().size();
    Tensor targets = Tensor.zeros(network.outputShape().prepend(labels.length));
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] < 0 || labels[n] >= classes) {
        throw new IllegalArgumentException(
            "expected labels from 0 to " + (classes - 1) + ", got " + labels[n] + " for example " + n);
      }
      targets.array()[targets.offset() + n * classes + labels[n]] = 1;
    }
    return check(x, targets);
  }

  /**
   * Checks the gradients at a batch.
   *
   * @param x inputs, (N, …)
   * @param targets what the loss compares the outputs with, (N, …)
   * @throws IllegalArgumentException if shapes do not fit the network
   */
  public GradientReport check(Tensor x, Tensor targets) {
    return check(new Tensor[] {x}, targets);
  }

  /**
   * Checks the gradients of a network with several inputs at a batch.
   *
   * @param x a tensor (N, …) for each input
   * @param targets what the loss compares the outputs with, (N, …)
   * @throws IllegalArgumentException if shapes do not fit the network, or it has several outputs
   */
  public GradientReport check(Tensor[] x, Tensor targets) {
    if (network.outputNames().size() > 1 || x.length != network.inputShapes().size()) {
      throw new IllegalArgumentException("expected a network of one output, and a tensor for each of its "
          + network.inputShapes().size() + " inputs, got the outputs " + network.outputNames() + " and " + x.length
          + " tensors");
    }
    int batch = x[0].shape().rank() == 0 ? 0 : x[0].shape().dim(0);
    for (int k = 0; k < x.length; k++) {
      Shape example = network.inputShapes().get(k);
      if (batch < 1 || !x[k].shape().equals(example.prepend(batch))) {
        throw new IllegalArgumentException(
            "expected inputs of shape (n, …) with 1 or more examples of " + example + ", got " + x[k].shape());
      }
    }
    if (!targets.shape().equals(network.outputShape().prepend(batch))) {
      throw new IllegalArgumentException(
          "expected targets of shape " + network.outputShape().prepend(batch) + ", got " + targets.shape());
    }
    float[][] numbers = Arrays.stream(x).map(Tensor::toArray).toArray(float[][]::new);
    float[] before = network.parameters().values().clone();
    try (WorkerPool pool = new WorkerPool(1)) {
      return new GradientReport(new GradientCheckRun(this, batch, pool).checkAll(numbers, targets.toArray()));
    } finally {
      network.parameters().copyFrom(before);
    }
  }
}
