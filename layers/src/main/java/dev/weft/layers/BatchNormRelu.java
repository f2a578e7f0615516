package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.List;

/**
 * {@link BatchNorm} and {@link Relu} as one layer, {@code y = relu(norm(x))}: what lies between them is neither written nor read.
 *
 * <p>Made by fusion, never written by users. Where ReLU is closed is seen from y.
 */
final class BatchNormRelu extends BaseLayer {

  private final BatchNorm norm;
  private final Layer relu;

  BatchNormRelu(BatchNorm norm, Layer relu) {
    super(norm.name() + "+" + relu.name(), norm.spec(), norm.inputShape(), norm.outputShape());
    this.norm = norm;
    this.relu = relu;
  }

  @Override
  public int prepareTasks() {
    return norm.prepareTasks();
  }

  @Override
  public void prepare(Pass p, int task) {
    norm.prepare(p, task);
  }

  @Override
  public int statisticsTasks() {
    return norm.statisticsTasks();
  }

  @Override
  public void observe(Pass p, int worker, int from, int to) {
    norm.observe(p, worker, from, to);
  }

  @Override
  public void statistics(Pass p, int task) {
    norm.statistics(p, task);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.NORMALISE_RELU);
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    norm.forward(p, from, to, true);
  }

  @Override
  public boolean backwardNeedsGradient() {
    return norm.backwardNeedsGradient();
  }

  @Override
  public void observeGradient(Pass p, int worker, int from, int to) {
    norm.observeGradient(p, from, to, true);
  }

  @Override
  public boolean gradientReadsDy() {
    return false;
  }

  @Override
  public int gradientTasks() {
    return norm.gradientTasks();
  }

  @Override
  public void gradient(Pass p, int worker, int task) {
    norm.gradient(p, worker, task);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    norm.backward(p, from, to, true);
  }

  @Override
  public Memory memory() {
    return norm.memory();
  }

  @Override
  public Memory memory(boolean training) {
    return norm.memory(training);
  }

  @Override
  public List<Parameter> parameters() {
    return norm.parameters();
  }

  @Override
  public List<Layer> parts() {
    return List.of(norm, relu);
  }

  @Override
  public boolean hasKinks() {
    return true;
  }

  @Override
  public String path() {
    return "fused " + norm.name() + " + " + relu.name();
  }
}
