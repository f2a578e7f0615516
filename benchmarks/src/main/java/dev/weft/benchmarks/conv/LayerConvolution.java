package dev.weft.benchmarks.conv;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;

import dev.weft.benchmarks.LayersRun;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;

/** Weft's own layers, as a network runs them. */
final class LayerConvolution implements Convolution {

  private static final String ONE_CHANNEL = "one channel in registers";

  private final LayersRun run;

  private LayerConvolution(Network network, ConvData data) {
    float[] values = network.parameters().values();
    Parameter kernel = network.parameters().parameters().get(0);
    Parameter bias = network.parameters().parameters().get(1);
    System.arraycopy(data.weights(), 0, values, kernel.offset(), data.weights().length);
    System.arraycopy(data.bias(), 0, values, bias.offset(), data.bias().length);
    this.run = new LayersRun(network, data.batch(), true);
    run.setInputs(data.x());
    run.setOutputGradients(data.dy());
  }

  /** The convolution layer by itself. */
  static LayerConvolution implicitGemm(ConvData data) {
    Network network = start(data.shape()).withoutWinograd().build(0);
    requirePath(network, "implicit GEMM");
    return new LayerConvolution(network, data);
  }

  /** Convolution, ReLU and max-pool as three layers. */
  static LayerConvolution separate(ConvData data) {
    return new LayerConvolution(
        start(data.shape()).add(relu()).add(maxPool2D(2)).withoutFusion().build(0), data);
  }

  /** Convolution, ReLU and max-pool fused, with the backward pass that skips what the pool did not choose. */
  static LayerConvolution fusedDirect(ConvData data) {
    Network network = start(data.shape()).add(relu()).add(maxPool2D(2)).withoutWinograd().build(0);
    requirePath(network, data.shape().channels() == 1 ? ONE_CHANNEL : "sparse backward");
    return new LayerConvolution(network, data);
  }

  /** The same, with Winograd's method forward; images of one channel have a way of their own, which it does not suit. */
  static LayerConvolution fused(ConvData data) {
    Network network = start(data.shape()).add(relu()).add(maxPool2D(2)).build(0);
    requirePath(network, data.shape().channels() == 1 ? ONE_CHANNEL : "Winograd forward, sparse backward");
    return new LayerConvolution(network, data);
  }

  /** Makes sure that a rung measures what its name says, should networks come to choose another way. */
  private static void requirePath(Network network, String path) {
    String actual = network.executedLayers(true).get(0).path();
    if (!actual.contains(path)) {
      throw new IllegalStateException("expected a layer computed by " + path + ", got " + actual);
    }
  }

  private static Sequential.Builder start(ConvShape shape) {
    return Sequential.input(shape.side(), shape.side(), shape.channels())
        .add(conv2D(shape.filters(), ConvShape.KERNEL));
  }

  @Override
  public void forward() {
    run.forward();
  }

  @Override
  public void backwardData() {
    run.backward();
  }

  @Override
  public void backwardWeights() {
    run.gradients();
  }

  @Override
  public float[] y() {
    return run.outputs();
  }

  @Override
  public float[] dx() {
    return run.inputGradients();
  }

  @Override
  public float[] dW() {
    return run.parameterGradients();
  }

  @Override
  public void close() {
    run.close();
  }
}
