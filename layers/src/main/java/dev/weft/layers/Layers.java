package dev.weft.layers;

import dev.weft.layers.engine.Initializer;

/** Factories of layer descriptions, under the names that everybody knows. */
public final class Layers {

  private static final float LEAKY_SLOPE = 0.01f;
  private static final float ELU_ALPHA = 1;
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

  /**
   * A depthwise convolution with a square kernel and one filter a channel; stride 1, valid padding, Glorot uniform weights. See
   * {@link DepthwiseConv2D}.
   *
   * @param kernelSize rows and columns of the window, 1 or more
   * @throws IllegalArgumentException if it is below 1
   */
  public static DepthwiseConv2D.Spec depthwiseConv2D(int kernelSize) {
    return depthwiseConv2D(kernelSize, kernelSize);
  }

  /**
   * A depthwise convolution with a rectangular kernel and one filter a channel; stride 1, valid padding, Glorot uniform weights.
   * See {@link DepthwiseConv2D}.
   *
   * @param kernelHeight rows of the window, 1 or more
   * @param kernelWidth columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static DepthwiseConv2D.Spec depthwiseConv2D(int kernelHeight, int kernelWidth) {
    return new DepthwiseConv2D.Spec(
        1, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(1), Initializer.GLOROT_UNIFORM, true);
  }

  /**
   * A transposed convolution with a square kernel; stride 1, valid padding, Glorot uniform weights. See {@link Conv2DTranspose}.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelSize rows and columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static Conv2DTranspose.Spec conv2DTranspose(int filters, int kernelSize) {
    return conv2DTranspose(filters, kernelSize, kernelSize);
  }

  /**
   * A transposed convolution with a rectangular kernel; stride 1, valid padding, Glorot uniform weights. See {@link
   * Conv2DTranspose}.
   *
   * @param filters number of output channels, 1 or more
   * @param kernelHeight rows of the window, 1 or more
   * @param kernelWidth columns of the window, 1 or more
   * @throws IllegalArgumentException if one is below 1
   */
  public static Conv2DTranspose.Spec conv2DTranspose(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2DTranspose.Spec(
        filters, kernelHeight, kernelWidth, Size2D.of(1), Padding.VALID, Size2D.of(0), Size2D.of(1),
        Initializer.GLOROT_UNIFORM, true);
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

  /** Each example as one row. See {@link Flatten}. */
  public static Flatten.Spec flatten() {
    return new Flatten.Spec();
  }

  /** {@code max(0, x)}. See {@link Relu}. */
  public static Relu.Spec relu() {
    return new Relu.Spec();
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
