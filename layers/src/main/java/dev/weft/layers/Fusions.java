package dev.weft.layers;

import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Rewrite;
import java.util.List;

/**
 * The rewrites that fuse neighbouring layers. {@link Network} and {@link Graph} use all of them; a network without any, or with
 * others: {@link dev.weft.layers.engine.Network#withRewrites}.
 *
 * {@snippet :
 * var network = Sequential.input(28, 28, 1).add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).build(1);
 * network.executedLayers(true).getFirst().name(); // = conv2d_1+relu_1+max_pool2d_1
 * network.withoutFusion().executedLayers(true).size(); // = 3
 * }
 */
public final class Fusions {

  private Fusions() {}

  /** All fusions there are, convolutions by Winograd's method where that is faster. */
  public static List<Rewrite> all() {
    return List.of((chain, training) -> convReluPool(chain, true), Fusions::batchNormRelu, Fusions::winograd);
  }

  /** All fusions, with convolutions computed directly. */
  public static List<Rewrite> withoutWinograd() {
    return List.of((chain, training) -> convReluPool(chain, false), Fusions::batchNormRelu);
  }

  private static Rewrite.Fused convReluPool(List<Layer> chain, boolean allowWinograd) {
    if (chain.size() < 3) {
      return null;
    }
    Layer fused = ConvReluPool2D.fuse(chain.get(0), chain.get(1), chain.get(2), allowWinograd);
    return fused == null ? null : new Rewrite.Fused(fused, 3);
  }

  private static Rewrite.Fused batchNormRelu(List<Layer> chain, boolean training) {
    if (chain.size() > 1 && chain.get(0) instanceof BatchNorm norm && chain.get(1) instanceof Relu) {
      return new Rewrite.Fused(new BatchNormRelu(norm, chain.get(1)), 2);
    }
    return null;
  }

  private static Rewrite.Fused winograd(List<Layer> chain, boolean training) {
    Layer layer = WinogradConv2D.of(chain.get(0));
    return layer == null ? null : new Rewrite.Fused(layer, 1);
  }
}
