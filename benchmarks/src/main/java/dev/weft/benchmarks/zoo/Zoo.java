package dev.weft.benchmarks.zoo;

import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.identity;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.conv2DTranspose;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.gru;
import static dev.weft.layers.Layers.lstm;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Embedding;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The zoo: small networks of all common kinds, on which a library's speed shows. docs/benchmarks.md has a table of them, and
 * benchmarks/peers/torch_zoo.py the same ones for PyTorch.
 *
 * <p>"cbr n" is a 3 × 3 convolution with same padding and n filters, without bias, batch norm and ReLU.
 */
public final class Zoo {

  private static final int CLASSES = 10;

  private static final Map<String, Kind> NETWORKS = new LinkedHashMap<>();

  static {
    image("reference", Zoo::reference);
    NETWORKS.put("tabular", new Kind(Shape.of(30), input -> input
        .add(dense(64)).add(relu()).add(dense(64)).add(relu()).add(dense(CLASSES))));
    image("mlp", input -> input
        .add(flatten()).add(dense(512)).add(relu()).add(dense(512)).add(relu()).add(dense(CLASSES)));
    image("lenet", Zoo::lenet);
    image("strided", input -> input
        .add(conv2D(32, 3).withStride(2).withPadding(1)).add(relu())
        .add(conv2D(64, 3).withStride(2).withPadding(1)).add(relu())
        .add(conv2D(128, 3).withStride(2).withPadding(1)).add(relu()).add(flatten()).add(dense(CLASSES)));
    image("vgg", input -> input
        .add(cr(32)).add(cr(32)).add(maxPool2D(2)).add(cr(64)).add(cr(64)).add(maxPool2D(2)).add(cr(128)).add(head()));
    image("vgg_bn", input -> input
        .add(cbr(32)).add(cbr(32)).add(maxPool2D(2)).add(cbr(64)).add(cbr(64)).add(maxPool2D(2)).add(cbr(128))
        .add(head()));
    NETWORKS.put("cifar", new Kind(Shape.of(32, 32, 3), input -> input
        .add(cr(32)).add(maxPool2D(2)).add(cr(64)).add(maxPool2D(2)).add(cr(128)).add(maxPool2D(2))
        .add(flatten()).add(dense(128)).add(relu()).add(dense(CLASSES))));
    image("resnet8", input -> resnet(input, 16, 16, 32, 64));
    image("resnet_wide", input -> resnet(input, 32, 32, 64, 128));
    image("densenet", Zoo::densenet);
    image("inception", input -> input
        .add(cr(32)).add(maxPool2D(2)).add(inception(16, 24, 32, 4, 8, 8)).add(inception(32, 32, 48, 8, 24, 16))
        .add(maxPool2D(2)).add(inception(48, 24, 52, 8, 12, 16)).add(head()));
    image("mobilenet", Zoo::mobilenet);
    image("autoencoder", Zoo::autoencoder);
    NETWORKS.put("lstm", new Kind(Shape.of(28, 28), input -> input.add(lstm(64)).add(dense(CLASSES))));
    NETWORKS.put("gru", new Kind(Shape.of(50), input -> input
        .add(embedding(5000, 32)).add(gru(64)).add(dense(CLASSES))));
  }

  private Zoo() {}

  /** What a network takes, and its layers behind that. */
  private record Kind(Shape input, UnaryOperator<Sequential.Builder> layers) {}

  /** The names, in the order of the table. */
  public static List<String> names() {
    return List.copyOf(NETWORKS.keySet());
  }

  /**
   * A network by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Network build(String name, long seed) {
    return builder(name).build(seed);
  }

  /** A network by its name, but for its first weights. */
  public static Sequential.Builder builder(String name) {
    return builder(name, kind(name).input());
  }

  /** A network by its name that takes inputs of another shape, such as larger images. */
  public static Sequential.Builder builder(String name, Shape input) {
    return kind(name).layers().apply(Sequential.input(input));
  }

  private static Kind kind(String name) {
    if (!NETWORKS.containsKey(name)) {
      throw new IllegalArgumentException("expected one of " + names() + ", got '" + name + "'");
    }
    return NETWORKS.get(name);
  }

  /** What a network is trained with. */
  public static Loss loss(String name) {
    return name.equals("autoencoder") ? Losses.meanSquaredError() : Losses.softmaxCrossEntropy();
  }

  /** From how many things the inputs of a network choose; 0 if they are numbers. */
  static int vocabulary(Network network) {
    return network.steps().getFirst().layer().spec() instanceof Embedding.Spec spec ? spec.vocabulary() : 0;
  }

  private static void image(String name, UnaryOperator<Sequential.Builder> layers) {
    NETWORKS.put(name, new Kind(Shape.of(28, 28, 1), layers));
  }

  private static Sequential.Builder reference(Sequential.Builder input) {
    return input
        .add(conv2D(32, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
        .add(conv2D(128, 3)).add(relu()).add(dropout(0.4f))
        .add(flatten()).add(dense(128)).add(relu()).add(dropout(0.3f)).add(dense(CLASSES));
  }

  private static Sequential.Builder lenet(Sequential.Builder input) {
    return input
        .add(conv2D(6, 5).same()).add(relu()).add(averagePool2D(2))
        .add(conv2D(16, 5)).add(relu()).add(averagePool2D(2))
        .add(flatten()).add(dense(120)).add(relu()).add(dense(84)).add(relu()).add(dense(CLASSES));
  }

  private static Sequential.Builder resnet(
      Sequential.Builder input, int stem, int first, int second, int third) {
    return input
        .add(cbr(stem)).add(basic(first)).add(basicHalved(second)).add(basicHalved(third)).add(head());
  }

  private static Sequential.Builder densenet(Sequential.Builder input) {
    return input
        .add(conv2D(24, 3).same()).add(denseBlock(4, 12)).add(transition(36))
        .add(denseBlock(4, 12)).add(transition(42)).add(denseBlock(4, 12)).add(batchNorm()).add(relu()).add(head());
  }

  private static Sequential.Builder mobilenet(Sequential.Builder input) {
    return input.add(cbr(16))
        .add(separable(32, 1)).add(separable(64, 2)).add(separable(64, 1)).add(separable(128, 2)).add(separable(128, 1))
        .add(head());
  }

  private static Sequential.Builder autoencoder(Sequential.Builder input) {
    return input
        .add(conv2D(16, 3).withStride(2).withPadding(1)).add(relu())
        .add(conv2D(32, 3).withStride(2).withPadding(1)).add(relu())
        .add(conv2DTranspose(16, 4).withStride(2).withPadding(1)).add(relu())
        .add(conv2DTranspose(1, 4).withStride(2).withPadding(1));
  }

  private static Block cr(int filters) {
    return chain(conv2D(filters, 3).same(), relu());
  }

  private static Block cbr(int filters) {
    return chain(conv2D(filters, 3).same().withoutBias(), batchNorm(), relu());
  }

  private static Block head() {
    return chain(globalAveragePool(), dense(CLASSES));
  }

  /** A residual block that keeps the shape. */
  private static Block basic(int filters) {
    return chain(
        residual(cbr(filters), conv2D(filters, 3).same().withoutBias(), batchNorm()), relu());
  }

  /** A residual block that halves the image, with a 1 × 1 convolution as its projection. */
  private static Block basicHalved(int filters) {
    return chain(
        residualWithProjection(
            chain(conv2D(filters, 1).withStride(2).withoutBias(), batchNorm()),
            conv2D(filters, 3).withStride(2).withPadding(1).withoutBias(), batchNorm(), relu(),
            conv2D(filters, 3).same().withoutBias(), batchNorm()),
        relu());
  }

  private static Block denseBlock(int layers, int growth) {
    List<Block> parts = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      parts.add(concat(
          identity(), chain(batchNorm(), relu(), conv2D(growth, 3).same().withoutBias())));
    }
    return chain(parts.toArray(new Block[0]));
  }

  private static Block transition(int filters) {
    return chain(batchNorm(), relu(), conv2D(filters, 1), averagePool2D(2));
  }

  private static Block inception(int one, int threeBefore, int three, int fiveBefore, int five, int pool) {
    return concat(
        chain(conv2D(one, 1), relu()),
        chain(conv2D(threeBefore, 1), relu(), conv2D(three, 3).same(), relu()),
        chain(conv2D(fiveBefore, 1), relu(), conv2D(five, 5).same(), relu()),
        chain(maxPool2D(3).same().withStride(1), conv2D(pool, 1), relu()));
  }

  private static Block separable(int filters, int stride) {
    return chain(
        depthwiseConv2D(3).withStride(stride).withPadding(1).withoutBias(), batchNorm(), relu(),
        conv2D(filters, 1).withoutBias(), batchNorm(), relu());
  }
}
