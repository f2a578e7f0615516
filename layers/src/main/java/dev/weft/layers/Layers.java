package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;

/**
 * Factories of layer descriptions, under the names that everybody knows.
 *
 * {@snippet :
 * Network network = Sequential.input(28, 28, 1)
 *     .add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).add(dropout(0.25f))
 *     .add(flatten()).add(dense(10)).build(2023);
 * network.outputShape(); // = (10,)
 * }
 */
public final class Layers {

  private static final float LEAKY_SLOPE = 0.01f;
  private static final float ELU_ALPHA = 1;
  private static final float PRELU_SLOPE = 0.25f;
  private static final float NORM_MOMENTUM = 0.99f;
  private static final float NORM_EPSILON = 1e-3f;

  private Layers() {}

  /**
   * A convolution with a square kernel; stride 1, valid padding, Glorot uniform weights. See {@link Conv2D}.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelSize rows and columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static Conv2D.Spec conv2D(int filters, int kernelSize) {
    return conv2D(filters, kernelSize, kernelSize);
  }

  /**
   * A convolution with a rectangular kernel; stride 1, valid padding, Glorot uniform weights. See {@link Conv2D}.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelHeight rows of the window, 1 or more
   * @param kernelWidth columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static Conv2D.Spec conv2D(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2D.Spec(
        filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1), Initializer.GLOROT_UNIFORM,
        true);
  }

  /** A depthwise convolution with a square kernel and the defaults of {@link DepthwiseConv2D}. */
  public static DepthwiseConv2D.Spec depthwiseConv2D(int kernelSize) {
    return depthwiseConv2D(kernelSize, kernelSize);
  }

  /** A depthwise convolution with a rectangular kernel and the defaults of {@link DepthwiseConv2D}. */
  public static DepthwiseConv2D.Spec depthwiseConv2D(int kernelHeight, int kernelWidth) {
    return new DepthwiseConv2D.Spec(
        1, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1), Initializer.GLOROT_UNIFORM, true);
  }

  /** A transposed convolution with a square kernel and the defaults of {@link Conv2DTranspose}. */
  public static Conv2DTranspose.Spec conv2DTranspose(int filters, int kernelSize) {
    return conv2DTranspose(filters, kernelSize, kernelSize);
  }

  /** A transposed convolution with a rectangular kernel and the defaults of {@link Conv2DTranspose}. */
  public static Conv2DTranspose.Spec conv2DTranspose(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2DTranspose.Spec(
        filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(0), Size2D.of(1),
        Initializer.GLOROT_UNIFORM, true);
  }

  /** A convolution in groups with a square kernel and the defaults of {@link GroupedConv2D}. */
  public static GroupedConv2D.Spec groupedConv2D(int groups, int filters, int kernelSize) {
    return groupedConv2D(groups, filters, kernelSize, kernelSize);
  }

  /** A convolution in groups with a rectangular kernel and the defaults of {@link GroupedConv2D}. */
  public static GroupedConv2D.Spec groupedConv2D(int groups, int filters, int kernelHeight, int kernelWidth) {
    return new GroupedConv2D.Spec(
        groups, filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1),
        Initializer.GLOROT_UNIFORM, true);
  }

  /** As many rows and columns of zeros on each side of an image, 0 or more. See {@link ZeroPadding2D}. */
  public static ZeroPadding2D.Spec zeroPadding2D(int each) {
    return zeroPadding2D(Padding.of(each));
  }

  /** Rows and columns of zeros around an image. See {@link ZeroPadding2D}. */
  public static ZeroPadding2D.Spec zeroPadding2D(Padding padding) {
    return new ZeroPadding2D.Spec(padding);
  }

  /** An image without as many rows and columns on each side, 0 or more. See {@link Cropping2D}. */
  public static Cropping2D.Spec cropping2D(int each) {
    return cropping2D(Padding.of(each));
  }

  /** An image without rows and columns of its border. See {@link Cropping2D}. */
  public static Cropping2D.Spec cropping2D(Padding sides) {
    return new Cropping2D.Spec(sides);
  }

  /** Each pixel repeated as often both ways; {@code .bilinear()} interpolates. See {@link UpSampling2D}. */
  public static UpSampling2D.Spec upSampling2D(int size) {
    return upSampling2D(size, size);
  }

  /** Each pixel repeated along rows and columns; {@code .bilinear()} interpolates. See {@link UpSampling2D}. */
  public static UpSampling2D.Spec upSampling2D(int height, int width) {
    return new UpSampling2D.Spec(new Size2D(height, width), UpSampling2D.Interpolation.NEAREST);
  }

  /** A vector of a dimension for each thing of a vocabulary, Glorot uniform at first. See {@link Embedding}. */
  public static Embedding.Spec embedding(int vocabulary, int dimension) {
    return new Embedding.Spec(vocabulary, dimension, Initializer.GLOROT_UNIFORM, false);
  }

  /** A convolution of sequences with stride 1, valid padding and Glorot uniform weights; {@code .causal()}. See {@link Conv1D}. */
  public static Conv1D.Spec conv1D(int filters, int kernelSize) {
    return new Conv1D.Spec(filters, kernelSize, 1, Padding1D.VALID, 1, Initializer.GLOROT_UNIFORM, true);
  }

  /** Max-pooling of sequences with stride = size and valid padding. See {@link MaxPool1D}. */
  public static MaxPool1D.Spec maxPool1D(int size) {
    return new MaxPool1D.Spec(size, size, Padding1D.VALID, 1);
  }

  /** Average-pooling of sequences with stride = size and valid padding. See {@link AveragePool1D}. */
  public static AveragePool1D.Spec averagePool1D(int size) {
    return new AveragePool1D.Spec(size, size, Padding1D.VALID, 1);
  }

  /** Long short-term memory that puts out its last step, with the defaults of {@link Lstm}. */
  public static Lstm.Spec lstm(int units) {
    return new Lstm.Spec(units, false, false, false, 1, Initializer.GLOROT_UNIFORM, Initializer.orthogonal());
  }

  /** A gated recurrent unit that puts out its last step, with the defaults of {@link Gru}. */
  public static Gru.Spec gru(int units) {
    return new Gru.Spec(units, false, false, false, Initializer.GLOROT_UNIFORM, Initializer.orthogonal());
  }

  /**
   * An affine map with Glorot uniform weights. See {@link Dense}.
   *
   * @param units number of outputs, 1 or more
   * @throws IllegalArgumentException if it is below 1
   */
  public static Dense.Spec dense(int units) {
    return new Dense.Spec(units, Initializer.GLOROT_UNIFORM);
  }

  /**
   * Max-pooling with stride = size and valid padding. See {@link MaxPool2D}.
   *
   * @param size rows and columns of the window, 1 or more
   * @throws IllegalArgumentException if it is below 1
   */
  public static MaxPool2D.Spec maxPool2D(int size) {
    return maxPool2D(size, size);
  }

  /**
   * Max-pooling of rectangular windows with stride = size and valid padding. See {@link MaxPool2D}.
   *
   * @param height rows of the window, 1 or more
   * @param width columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static MaxPool2D.Spec maxPool2D(int height, int width) {
    Size2D size = new Size2D(height, width);
    return new MaxPool2D.Spec(size, size, Padding.VALID, Size2D.of(1));
  }

  /**
   * Average-pooling with stride = size and valid padding. See {@link AveragePool2D}.
   *
   * @param size rows and columns of the window, 1 or more
   * @throws IllegalArgumentException if it is below 1
   */
  public static AveragePool2D.Spec averagePool2D(int size) {
    return averagePool2D(size, size);
  }

  /**
   * Average-pooling of rectangular windows with stride = size and valid padding. See {@link AveragePool2D}.
   *
   * @param height rows of the window, 1 or more
   * @param width columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static AveragePool2D.Spec averagePool2D(int height, int width) {
    Size2D size = new Size2D(height, width);
    return new AveragePool2D.Spec(size, size, Padding.VALID, Size2D.of(1));
  }

  /** The mean of each channel. See {@link GlobalAveragePool}. */
  public static GlobalAveragePool.Spec globalAveragePool() {
    return new GlobalAveragePool.Spec();
  }

  /** The largest value of each channel. See {@link GlobalMaxPool}. */
  public static GlobalMaxPool.Spec globalMaxPool() {
    return new GlobalMaxPool.Spec();
  }

  /** Layer normalisation over the last axis with epsilon 0.001. See {@link LayerNorm}. */
  public static LayerNorm.Spec layerNorm() {
    return new LayerNorm.Spec(NORM_EPSILON);
  }

  /** Normalisation of so many groups of channels with epsilon 0.001. See {@link GroupNorm}. */
  public static GroupNorm.Spec groupNorm(int groups) {
    return new GroupNorm.Spec(groups, NORM_EPSILON);
  }

  /** Batch normalisation with momentum 0.99 and epsilon 0.001. See {@link BatchNorm}. */
  public static BatchNorm.Spec batchNorm() {
    return new BatchNorm.Spec(NORM_MOMENTUM, NORM_EPSILON);
  }

  /**
   * Dropout. See {@link Dropout}.
   *
   * @param rate probability of a zero, from 0 to less than 1
   * @throws IllegalArgumentException if it is not
   */
  public static Dropout.Spec dropout(float rate) {
    return new Dropout.Spec(rate);
  }

  /** Dropout of whole channels at a rate from 0 to less than 1. See {@link SpatialDropout}. */
  public static SpatialDropout.Spec spatialDropout(float rate) {
    return new SpatialDropout.Spec(rate);
  }

  /** Whole examples dropped at a rate from 0 to less than 1, at the end of a residual body. See {@link StochasticDepth}. */
  public static StochasticDepth.Spec stochasticDepth(float rate) {
    return new StochasticDepth.Spec(rate);
  }

  /** Random numbers of a standard deviation of 0 or more, added in training. See {@link GaussianNoise}. */
  public static GaussianNoise.Spec gaussianNoise(float deviation) {
    return new GaussianNoise.Spec(deviation);
  }

  /** Each example in another shape. See {@link Reshape}. */
  public static Reshape.Spec reshape(int... dims) {
    return new Reshape.Spec(Shape.of(dims));
  }

  /** Each example as one row. See {@link Flatten}. */
  public static Flatten.Spec flatten() {
    return new Flatten.Spec();
  }

  /**
   * Takes a mean from each channel and divides by a deviation, one number each, or one for all channels. See {@link Standardize}.
   */
  public static Standardize.Spec standardize(float[] mean, float[] deviation) {
    return new Standardize.Spec(Standardize.Numbers.of(mean), Standardize.Numbers.of(deviation));
  }

  /** {@code max(0, x)}. See {@link Relu}. */
  public static Relu.Spec relu() {
    return new Relu.Spec();
  }

  /** {@code min(max(x, 0), 6)}. See {@link Relu6}. */
  public static Relu6 relu6() {
    return new Relu6();
  }

  /** ReLU that learns a slope for each channel, at first 0.25. See {@link PRelu}. */
  public static PRelu.Spec prelu() {
    return new PRelu.Spec(PRELU_SLOPE);
  }

  /** Sigmoid linear unit, swish. See {@link Silu}. */
  public static Silu silu() {
    return new Silu();
  }

  /** SiLU of straight pieces. See {@link HardSwish}. */
  public static HardSwish hardSwish() {
    return new HardSwish();
  }

  /** {@code log(1 + exp(x))}. See {@link Softplus}. */
  public static Softplus softplus() {
    return new Softplus();
  }

  /** ReLU with slope 0.01 below zero. See {@link LeakyRelu}. */
  public static LeakyRelu leakyRelu() {
    return leakyRelu(LEAKY_SLOPE);
  }

  /** ReLU with this slope below zero. See {@link LeakyRelu}. */
  public static LeakyRelu leakyRelu(float slope) {
    return new LeakyRelu(slope);
  }

  /** Exponential linear unit with an alpha of 1. See {@link Elu}. */
  public static Elu elu() {
    return elu(ELU_ALPHA);
  }

  /** Exponential linear unit with this alpha. See {@link Elu}. */
  public static Elu elu(float alpha) {
    return new Elu(alpha);
  }

  /** Gaussian error linear unit, exact. See {@link Gelu}. */
  public static Gelu gelu() {
    return new Gelu();
  }

  /** Logistic function. See {@link Sigmoid}. */
  public static Sigmoid sigmoid() {
    return new Sigmoid();
  }

  /** Hyperbolic tangent. See {@link Tanh}. */
  public static Tanh tanh() {
    return new Tanh();
  }

  /** Softmax over the last axis. See {@link Softmax}. */
  public static Softmax.Spec softmax() {
    return new Softmax.Spec();
  }
}
