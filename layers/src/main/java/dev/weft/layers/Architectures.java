package dev.weft.layers;

import static dev.weft.layers.Blocks.chain;
import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.identity;
import static dev.weft.layers.Blocks.residual;
import static dev.weft.layers.Blocks.residualWithProjection;
import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.gelu;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.LayerSpec;
import java.util.function.IntFunction;

/**
 * Well-known kinds of networks for small images, of any width and depth. Each ends in a logit for each class.
 *
 * {@snippet :
 * Network network = Architectures.resnet(Shape.of(28, 28, 1), 10, 16, 1).build(2023);
 * network.outputShape(); // = (10,)
 * }
 *
 * <p>Width is the number of filters at first, which doubles where the image is halved; depth how many blocks there are of one size. What is
 * different from the papers is what small images need: stride 1 at first, three sizes.
 */
public final class Architectures {

  private static final int SIZES = 3;

  private Architectures() {}

  /**
   * Convolutions of 3 × 3 with batch norm, halved by max-pools (<a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman</a>, 2015;
   * batch norm came later).
   *
   * @param image (H, W, C)
   * @param depth convolutions of each of the three sizes
   * @throws IllegalArgumentException if a number is below 1 or the image too small
   */
  public static Sequential.Builder vgg(Shape image, int classes, int width, int depth) {
    return pooled(start(image, classes, width, depth), width, depth, Architectures::convolution).add(head(classes));
  }

  /**
   * Residual blocks of two convolutions (<a href="https://arxiv.org/abs/1512.03385">He and others</a>, 2016). A width of 32 or more and
   * few blocks make a wide one (<a href="https://arxiv.org/abs/1605.07146">Zagoruyko and Komodakis</a>, 2016).
   *
   * @param image (H, W, C)
   * @param depth residual blocks of each of the three sizes: 6 · depth + 2 layers with weights
   * @throws IllegalArgumentException if a number is below 1 or the image too small
   */
  public static Sequential.Builder resnet(Shape image, int classes, int width, int depth) {
    Sequential.Builder network = start(image, classes, width, depth).add(convolution(width));
    for (int size = 0; size < SIZES; size++) {
      for (int i = 0; i < depth; i++) {
        network = network.add(size > 0 && i == 0 ? halvingResidual(width << size) : residualBlock(width << size));
      }
    }
    return network.add(head(classes));
  }

  /**
   * Dense blocks, whose layers see all before them (<a href="https://arxiv.org/abs/1608.06993">Huang and others</a>, 2017).
   *
   * @param image (H, W, C)
   * @param growth channels that each layer adds; the first convolution has twice as many
   * @param depth layers of each of the three blocks
   * @throws IllegalArgumentException if a number is below 1 or the image too small
   */
  public static Sequential.Builder densenet(Shape image, int classes, int growth, int depth) {
    Sequential.Builder network = start(image, classes, growth, depth).add(conv2D(2 * growth, 3).same());
    int channels = 2 * growth;
    for (int size = 0; size < SIZES; size++) {
      if (size > 0) {
        channels /= 2;
        network = network.add(chain(batchNorm(), relu(), conv2D(channels, 1), averagePool2D(2)));
      }
      for (int i = 0; i < depth; i++) {
        network = network.add(concat(identity(), chain(batchNorm(), relu(), conv2D(growth, 3).same().withoutBias())));
        channels += growth;
      }
    }
    return network.add(batchNorm()).add(relu()).add(head(classes));
  }

  /**
   * Windows of 1 × 1, 3 × 3 and 5 × 5 and a max-pool side by side (<a href="https://arxiv.org/abs/1409.4842">Szegedy and others</a>, 2015),
   * with batch norm (<a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy</a>, 2015).
   *
   * @param image (H, W, C)
   * @param width a multiple of 8; of a block's channels a quarter is from 1 × 1, half from 3 × 3, an eighth each from 5 × 5 and the pool
   * @param depth blocks of each of the three sizes
   * @throws IllegalArgumentException if a number is below 1, the width no multiple of 8 or the image too small
   */
  public static Sequential.Builder inception(Shape image, int classes, int width, int depth) {
    if (width % 8 != 0) {
      throw new IllegalArgumentException("expected a width that is a multiple of 8, got " + width);
    }
    Sequential.Builder stem = start(image, classes, width, depth).add(convolution(width));
    return pooled(stem, width, depth, Architectures::inceptionBlock).add(head(classes));
  }

  /**
   * Depthwise and 1 × 1 convolutions (<a href="https://arxiv.org/abs/1704.04861">Howard and others</a>, 2017).
   *
   * @param image (H, W, C)
   * @param depth separable convolutions of each of the three sizes
   * @throws IllegalArgumentException if a number is below 1 or the image too small
   */
  public static Sequential.Builder mobilenet(Shape image, int classes, int width, int depth) {
    Sequential.Builder network = start(image, classes, width, depth).add(convolution(width));
    for (int size = 0; size < SIZES; size++) {
      for (int i = 0; i < depth; i++) {
        network = network.add(separable(width << (size + 1), size > 0 && i == 0 ? 2 : 1));
      }
    }
    return network.add(head(classes));
  }

  /**
   * Patches of 2 × 2, mixed by depthwise convolutions with a large window and 1 × 1 convolutions, always of one size
   * (<a href="https://arxiv.org/abs/2201.09792">Trockman and Kolter</a>, 2022).
   *
   * @param image (H, W, C)
   * @param depth blocks
   * @throws IllegalArgumentException if a number is below 1 or the image too small
   */
  public static Sequential.Builder convMixer(Shape image, int classes, int width, int depth) {
    Sequential.Builder network = start(image, classes, width, depth)
        .add(conv2D(width, 2).withStride(2)).add(gelu()).add(batchNorm());
    for (int i = 0; i < depth; i++) {
      network = network.add(residual(depthwiseConv2D(5).same(), gelu(), batchNorm()))
          .add(conv2D(width, 1)).add(gelu()).add(batchNorm());
    }
    return network.add(head(classes));
  }

  private static Sequential.Builder start(Shape image, int classes, int width, int depth) {
    if (image.rank() != 3) {
      throw new IllegalArgumentException("expected images of shape (H, W, C), got " + image);
    }
    if (classes < 1 || width < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "expected classes, width and depth of 1 or more, got " + classes + ", " + width + " and " + depth);
    }
    return Sequential.input(image);
  }

  /** Blocks of each size, with max-pools between the sizes. */
  private static Sequential.Builder pooled(
      Sequential.Builder stem, int width, int depth, IntFunction<Block> block) {
    Sequential.Builder network = stem;
    for (int size = 0; size < SIZES; size++) {
      network = size == 0 ? network : network.add(maxPool2D(2));
      for (int i = 0; i < depth; i++) {
        network = network.add(block.apply(width << size));
      }
    }
    return network;
  }

  private static Block head(int classes) {
    return chain(globalAveragePool(), dense(classes));
  }

  private static LayerSpec plain(int filters) {
    return conv2D(filters, 3).same().withoutBias().heNormal();
  }

  private static Block convolution(int filters) {
    return chain(plain(filters), batchNorm(), relu());
  }

  private static Block residualBlock(int filters) {
    return chain(residual(convolution(filters), plain(filters), batchNorm()), relu());
  }

  private static Block halvingResidual(int filters) {
    return chain(
        residualWithProjection(
            chain(conv2D(filters, 1).withStride(2).withoutBias().heNormal(), batchNorm()),
            conv2D(filters, 3).withStride(2).withPadding(1).withoutBias().heNormal(), batchNorm(), relu(),
            plain(filters), batchNorm()),
        relu());
  }

  private static Block inceptionBlock(int channels) {
    return concat(
        pointwise(channels / 4),
        chain(pointwise(channels / 4), convolution(channels / 2)),
        chain(pointwise(channels / 8), conv2D(channels / 8, 5).same().withoutBias().heNormal(), batchNorm(), relu()),
        chain(maxPool2D(3).same().withStride(1), pointwise(channels / 8)));
  }

  private static Block pointwise(int filters) {
    return chain(conv2D(filters, 1).withoutBias().heNormal(), batchNorm(), relu());
  }

  private static Block separable(int filters, int stride) {
    return chain(
        depthwiseConv2D(3).withStride(stride).withPadding(1).withoutBias().heNormal(), batchNorm(), relu(),
        pointwise(filters));
  }
}
