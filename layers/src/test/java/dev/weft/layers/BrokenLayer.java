package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A layer with a bug: it computes as the real one does, then one of its gradients is made wrong, once the whole batch is there.
 * For a single worker, and in a network of several layers for a batch of one.
 */
final class BrokenLayer implements Layer {

  private final Layer real;
  private final Bug bug;
  private float[] before;

  BrokenLayer(Layer real, Bug bug) {
    this.real = real;
    this.bug = bug;
  }

  /** What a bug finds when the real layer has computed a gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  record Scene(Layer layer, Pass p, Shape shape, float[] right, float[] before) {

    float[] x() {
      return Arrays.copyOfRange(p.memory(), p.x(0), p.x(p.batch()));
    }

    float[] y() {
      return Arrays.copyOfRange(p.memory(), p.y(0), p.y(p.batch()));
    }

    float[] dy() {
      return Arrays.copyOfRange(p.memory(), p.dy(0), p.dy(p.batch()));
    }

    /** The values of a parameter by the end of its name. */
    float[] value(String parameter) {
      Parameter found = find(layer, parameter);
      return Arrays.copyOfRange(p.values(), found.offset(), found.offset() + found.size());
    }
  }

  /** A wrong way to compute a gradient. */
  interface Computation {
    float[] wrong(Scene scene);
  }

  /**
   * A bug.
   *
   * @param tensor whose gradient it spoils: {@code input}, {@code input 2} of several, or the end of a parameter's name
   * @param name what is wrong with it
   * @param computation the wrong gradient
   */
  record Bug(String tensor, String name, Computation computation) {

    /** The tensor's name in a report. */
    String reportedAs(Layer layer) {
      return isOfInput() ? tensor : find(layer, tensor).name();
    }

    boolean isOfInput() {
      return tensor.equals("input") || tensor.startsWith("input ");
    }

    /** Which input, of a layer with several. */
    int input() {
      return tensor.equals("input") ? 0 : Integer.parseInt(tensor.substring("input ".length())) - 1;
    }

    @Override
    public String toString() {
      return "the gradient of the " + tensor + " " + name;
    }
  }

  private static Parameter find(Layer layer, String name) {
    return layer.parameters().stream().filter(p -> p.name().endsWith("/" + name)).findFirst().orElseThrow();
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    if (real.isView(p.training())) {
      System.arraycopy(p.memory(), p.x(from), p.memory(), p.y(from), p.y(to) - p.y(from));
    } else {
      real.forward(p, worker, from, to);
    }
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (real.isView(p.training())) {
      System.arraycopy(p.memory(), p.dy(from), p.memory(), p.dx(from), p.dx(to) - p.dx(from));
    } else {
      real.backward(p, worker, from, to);
    }
    if (to == p.batch() && bug.isOfInput()) {
      spoil(p, p.memory(), p.dx(bug.input(), 0), real.inputShapes().get(bug.input()).prepend(p.batch()));
    }
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    real.gradient(p, worker, task);
    if (combineTasks() == 0 && task == gradientTasks() - 1) {
      spoilParameter(p);
    }
  }

  @Override
  public Optional<Parameter> parameterByRows() {
    return real.parameterByRows();
  }

  @Override
  public boolean gradientByParts() {
    return real.gradientByParts();
  }

  @Override
  public void clearPart(Pass p, int part) {
    real.clearPart(p, part);
  }

  @Override
  public void gradientOfPart(Pass p, int worker, int part, int from, int to) {
    real.gradientOfPart(p, worker, part, from, to);
  }

  @Override
  public int combineTasks() {
    return real.combineTasks();
  }

  @Override
  public void combine(Pass p, int worker, int task) {
    real.combine(p, worker, task);
    if (task == combineTasks() - 1) {
      spoilParameter(p);
    }
  }

  private void spoilParameter(Pass p) {
    if (!bug.isOfInput()) {
      Parameter parameter = find(real, bug.tensor());
      spoil(p, p.gradients(), parameter.offset(), parameter.shape());
    }
  }

  @Override
  public void observe(Pass p, int worker, int from, int to) {
    real.observe(p, worker, from, to);
  }

  @Override
  public void observeGradient(Pass p, int worker, int from, int to) {
    real.observeGradient(p, worker, from, to);
  }

  private void spoil(Pass p, float[] array, int offset, Shape shape) {
    float[] right = Arrays.copyOfRange(array, offset, offset + shape.size());
    float[] stale = before == null ? new float[right.length] : before;
    float[] wrong = bug.computation().wrong(new Scene(real, p, shape, right.clone(), stale));
    System.arraycopy(wrong, 0, array, offset, wrong.length);
    before = right;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public LayerSpec spec() {
    return real.spec();
  }

  @Override
  public Shape inputShape() {
    return real.inputShape();
  }

  @Override
  public List<Shape> inputShapes() {
    return real.inputShapes();
  }

  @Override
  public Shape outputShape() {
    return real.outputShape();
  }

  @Override
  public List<Parameter> parameters() {
    return real.parameters();
  }

  @Override
  public List<Layer> parts() {
    return real.parts();
  }

  @Override
  public Memory memory() {
    return real.memory();
  }

  @Override
  public int prepareTasks() {
    return real.prepareTasks();
  }

  @Override
  public void prepare(Pass p, int task) {
    real.prepare(p, task);
  }

  @Override
  public int statisticsTasks() {
    return real.statisticsTasks();
  }

  @Override
  public void statistics(Pass p, int task) {
    real.statistics(p, task);
  }

  @Override
  public int gradientTasks() {
    return real.gradientTasks();
  }

  @Override
  public boolean backwardNeedsGradient() {
    return real.backwardNeedsGradient();
  }

  @Override
  public boolean hasKinks() {
    return real.hasKinks();
  }
}
