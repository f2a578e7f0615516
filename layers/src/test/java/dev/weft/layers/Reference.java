package dev.weft.layers;

import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.oracle.Grid;
import dev.weft.layers.oracle.Oracle;
import dev.weft.layers.oracle.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What the oracle makes of a network: outputs and all gradients in double precision.
 *
 * @param x inputs, with their gradient
 * @param parameters one value per parameter, with its gradient
 * @param y outputs
 */
record Reference(Value x, List<Value> parameters, Value y) {

  /**
   * Computes a network forward and backward.
   *
   * @param kept for the network's dropout, if it has one: which elements it lets through
   */
  static Reference of(Network network, Batch batch, boolean training, boolean[] kept) {
    Value x = Value.of(batch.x(), network.inputShape().prepend(batch.size()).dims());
    List<Value> parameters = new ArrayList<>();
    Value y = x;
    for (Layer layer : network.layers()) {
      List<Value> own = new ArrayList<>();
      for (Parameter parameter : layer.parameters()) {
        own.add(Value.of(network.parameters().tensor(parameter).toArray(), parameter.shape().dims()));
      }
      y = apply(layer.spec(), y, own, training, kept);
      parameters.addAll(own);
    }
    y.backward(Value.doubles(batch.dy()));
    return new Reference(x, parameters, y);
  }

  private static Value apply(LayerSpec layer, Value x, List<Value> p, boolean training, boolean[] kept) {
    return switch (layer) {
      case Conv2D.Spec s -> Oracle.conv2d(
          x, p.get(0), s.bias() ? p.get(1) : null, grid(s.stride(), s.dilation(), s.padding()));
      case DepthwiseConv2D.Spec s -> Oracle.depthwiseConv2d(
          x, p.get(0), s.bias() ? p.get(1) : null, grid(s.stride(), s.dilation(), s.padding()));
      case Conv2DTranspose.Spec s -> Oracle.conv2dTranspose(
          x, p.get(0), s.bias() ? p.get(1) : null, grid(s.stride(), s.dilation(), s.padding()),
          s.outputPadding().height(), s.outputPadding().width());
      case Dense.Spec s -> Oracle.dense(Oracle.flatten(x), p.get(0), p.get(1));
      case MaxPool2D.Spec s -> Oracle.maxPool2d(
          x, s.size().height(), s.size().width(), grid(s.stride(), s.dilation(), s.padding()));
      case AveragePool2D.Spec s -> Oracle.averagePool2d(
          x, s.size().height(), s.size().width(), grid(s.stride(), s.dilation(), s.padding()));
      case GlobalAveragePool.Spec s -> Oracle.globalAveragePool(x);
      case BatchNorm.Spec s -> training ? Oracle.batchNorm(x, p.get(0), p.get(1), s.epsilon())
          : Oracle.batchNorm(x, p.get(0), p.get(1), p.get(2), p.get(3), s.epsilon());
      case Dropout.Spec s -> training ? Oracle.dropout(x, kept, s.rate()) : x;
      case Flatten.Spec s -> Oracle.flatten(x);
      case Relu.Spec s -> Oracle.relu(x);
      case LeakyRelu s -> Oracle.leakyRelu(x, s.slope());
      case Elu s -> Oracle.elu(x, s.alpha());
      case Gelu s -> Oracle.gelu(x);
      case Sigmoid s -> Oracle.sigmoid(x);
      case Tanh s -> Oracle.tanh(x);
      case Softmax.Spec s -> Oracle.softmax(x);
      default -> throw new IllegalArgumentException("expected a layer that the oracle knows, got " + layer);
    };
  }

  private static Grid grid(Size2D stride, Size2D dilation, Padding padding) {
    return new Grid(
        stride.height(), stride.width(), dilation.height(), dilation.width(), padding.same(), padding.top(),
        padding.bottom(), padding.left(), padding.right());
  }

  /** Asserts that a run gave these outputs and gradients. */
  void assertEquals(LayerRun run, Network network) {
    Close.assertClose(run.y(), y.data(), "y");
    Close.assertClose(run.dx(), x.grad(), "dx");
    List<Parameter> named = network.parameters().parameters();
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i).trainable()) {
        Close.assertClose(run.gradients(), named.get(i).offset(), parameters.get(i).grad(),
            "gradient of " + named.get(i).name());
      }
    }
  }
}
