package dev.weft.layers.oracle;

/**
 * Every layer and loss of Weft as a function of {@link Value}s, in double precision.
 *
 * <pre>{@code
 * Value x = Value.of(pixels, 2, 5, 5, 3);
 * Value y = Oracle.conv2d(x, w, b, 1, 1, true);
 * y.backward(dy);
 * x.grad(), w.grad(), b.grad()
 * }</pre>
 *
 * <p>Where a function has a kink (ReLU at 0, a max-pool window with equal values), the derivative is Weft's choice:
 * 0 for ReLU, the slope for leaky ReLU, alpha for ELU, the first of the equal values for max-pool.
 */
public final class Oracle {

  private Oracle() {}

  /** {@code y = x W + b} with x (N, in), W (in, out), b (out). */
  public static Value dense(Value x, Value w, Value b) {
    int in = w.dim(0);
    int out = w.dim(1);
    int rows = x.dim(0);
    Value product =
        Ops.sumOfProducts(
            x,
            w,
            new int[] {rows, out},
            term -> {
              for (int n = 0; n < rows; n++) {
                for (int i = 0; i < in; i++) {
                  for (int k = 0; k < out; k++) {
                    term.accept(n * out + k, n * in + i, i * out + k);
                  }
                }
              }
            });
    return b == null ? product : Ops.plus(product, b);
  }

  /** Cross-correlation with one stride and dilation for both axes; b (out) may be null. */
  public static Value conv2d(Value x, Value w, Value b, int stride, int dilation, boolean same) {
    return conv2d(x, w, b, Grid.of(stride, stride, dilation, same));
  }

  /** Cross-correlation of x (N, H, W, in) with w (kh, kw, in, out) plus b (out), which may be null. */
  public static Value conv2d(Value x, Value w, Value b, Grid grid) {
    Value y = Images.convolution(x, w, grid.rows(x, w.dim(0)), grid.columns(x, w.dim(1)));
    return b == null ? y : Ops.plus(y, b);
  }

  /** Cross-correlation of each channel by itself with w (kh, kw, in, m) plus b (in · m), which may be null. */
  public static Value depthwiseConv2d(Value x, Value w, Value b, Grid grid) {
    Value y = Images.depthwise(x, w, grid.rows(x, w.dim(0)), grid.columns(x, w.dim(1)));
    return b == null ? y : Ops.plus(y, b);
  }

  /** Cross-correlation in groups with w (G, kh, kw, in / G, out / G) plus b (out), which may be null. */
  public static Value groupedConv2d(Value x, Value w, Value b, Grid grid) {
    Value y = Images.grouped(x, w, grid.rows(x, w.dim(1)), grid.columns(x, w.dim(2)));
    return b == null ? y : Ops.plus(y, b);
  }

  /** The transpose of a cross-correlation with w (kh, kw, out, in), plus b (out), which may be null. */
  public static Value conv2dTranspose(Value x, Value w, Value b, Grid grid, int moreRows, int moreColumns) {
    Value y = Images.transposed(
        x, w, grid.rowsOver(x, w.dim(0), moreRows), grid.columnsOver(x, w.dim(1), moreColumns));
    return b == null ? y : Ops.plus(y, b);
  }

  /** The largest value of each square window. */
  public static Value maxPool2d(Value x, int size, int stride, boolean same) {
    return maxPool2d(x, size, size, Grid.of(stride, stride, 1, same));
  }

  /** The largest value of each window. */
  public static Value maxPool2d(Value x, int height, int width, Grid grid) {
    return Images.maxPool(x, grid.rows(x, height), grid.columns(x, width));
  }

  /** The mean of each square window, over the pixels that are in the image. */
  public static Value averagePool2d(Value x, int size, int stride, boolean same) {
    return averagePool2d(x, size, size, Grid.of(stride, stride, 1, same));
  }

  /** The mean of each window, over the pixels that are in the image. */
  public static Value averagePool2d(Value x, int height, int width, Grid grid) {
    return Images.averagePool(x, grid.rows(x, height), grid.columns(x, width));
  }

  /** (N, H, W, C) to (N, C): the mean of each image and channel. */
  public static Value globalAveragePool(Value x) {
    int channels = x.dim(3);
    int pixels = x.dim(1) * x.dim(2);
    Value sums =
        Ops.sum(
            x,
            new int[] {x.dim(0), channels},
            i -> i / (pixels * channels) * channels + i % channels);
    return Ops.dividedBy(sums, Ops.filled(pixels));
  }

  /** (N, …) to (N, rest). */
  public static Value flatten(Value x) {
    return Ops.reshape(x, x.dim(0), x.size() / x.dim(0));
  }

  /** {@code Σᵢ xᵢ yᵢ}, a scalar. */
  public static Value dot(Value x, Value y) {
    return Ops.sumAll(Ops.times(x, y));
  }

  /** {@code max(x, 0)}. */
  public static Value relu(Value x) {
    return leakyRelu(x, 0);
  }

  /** {@code x} where x > 0, elsewhere {@code slope x}. */
  public static Value leakyRelu(Value x, double slope) {
    return Ops.map(x, v -> v > 0 ? v : slope * v, v -> v > 0 ? 1 : slope);
  }

  /** {@code x} where x > 0, elsewhere {@code alpha (eˣ − 1)}. */
  public static Value elu(Value x, double alpha) {
    return Ops.map(x, v -> v > 0 ? v : alpha * Math.expm1(v), v -> v > 0 ? 1 : alpha * Math.exp(v));
  }

  /** {@code x Φ(x)} with the normal distribution function Φ, not an approximation of it. */
  public static Value gelu(Value x) {
    double r = Math.sqrt(0.5);
    Value phi = Ops.map(x, v -> 0.5 + 0.5 * Erf.erf(v * r), v -> 0.5 * r * Erf.derivative(v * r));
    return Ops.times(x, phi);
  }

  /** {@code 1 / (1 + e⁻ˣ)}. */
  public static Value sigmoid(Value x) {
    return Ops.map(x, Oracle::logistic, v -> logistic(v) * logistic(-v));
  }

  private static double logistic(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  /** The hyperbolic tangent. */
  public static Value tanh(Value x) {
    return Ops.map(x, Math::tanh, v -> 1 / (Math.cosh(v) * Math.cosh(v)));
  }

  /** {@code eˣ / Σ eˣ} along the last axis. */
  public static Value softmax(Value x) {
    Value powers = exp(shifted(x));
    return Ops.dividedBy(powers, Ops.sumLast(powers));
  }

  private static Value logSoftmax(Value x) {
    Value shifted = shifted(x);
    return Ops.minus(shifted, Ops.map(Ops.sumLast(exp(shifted)), Math::log, v -> 1 / v));
  }

  private static Value exp(Value x) {
    return Ops.map(x, Math::exp, Math::exp);
  }

  /** x less the largest of its row, a constant that cancels in softmax but keeps the powers from overflowing. */
  private static Value shifted(Value x) {
    int k = x.dim(-1);
    double[] largest = new double[x.size()];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Double.NEGATIVE_INFINITY;
      for (int j = i - i % k; j < i - i % k + k; j++) {
        largest[i] = Math.max(largest[i], x.data()[j]);
      }
    }
    return Ops.minus(x, Value.of(largest, x.shape()));
  }

  /** {@code x + noise}. */
  public static Value noise(Value x, double... noise) {
    return Ops.plus(x, Value.of(noise, x.shape()));
  }

  /** {@code x / (1 − rate)} where kept, 0 elsewhere. */
  public static Value dropout(Value x, boolean[] kept, double rate) {
    double[] factors = new double[x.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = kept[i] ? 1 / (1 - rate) : 0;
    }
    return Ops.times(x, Value.of(factors, x.shape()));
  }

  /** The mean of each channel, the last axis, over all others. */
  public static Value channelMean(Value x) {
    return Ops.dividedBy(Ops.sumButLast(x), Ops.filled((double) x.size() / x.dim(-1)));
  }

  /** The biased variance of each channel: the mean square of what differs from its mean. */
  public static Value channelVariance(Value x) {
    Value centred = Ops.minus(x, channelMean(x));
    return channelMean(Ops.times(centred, centred));
  }

  /** Batch normalisation in training: {@code γ (x − mean) / √(variance + ε) + β} with the batch's own moments. */
  public static Value batchNorm(Value x, Value gamma, Value beta, double epsilon) {
    return batchNorm(x, gamma, beta, channelMean(x), channelVariance(x), epsilon);
  }

  /** Batch normalisation with given moments (C): in inference they are the moving averages, as constants. */
  public static Value batchNorm(
      Value x, Value gamma, Value beta, Value mean, Value variance, double epsilon) {
    Value deviation =
        Ops.map(variance, v -> Math.sqrt(v + epsilon), v -> 0.5 / Math.sqrt(v + epsilon));
    Value normal = Ops.dividedBy(Ops.minus(x, mean), deviation);
    return Ops.plus(Ops.times(normal, gamma), beta);
  }

  /** Keras' moving average: {@code momentum moving + (1 − momentum) batch}. */
  public static double[] movingAverage(double[] moving, double[] batch, double momentum) {
    double[] next = new double[moving.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = momentum * moving[i] + (1 - momentum) * batch[i];
    }
    return next;
  }

  /**
   * Mean over the batch of {@code −Σⱼ t̃ⱼ log softmax(z)ⱼ}, with {@code t̃ = (1 − s) t + s / K}; an example counts
   * {@code Σⱼ weightⱼ tⱼ} times, and the mean divides by the number of examples all the same, as Keras does.
   *
   * @param z logits (N, K)
   * @param targets N × K numbers, one-hot or any distribution
   * @param smoothing s, 0 for none
   * @param classWeights K numbers, or none for 1 each
   */
  public static Value softmaxCrossEntropy(Value z, double[] targets, double smoothing, double... classWeights) {
    int k = z.dim(-1);
    double[] factors = new double[targets.length];
    for (int i = 0; i < factors.length; i++) {
      double weight = classWeights.length == 0 ? 1 : 0;
      for (int j = 0; j < classWeights.length; j++) {
        weight += classWeights[j] * targets[i - i % k + j];
      }
      factors[i] = -weight * ((1 - smoothing) * targets[i] + smoothing / k) / z.dim(0);
    }
    return Ops.sumAll(Ops.times(logSoftmax(z), Value.of(factors, z.shape())));
  }

  /** The mean of {@code (y − t)²} over all outputs of all examples. */
  public static Value meanSquaredError(Value y, double[] targets) {
    Value error = Ops.minus(y, Value.of(targets, y.shape()));
    return Ops.dividedBy(Ops.sumAll(Ops.times(error, error)), Ops.filled(y.size()));
  }
}
