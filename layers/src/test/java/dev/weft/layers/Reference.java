package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Step;
import dev.weft.layers.oracle.Activations;
import dev.weft.layers.oracle.Grid;
import dev.weft.layers.oracle.Joins;
import dev.weft.layers.oracle.Norms;
import dev.weft.layers.oracle.Oracle;
import dev.weft.layers.oracle.Recurrences;
import dev.weft.layers.oracle.Sequences;
import dev.weft.layers.oracle.Shapes;
import dev.weft.layers.oracle.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the oracle makes of a network: outputs and all gradients in double precision.
 *
 * @param inputs inputs, with their gradients
 * @param parameters one value per parameter, with its gradient
 * @param outputs outputs
 */
record Reference(List<Value> inputs, List<Value> parameters, List<Value> outputs) {

  /** The outputs of a network that has one. */
  Value y() {
    return outputs.get(0);
  }

  /**
   * Computes a network forward and backward.
   *
   * @param drawn what the network's random layer, if it has one, makes of a training batch of {@link #probe}
   */
  static Reference of(Network network, Batch batch, boolean training, float... drawn) {
    List<Value> inputs = values(batch.x(), batch.size(), network.inputShapes());
    List<Value> parameters = new ArrayList<>();
    List<Value> computed = new ArrayList<>();
    Map<String, Value> byName = new HashMap<>();
    for (Step step : network.steps()) {
      List<Value> own = new ArrayList<>();
      for (Parameter parameter : step.layer().parameters()) {
        own.add(Value.of(network.parameters().tensor(parameter).toArray(), parameter.shape().dims()));
      }
      List<Value> x = step.inputs().stream()
          .map(from -> from < 0 ? inputs.get(Step.networkInput(from)) : computed.get(from)).toList();
      boolean moments = training && (own.isEmpty() || step.layer().isTrainable());
      computed.add(apply(step.layer().spec(), x, own, moments, drawn));
      byName.put(step.layer().name(), computed.getLast());
      parameters.addAll(own);
    }
    List<Value> outputs = network.outputNames().stream().map(byName::get).toList();
    List<Value> products = new ArrayList<>();
    List<Value> gradients = values(batch.dy(), batch.size(), network.outputShapes());
    for (int k = 0; k < outputs.size(); k++) {
      products.add(Oracle.dot(outputs.get(k), gradients.get(k)));
    }
    Joins.sum(products).backward();
    return new Reference(inputs, parameters, outputs);
  }

  private static List<Value> values(float[] numbers, int size, List<Shape> shapes) {
    List<Value> values = new ArrayList<>();
    for (int k = 0; k < shapes.size(); k++) {
      values.add(Value.of(Batch.part(numbers, size, shapes, k), shapes.get(k).prepend(size).dims()));
    }
    return values;
  }

  private static Value apply(LayerSpec layer, List<Value> xs, List<Value> p, boolean training, float... drawn) {
    Value x = xs.get(0);
    return switch (layer) {
      case Add.Spec s -> Joins.sum(xs);
      case Multiply.Spec s -> Joins.product(xs);
      case Concat.Spec s -> Joins.concatenation(xs);
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
      case GlobalAveragePool.Spec s -> Oracle.globalAveragePool(Sequences.image(x));
      case BatchNorm.Spec s -> training ? Oracle.batchNorm(x, p.get(0), p.get(1), s.epsilon())
          : Oracle.batchNorm(x, p.get(0), p.get(1), p.get(2), p.get(3), s.epsilon());
      case Dropout.Spec s -> training ? Oracle.dropout(x, kept(drawn), s.rate()) : x;
      case StochasticDepth.Spec s -> training ? Oracle.dropout(x, kept(drawn), s.rate()) : x;
      case SpatialDropout.Spec s -> training ? Oracle.dropout(x, kept(drawn), s.rate()) : x;
      case GaussianNoise.Spec s -> training ? Oracle.noise(x, Value.doubles(drawn)) : x;
      case Flatten.Spec s -> Oracle.flatten(x);
      default -> example(layer, x, p);
    };
  }

  private static Value example(LayerSpec layer, Value x, List<Value> p) {
    return switch (layer) {
      case GroupedConv2D.Spec s -> Oracle.groupedConv2d(
          x, p.get(0), s.bias() ? p.get(1) : null, grid(s.stride(), s.dilation(), s.padding()));
      case LayerNorm.Spec s -> Norms.layerNorm(x, p.get(0), p.get(1), s.epsilon());
      case GroupNorm.Spec s -> Norms.groupNorm(x, p.get(0), p.get(1), s.groups(), s.epsilon());
      case GlobalMaxPool.Spec s -> Shapes.globalMaxPool(Sequences.image(x));
      case Reshape.Spec s -> Shapes.reshape(x, s.target().dims());
      case ZeroPadding2D.Spec s -> Shapes.zeroPadding(
          x, s.padding().top(), s.padding().bottom(), s.padding().left(), s.padding().right());
      case Cropping2D.Spec s -> Shapes.cropping(
          x, s.sides().top(), s.sides().bottom(), s.sides().left(), s.sides().right());
      case UpSampling2D.Spec s -> Shapes.upSampling(
          x, s.size().height(), s.size().width(), s.interpolation() == UpSampling2D.Interpolation.BILINEAR);
      case Conv1D.Spec s -> Sequences.conv1d(
          x, p.get(0), s.bias() ? p.get(1) : null, grid(s.stride(), s.padding(), s.kernelSize(), s.dilation()));
      case MaxPool1D.Spec s -> Sequences.maxPool1d(
          x, s.size(), grid(s.stride(), s.padding(), s.size(), s.dilation()));
      case AveragePool1D.Spec s -> Sequences.averagePool1d(
          x, s.size(), grid(s.stride(), s.padding(), s.size(), s.dilation()));
      case Lstm.Spec s -> Recurrences.lstm(x, p, s.everyStep(), s.backwards(), s.masked());
      case Gru.Spec s -> Recurrences.gru(x, p, s.everyStep(), s.backwards(), s.masked());
      case Embedding.Spec s -> s.masked() ? Sequences.maskedEmbedding(x, p.get(0)) : Shapes.embedding(x, p.get(0));
      case PRelu.Spec s -> Activations.prelu(x, p.get(0));
      case Standardize.Spec s -> Norms.standardised(x, doubles(s.mean()), doubles(s.deviation()));
      default -> activation(layer, x);
    };
  }

  private static double[] doubles(Standardize.Numbers numbers) {
    return numbers.values().stream().mapToDouble(Float::doubleValue).toArray();
  }

  private static Value activation(LayerSpec layer, Value x) {
    return switch (layer) {
      case Silu s -> Activations.silu(x);
      case HardSwish s -> Activations.hardSwish(x);
      case Relu6 s -> Activations.relu6(x);
      case Softplus s -> Activations.softplus(x);
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

  /** What a random layer is run on, so that its output tells what it drew: ones for dropout, zeros for noise. */
  static float probe(LayerSpec layer) {
    return layer instanceof GaussianNoise.Spec ? 0 : 1;
  }

  private static boolean[] kept(float... drawn) {
    boolean[] kept = new boolean[drawn.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = drawn[i] != 0;
    }
    return kept;
  }

  /** Over rows of one image. */
  private static Grid grid(int stride, Padding1D padding, int size, int dilation) {
    int before = padding.rule() == Padding1D.Rule.CAUSAL ? (size - 1) * dilation : padding.before();
    return new Grid(
        1, stride, 1, dilation, padding.rule() == Padding1D.Rule.SAME, 0, 0, before, padding.after());
  }

  private static Grid grid(Size2D stride, Size2D dilation, Padding padding) {
    return new Grid(
        stride.height(), stride.width(), dilation.height(), dilation.width(), padding.same(), padding.top(),
        padding.bottom(), padding.left(), padding.right());
  }

  /** Asserts that a run gave these outputs and gradients. */
  void assertEquals(LayerRun run, Network network) {
    assertEquals(run, network, Close.TOLERANCE);
  }

  /** The same, to a tolerance relative to the largest number. */
  void assertEquals(LayerRun run, Network network, double tolerance) {
    int size = inputs.get(0).dim(0);
    for (int k = 0; k < outputs.size(); k++) {
      Close.assertClose(
          Batch.part(run.y(), size, network.outputShapes(), k), 0, outputs.get(k).data(), "y " + k, tolerance);
    }
    for (int k = 0; k < inputs.size(); k++) {
      Close.assertClose(
          Batch.part(run.dx(), size, network.inputShapes(), k), 0, inputs.get(k).grad(), "dx " + k, tolerance);
    }
    List<Parameter> named = network.parameters().parameters();
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i).trainable()) {
        Close.assertClose(run.gradients(), named.get(i).offset(), parameters.get(i).grad(),
            "gradient of " + named.get(i).name(), tolerance);
      }
    }
  }
}
