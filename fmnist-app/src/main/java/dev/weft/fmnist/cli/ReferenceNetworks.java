package dev.weft.fmnist.cli;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;

import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;

/**
 * The two networks of the reference study.
 *
 * <p>Both are three 3 × 3 convolutions of 32, 64 and 128 filters with valid padding, the first two followed by 2 × 2
 * max-pooling, then a dense layer of 128 units and one of 10; every layer but the last has a ReLU. The last gives
 * logits: softmax belongs to the loss. They have {@value #PARAMETERS} parameters.
 */
public final class ReferenceNetworks {

  /** The number of parameters of either network. */
  public static final int PARAMETERS = 241_546;

  private ReferenceNetworks() {}

  /**
   * How often each dropout layer zeroes a value.
   *
   * @param afterPools after each of the two max-pools
   * @param afterThirdConvolution after the third convolution
   * @param afterDense after the dense layer of 128 units
   */
  public record DropoutRates(float afterPools, float afterThirdConvolution, float afterDense) {

    /** The rates of the reference study: 0.25, 0.4 and 0.3. */
    public static final DropoutRates DOCUMENT = new DropoutRates(0.25f, 0.4f, 0.3f);
  }

  /** The network without dropout; all weights are Glorot uniform. */
  public static Network baseline(long seed) {
    return Sequential.input(FashionMnist.IMAGE_SHAPE)
        .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2))
        .add(conv2D(128, 3)).add(relu())
        .add(flatten()).add(dense(128)).add(relu())
        .add(dense(FashionMnist.CLASS_NAMES.size()))
        .build(seed);
  }

  /** The network with dropout; the first convolution's weights are He normal, the others Glorot uniform. */
  public static Network dropoutNetwork(long seed, DropoutRates rates) {
    return Sequential.input(FashionMnist.IMAGE_SHAPE)
        .add(conv2D(32, 3).heNormal()).add(relu()).add(maxPool2D(2)).add(dropout(rates.afterPools()))
        .add(conv2D(64, 3)).add(relu()).add(maxPool2D(2)).add(dropout(rates.afterPools()))
        .add(conv2D(128, 3)).add(relu()).add(dropout(rates.afterThirdConvolution()))
        .add(flatten()).add(dense(128)).add(relu()).add(dropout(rates.afterDense()))
        .add(dense(FashionMnist.CLASS_NAMES.size()))
        .build(seed);
  }

  /** The network of this name; the rates count only for the one with dropout. */
  static Network of(Architecture architecture, long seed, DropoutRates rates) {
    return switch (architecture) {
      case BASELINE -> baseline(seed);
      case DROPOUT -> dropoutNetwork(seed, rates);
    };
  }
}
