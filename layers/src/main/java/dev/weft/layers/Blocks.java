package dev.weft.layers;

import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parts of networks that branch and meet again. A block expands to plain layers, so that what is inside is named, fused, saved and
 * trained as everything else.
 *
 * {@snippet :
 * Network network = Sequential.input(32, 32, 3).add(conv2D(16, 3).same())
 *     .add(residual(batchNorm(), relu(), conv2D(16, 3).same()))
 *     .add(concat(conv2D(8, 1), conv2D(8, 3).same(), chain(maxPool2D(3).withStride(1).same(), conv2D(8, 1))))
 *     .build(1);
 * network.outputShape(); // = (32, 32, 24)
 * }
 */
public final class Blocks {

  private Blocks() {}

  /** What goes in comes out: a branch without a layer. */
  public static Block identity() {
    return input -> input;
  }

  /** Parts one behind the other. */
  public static Block chain(Block... parts) {
    return input -> input.then(parts);
  }

  /**
   * A part that stands n times in a row.
   *
   * @throws IllegalArgumentException if n is below 0
   */
  public static Block repeat(int n, Block... parts) {
    if (n < 0) {
      throw new IllegalArgumentException("expected 0 or more repetitions, got " + n);
    }
    return input -> {
      Node end = input;
      for (int i = 0; i < n; i++) {
        end = end.then(parts);
      }
      return end;
    };
  }

  /**
   * {@code y = x + body(x)}; the body must keep the shape. He et al. 2016, <a
   * href="https://arxiv.org/abs/1512.03385">arXiv:1512.03385</a>.
   */
  public static Block residual(Block... body) {
    return add(identity(), chain(body));
  }

  /**
   * {@code y = body(x) + projection(x)}, where the body changes the shape and the projection does so too: a 1 × 1 convolution of
   * the same stride, say.
   */
  public static Block residualWithProjection(Block projection, Block... body) {
    return add(chain(body), projection);
  }

  /** The sum of what branches make of one input; see {@link Add}. */
  public static Block add(Block... branches) {
    return join(new Add.Spec(), branches);
  }

  /** The element-wise product of what branches make of one input, as gates need it; see {@link Multiply}. */
  public static Block multiply(Block... branches) {
    return join(new Multiply.Spec(), branches);
  }

  /** What branches make of one input, channel by channel side by side; see {@link Concat}. */
  public static Block concat(Block... branches) {
    return join(new Concat.Spec(), branches);
  }

  /**
   * A recurrent layer that reads a sequence forwards and another one that reads it from its end, side by side: y (N, 2H), or (N, T, 2H)
   * if every step is put out; forwards comes first, as in PyTorch and Keras. {@code bidirectional(lstm(32))} has the layers {@code
   * lstm_1} and {@code lstm_2}. Schuster and Paliwal 1997, <a href="https://doi.org/10.1109/78.650093">Bidirectional Recurrent Neural
   * Networks</a>.
   */
  public static <S extends Block & Recurrence<S>> Block bidirectional(S layer) {
    return concat(layer.recurrent(layer.everyStep(), false, layer.masked()), layer.goBackwards());
  }

  /**
   * A convolution in two: of each channel by itself, then of all channels of a pixel, {@code depthwiseConv2D(size)} without bias
   * and {@code conv2D(filters, 1)}. Chollet 2017, <a href="https://arxiv.org/abs/1610.02357">arXiv:1610.02357</a>.
   */
  public static Block separableConv2D(int filters, int size) {
    return separableConv2D(filters, Layers.depthwiseConv2D(size).withoutBias());
  }

  /** A convolution in two, of which the first has settings of its own: {@code depthwiseConv2D(3).same().withStride(2)}, say. */
  public static Block separableConv2D(int filters, DepthwiseConv2D.Spec depthwise) {
    return chain(depthwise, Layers.conv2D(filters, 1));
  }

  /**
   * Squeeze and excitation: each channel times a gate that the means of all channels open, {@code y[c] = x[c] · σ(W₂ relu(W₁ mean(x)))[c]}.
   * Hu, Shen and Sun 2018, <a href="https://arxiv.org/abs/1709.01507">arXiv:1709.01507</a>.
   *
   * @param channels those of the image
   * @param reduced width of the layer between, such as a sixteenth of the channels
   */
  public static Block squeezeExcitation(int channels, int reduced) {
    return multiply(
        identity(),
        chain(
            Layers.globalAveragePool(), Layers.dense(reduced), Layers.relu(), Layers.dense(channels),
            Layers.sigmoid()));
  }

  /** The sum of nodes; see {@link Add}. */
  public static Node add(Node... nodes) {
    return Node.of(new Add.Spec(), List.of(nodes));
  }

  /** The element-wise product of nodes; see {@link Multiply}. */
  public static Node multiply(Node... nodes) {
    return Node.of(new Multiply.Spec(), List.of(nodes));
  }

  /** Nodes side by side along the last axis; see {@link Concat}. */
  public static Node concat(Node... nodes) {
    return Node.of(new Concat.Spec(), List.of(nodes));
  }

  private static Block join(LayerSpec spec, Block... branches) {
    if (branches.length == 0) {
      throw new IllegalArgumentException("expected at least one branch for " + spec.kind() + ", got none");
    }
    List<Block> all = new ArrayList<>(Arrays.asList(branches));
    return input -> Node.of(spec, all.stream().map(branch -> branch.behind(input)).toList());
  }
}
