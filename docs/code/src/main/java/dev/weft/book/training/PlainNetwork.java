package dev.weft.book.training;

import dev.weft.book.convolution.PlainConvolution;
import dev.weft.book.dense.PlainDense;
import dev.weft.book.pooling.PlainMaxPool;
import dev.weft.book.softmax.Softmax;
import java.util.Arrays;

/**
 * A convolutional network of the loops of this book alone: convolution, ReLU, max-pool, dense, softmax cross-entropy, and
 * gradient descent.
 */
final class PlainNetwork {

  private static final int FILTERS = 8;
  private static final int CLASSES = 10;

  private final PlainConvolution convolution = new PlainConvolution(28, 28, 1, 3, FILTERS, 1, 0);
  private final PlainMaxPool pool = new PlainMaxPool(26, 26, FILTERS, 2, 2);
  private final PlainDense dense = new PlainDense(1, 13 * 13 * FILTERS, CLASSES);

  /** The parameters: W and b of the convolution, W and b of the dense layer. */
  private final float[][] values;
  /** Their gradients, in the same order. */
  private final float[][] gradients;

  private final float[] convolved = new float[26 * 26 * FILTERS]; // ReLU is done in place
  private final float[] pooled = new float[13 * 13 * FILTERS];
  private final int[] places = new int[13 * 13 * FILTERS];
  private final float[] logits = new float[CLASSES];
  private final float[] dPooled = new float[13 * 13 * FILTERS];
  private final float[] dConvolved = new float[26 * 26 * FILTERS];

  /** A network with these first weights, which it changes. */
  PlainNetwork(float[]... values) {
    this.values = values;
    this.gradients = new float[values.length][];
    Arrays.setAll(gradients, i -> new float[values[i].length]);
  }

  /** The logits of one image. */
  float[] forward(float[] image) {
    Arrays.fill(convolved, 0);
    convolution.forward(convolved, image, values[0], values[1]);
    for (int i = 0; i < convolved.length; i++) {
      convolved[i] = Math.max(0, convolved[i]);
    }
    pool.forward(pooled, places, convolved);
    Arrays.fill(logits, 0);
    dense.forward(logits, pooled, values[2], values[3]);
    return logits;
  }

  /** Adds the gradients of one image, of which {@link #forward} has just been computed. */
  void backward(float[] image, int label) {
    float[] dLogits = Softmax.gradient(logits, label);
    dense.gradient(gradients[2], gradients[3], pooled, dLogits);
    Arrays.fill(dPooled, 0);
    dense.backward(dPooled, dLogits, values[2]);
    Arrays.fill(dConvolved, 0);
    pool.backward(dConvolved, dPooled, places);
    for (int i = 0; i < convolved.length; i++) {
      dConvolved[i] = convolved[i] > 0 ? dConvolved[i] : 0;
    }
    convolution.gradient(gradients[0], gradients[1], image, dConvolved);
  }

  /** One step on a batch; returns the mean loss before it. */
  double step(float[][] images, int[] labels, float rate) {
    double loss = 0;
    for (float[] gradient : gradients) {
      Arrays.fill(gradient, 0);
    }
    for (int n = 0; n < images.length; n++) {
      loss += Softmax.loss(forward(images[n]), labels[n]) / images.length;
      backward(images[n], labels[n]);
    }
    for (int p = 0; p < values.length; p++) {
      for (int i = 0; i < values[p].length; i++) {
        values[p][i] -= rate * gradients[p][i] / images.length;
      }
    }
    return loss;
  }

  /** How many images get their own label as the largest logit. */
  int right(float[][] images, int[] labels) {
    int right = 0;
    for (int n = 0; n < images.length; n++) {
      float[] z = forward(images[n]);
      int best = 0;
      for (int k = 1; k < z.length; k++) {
        best = z[k] > z[best] ? k : best;
      }
      right += best == labels[n] ? 1 : 0;
    }
    return right;
  }
}
