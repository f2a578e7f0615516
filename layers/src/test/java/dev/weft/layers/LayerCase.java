package dev.weft.layers;

import static dev.weft.layers.Layers.averagePool1D;
import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv1D;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.conv2DTranspose;
import static dev.weft.layers.Layers.cropping2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.elu;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gaussianNoise;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.globalMaxPool;
import static dev.weft.layers.Layers.groupNorm;
import static dev.weft.layers.Layers.groupedConv2D;
import static dev.weft.layers.Layers.gru;
import static dev.weft.layers.Layers.hardSwish;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.leakyRelu;
import static dev.weft.layers.Layers.lstm;
import static dev.weft.layers.Layers.maxPool1D;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.prelu;
import static dev.weft.layers.Layers.relu6;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.reshape;
import static dev.weft.layers.Layers.sigmoid;
import static dev.weft.layers.Layers.silu;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Layers.softplus;
import static dev.weft.layers.Layers.spatialDropout;
import static dev.weft.layers.Layers.stochasticDepth;
import static dev.weft.layers.Layers.standardize;
import static dev.weft.layers.Layers.tanh;
import static dev.weft.layers.Layers.upSampling2D;
import static dev.weft.layers.Layers.zeroPadding2D;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer in one configuration for one shape of input: what {@link LayerContractTest} runs on. A new layer, and a
 * configuration that takes another path through one, gets a line here.
 *
 * @param spec the layer
 * @param inputs shape of one example of each input
 */
record LayerCase(LayerSpec spec, List<Shape> inputs) {

  static LayerCase of(LayerSpec spec, int... input) {
    return new LayerCase(spec, List.of(Shape.of(input)));
  }

  private static LayerCase joining(LayerSpec spec, int[]... inputs) {
    return new LayerCase(spec, Arrays.stream(inputs).map(Shape::of).toList());
  }

  private static int[] shape(int... dims) {
    return dims;
  }

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>(convolutions());
    cases.addAll(depthwise());
    cases.addAll(transposed());
    cases.addAll(grouped());
    cases.addAll(moved());
    cases.addAll(pools());
    cases.addAll(norms());
    cases.addAll(elements());
    cases.addAll(joins());
    cases.addAll(recurrences());
    cases.addAll(sequences());
    cases.addAll(
        List.of(of(dense(1), 1), of(dense(10), 7), of(dense(17), 50), of(dense(64), 33), of(dense(3), 2, 3, 4)));
    return cases;
  }

  private static List<LayerCase> convolutions() {
    return List.of(
        of(conv2D(8, 3), 7, 6, 1), of(conv2D(1, 3), 5, 5, 2), of(conv2D(3, 3), 6, 5, 3), of(conv2D(33, 3), 5, 4, 5),
        of(conv2D(17, 3), 6, 6, 16), of(conv2D(64, 3), 4, 5, 2), of(conv2D(5, 3), 5, 5, 32), of(conv2D(10, 1), 3, 4, 7),
        of(conv2D(4, 5), 5, 5, 2), of(conv2D(4, 1, 3), 4, 6, 3), of(conv2D(4, 3, 1), 6, 4, 3),
        of(conv2D(4, 2, 4), 5, 7, 2),
        of(conv2D(6, 3).withStride(2), 7, 8, 3), of(conv2D(6, 2).withStride(3), 8, 9, 2),
        of(conv2D(6, 1).withStride(2), 5, 6, 3), of(conv2D(6, 3).withDilation(2), 7, 6, 3),
        of(conv2D(5, 3).same(), 5, 6, 3), of(conv2D(5, 2).same(), 5, 4, 2), of(conv2D(5, 5).same(), 3, 2, 2),
        of(conv2D(5, 3).same().withStride(2), 7, 8, 2), of(conv2D(5, 3).same().withDilation(2), 5, 6, 2),
        of(conv2D(5, 2, 3).same().withStride(3).withDilation(2), 8, 7, 2), of(conv2D(3, 1).same(), 1, 1, 1),
        of(conv2D(5, 3).withoutBias(), 5, 6, 3), of(conv2D(17, 1).withoutBias(), 3, 2, 16),
        of(conv2D(5, 3).withPadding(1).withStride(2), 8, 7, 2),
        of(conv2D(4, 2).withPadding(Padding.of(0, 1, 2, 0)), 4, 3, 2),
        of(conv2D(4, 2, 3).withStride(2, 1), 5, 6, 2), of(conv2D(4, 3, 2).withDilation(2, 1).withPadding(2), 4, 5, 3),
        of(conv2D(4, 3, 2).withDilation(1, 2).withStride(1, 3), 5, 8, 3));
  }

  private static List<LayerCase> depthwise() {
    return List.of(
        of(depthwiseConv2D(3), 5, 6, 3), of(depthwiseConv2D(3).same(), 4, 5, 16),
        of(depthwiseConv2D(3).same(), 6, 7, 17),
        of(depthwiseConv2D(3).same().withStride(2), 7, 6, 5),
        of(depthwiseConv2D(3).withPadding(1).withStride(2), 6, 7, 33),
        of(depthwiseConv2D(3).withMultiplier(2), 5, 4, 3),
        of(depthwiseConv2D(2).withMultiplier(3).withStride(2), 7, 8, 4),
        of(depthwiseConv2D(1), 3, 4, 7), of(depthwiseConv2D(1).withStride(2), 5, 5, 4),
        of(depthwiseConv2D(3, 1).withStride(1, 3), 5, 8, 2),
        of(depthwiseConv2D(2, 3).withDilation(2, 3).same(), 7, 8, 3),
        of(depthwiseConv2D(2, 3).withDilation(1, 3).withStride(3, 2).withPadding(Padding.of(1, 0, 2, 3)), 6, 9, 4),
        of(depthwiseConv2D(2).withStride(3).withoutBias(), 8, 9, 2), of(depthwiseConv2D(3), 3, 3, 1),
        of(depthwiseConv2D(3).withoutBias().same(), 3, 9, 130), of(depthwiseConv2D(5).same(), 2, 3, 600));
  }

  private static List<LayerCase> transposed() {
    return List.of(
        of(conv2DTranspose(4, 3), 4, 5, 3), of(conv2DTranspose(1, 4).withStride(2).withPadding(1), 3, 4, 16),
        of(conv2DTranspose(16, 4).withStride(2).withPadding(1), 3, 4, 5),
        of(conv2DTranspose(3, 3).withStride(2), 4, 3, 2),
        of(conv2DTranspose(5, 3).same().withStride(2), 4, 5, 2),
        of(conv2DTranspose(4, 2).same().withStride(3), 3, 2, 2),
        of(conv2DTranspose(4, 3).withStride(2).withPadding(1).withOutputPadding(1), 4, 3, 3),
        of(conv2DTranspose(4, 2, 3).withStride(3, 2).withPadding(Padding.of(0, 1, 1, 0)).withOutputPadding(2, 1), 3, 4,
            2),
        of(conv2DTranspose(4, 1).withoutBias(), 3, 4, 2),
        of(conv2DTranspose(17, 3).withDilation(2).withoutBias(), 4, 3, 3),
        of(conv2DTranspose(2, 3, 2).withDilation(1, 2).withStride(2, 1).withPadding(1), 3, 5, 33));
  }

  private static List<LayerCase> pools() {
    return List.of(
        of(maxPool2D(2), 6, 8, 3), of(maxPool2D(2), 7, 5, 17), of(maxPool2D(3).withStride(1), 5, 6, 2),
        of(maxPool2D(3).withStride(2), 7, 8, 2), of(maxPool2D(2).withStride(3), 7, 8, 2), of(maxPool2D(1), 3, 4, 2),
        of(maxPool2D(2).same(), 5, 7, 3), of(maxPool2D(3).withStride(2).same(), 6, 5, 2), of(maxPool2D(4), 4, 4, 1),
        of(averagePool2D(2), 6, 8, 3), of(averagePool2D(2), 7, 5, 17), of(averagePool2D(3).withStride(1), 5, 6, 2),
        of(averagePool2D(3).withStride(2).same(), 6, 5, 2), of(averagePool2D(2).same(), 5, 7, 3),
        of(averagePool2D(5).withStride(2).same(), 3, 4, 1), of(maxPool2D(3, 1).withStride(2, 1), 7, 4, 3),
        of(maxPool2D(3).withStride(2).withPadding(1), 6, 7, 2),
        of(maxPool2D(2).withDilation(2, 1).withPadding(1), 5, 6, 2),
        of(averagePool2D(1, 3), 4, 7, 2),
        of(averagePool2D(3).withStride(1, 2).withPadding(Padding.of(0, 2, 1, 0)), 4, 5, 3),
        of(globalAveragePool(), 5, 3, 4),
        of(globalAveragePool(), 1, 1, 33), of(globalMaxPool(), 5, 3, 4), of(globalMaxPool(), 1, 1, 33));
  }

  private static List<LayerCase> grouped() {
    return List.of(
        of(groupedConv2D(2, 6, 3), 5, 6, 4), of(groupedConv2D(3, 6, 3).same(), 4, 5, 3),
        of(groupedConv2D(2, 34, 3).withStride(2).withPadding(1), 6, 7, 32),
        of(groupedConv2D(4, 8, 1).withoutBias(), 3, 4, 12),
        of(groupedConv2D(1, 5, 2), 4, 4, 3), of(groupedConv2D(2, 2, 2).withDilation(2).same().withoutBias(), 5, 6, 6),
        of(groupedConv2D(2, 64, 3), 4, 5, 16),
        of(groupedConv2D(2, 6, 3, 1).withStride(1, 2), 5, 6, 4),
        of(groupedConv2D(3, 6, 2, 3).withStride(2, 1).withDilation(1, 2).withPadding(Padding.of(1, 0, 2, 1)), 5, 4, 3));
  }

  private static List<LayerCase> moved() {
    return List.of(
        of(zeroPadding2D(1), 3, 4, 2), of(zeroPadding2D(Padding.of(0, 2, 1, 0)), 4, 3, 17), of(cropping2D(1), 4, 5, 2),
        of(cropping2D(Padding.of(2, 0, 0, 1)), 4, 3, 5), of(reshape(6, 4), 2, 3, 4), of(reshape(2, 3, 4), 24),
        of(upSampling2D(2), 3, 4, 2), of(upSampling2D(3, 1), 2, 3, 17), of(upSampling2D(2).bilinear(), 3, 4, 2),
        of(upSampling2D(4, 2).bilinear(), 4, 3, 17), of(upSampling2D(1, 4).bilinear(), 1, 2, 3),
        of(embedding(7, 5).maskZero(), 4), of(embedding(7, 5), 4), of(embedding(40, 17), 3, 2), of(embedding(1, 1), 1));
  }

  private static List<LayerCase> norms() {
    return List.of(
        of(batchNorm(), 1), of(batchNorm(), 17), of(batchNorm(), 4, 3, 5), of(batchNorm().withMomentum(0.5f), 3, 2, 33),
        of(batchNorm().withEpsilon(0.1f), 6, 2), of(layerNorm(), 2), of(layerNorm(), 17), of(layerNorm(), 4, 3, 5),
        of(layerNorm().withEpsilon(0.1f), 3, 33), of(groupNorm(1), 6), of(groupNorm(3), 4, 3, 6),
        of(groupNorm(1), 3, 2, 5),
        of(groupNorm(4), 5, 3, 32), of(groupNorm(2).withEpsilon(0.1f), 7, 34), of(groupNorm(5), 3, 4, 5));
  }

  private static List<LayerCase> sequences() {
    return List.of(
        of(conv1D(5, 3), 7, 2), of(conv1D(17, 2).causal(), 5, 3), of(conv1D(4, 3).causal().withDilation(2), 8, 16),
        of(conv1D(6, 4).withStride(3).withPadding(Padding1D.of(2, 1)), 9, 3),
        of(conv1D(3, 3).same().withStride(2), 6, 2),
        of(conv1D(4, 1).withoutBias(), 1, 5), of(conv1D(33, 3).withPadding(1), 6, 16),
        of(maxPool1D(2), 7, 5), of(maxPool1D(3).withStride(1).same(), 6, 17),
        of(maxPool1D(2).withDilation(2).causal(), 6, 2), of(averagePool1D(2), 7, 5),
        of(averagePool1D(3).withStride(2).withPadding(1), 8, 17), of(globalAveragePool(), 5, 4),
        of(globalMaxPool(), 5, 17));
  }

  private static List<LayerCase> recurrences() {
    return List.of(
        of(lstm(1), 1, 1), of(lstm(5), 4, 3), of(lstm(17).returnSequences(), 3, 2),
        of(lstm(16).withForgetBias(0), 2, 5), of(lstm(3).goBackwards(), 5, 2),
        of(lstm(18).goBackwards().returnSequences(), 3, 17), of(lstm(2).returnSequences(), 1, 4),
        of(gru(1), 1, 1), of(gru(5), 4, 3), of(gru(17).returnSequences(), 3, 2), of(gru(16), 2, 5),
        of(gru(3).goBackwards(), 5, 2), of(gru(18).goBackwards().returnSequences(), 3, 17),
        of(gru(2).returnSequences(), 1, 4));
  }

  private static List<LayerCase> joins() {
    return List.of(
        joining(new Add.Spec(), shape(1), shape(1)), joining(new Add.Spec(), shape(17), shape(17), shape(17)),
        joining(new Add.Spec(), shape(3, 5, 7), shape(3, 5, 7)), joining(new Add.Spec(), shape(4)),
        joining(new Multiply.Spec(), shape(13), shape(13)),
        joining(new Multiply.Spec(), shape(3, 5, 7), shape(3, 5, 7), shape(3, 5, 7)),
        joining(new Multiply.Spec(), shape(3, 5, 7), shape(7)),
        joining(new Multiply.Spec(), shape(2, 3, 33), shape(1, 1, 33), shape(2, 3, 33)),
        joining(new Multiply.Spec(), shape(4)),
        joining(new Concat.Spec(), shape(1), shape(1)), joining(new Concat.Spec(), shape(3), shape(17), shape(16)),
        joining(new Concat.Spec(), shape(3, 5, 7), shape(3, 5, 1), shape(3, 5, 16)),
        joining(new Concat.Spec(), shape(2, 3, 4)));
  }

  private static List<LayerCase> elements() {
    List<LayerCase> cases = new ArrayList<>();
    LayerSpec[] specs = {
        relu(), leakyRelu(), leakyRelu(0.3f), elu(), elu(0.5f), gelu(), sigmoid(), tanh(), softmax(), flatten(),
        dropout(0),
        dropout(0.25f),
        dropout(0.9f), spatialDropout(0), spatialDropout(0.4f), gaussianNoise(0), gaussianNoise(0.5f),
        stochasticDepth(0), stochasticDepth(0.4f), silu(),
        hardSwish(),
        relu6(), softplus(), prelu()
    };
    for (LayerSpec spec : specs) {
      cases.add(of(spec, 1));
      cases.add(of(spec, 13));
      cases.add(of(spec, 3, 5, 7));
    }
    cases.add(of(standardize(new float[] {0.5f}, new float[] {0.25f}), 3, 5, 7));
    cases.add(of(standardize(new float[] {0.5f, -1, 2}, new float[] {0.25f, 1, 3}), 4, 3));
    cases.add(of(standardize(new float[] {0.5f, -1, 2}, new float[] {0.25f, 1, 3}), 3));
    return cases;
  }

  Network network() {
    if (inputs.size() == 1) {
      return Sequential.input(inputs.get(0)).add(spec).withoutWinograd().build(1);
    }
    Node[] nodes = new Node[inputs.size()];
    for (int k = 0; k < nodes.length; k++) {
      nodes[k] = Node.input("input_" + (k + 1), inputs.get(k));
    }
    return Graph.inputs(nodes).outputs(Node.of(spec, List.of(nodes))).build(1);
  }

  /** Whether sums are exact if inputs are small whole numbers; those of a group norm's backward are of fractions, and so
   * are those of gates. */
  boolean sumsAreExact() {
    return !(spec instanceof GroupNorm.Spec || spec instanceof Recurrence<?>);
  }

  @Override
  public String toString() {
    return spec.kind() + spec.config().values() + " on " + (inputs.size() == 1 ? inputs.get(0) : inputs);
  }
}
