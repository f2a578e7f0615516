package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.TargetForm;

/**
 * {@link SoftmaxCrossEntropy} with the number of the class as target, in place of one float for each class: {@code loss = −log p_c} with
 * {@code p = softmax(z)}. For very many classes, and for a class at each place of a sequence or picture: then it is the mean over the
 * rows of K outputs.
 *
 * <p>Gradient: {@code dz = (p − onehot(c)) / rows}. Shapes: z (K,) and c (1,); with {@link #withClasses} z (…, K) and c (…). Default: all
 * outputs are one row. It is PyTorch's {@code CrossEntropyLoss}. Numbers of classes are floats, and exact up to 16,777,216.
 *
 * {@snippet :
 * Trainer.of(network, sparseSoftmaxCrossEntropy(), adam(1e-3f)).fit(Examples.labelled(x, labels, 3));
 * }
 *
 * @param classes K, or 0 if all outputs are one row
 */
public record SparseSoftmaxCrossEntropy(int classes) implements Loss {

  /** Checks the number of classes. */
  public SparseSoftmaxCrossEntropy {
    if (classes < 0) {
      throw new IllegalArgumentException("expected 0 or more classes, got " + classes);
    }
  }

  /** A copy for outputs that are rows of so many classes, with a target for each row. */
  public SparseSoftmaxCrossEntropy withClasses(int classes) {
    return new SparseSoftmaxCrossEntropy(classes);
  }

  @Override
  public String name() {
    return "sparse_softmax_cross_entropy";
  }

  private int row(int size) {
    return classes == 0 ? size : classes;
  }

  @Override
  public int targetSize(int size) {
    if (size % row(size) != 0) {
      throw new IllegalArgumentException("expected outputs in rows of " + classes + " classes, got " + size);
    }
    return size / row(size);
  }

  @Override
  public float loss(float[] z, int zOffset, float[] t, int tOffset, int size) {
    int row = row(size);
    int rows = size / row;
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      int from = zOffset + r * row;
      sum += LossMath.logSumExp(z, from, row, 1) - z[from + (int) t[tOffset + r]];
    }
    return (float) (sum / rows);
  }

  @Override
  public void gradient(
      float[] dz, int dzOffset, float[] z, int zOffset, float[] t, int tOffset, int size, float scale) {
    int row = row(size);
    int rows = size / row;
    float share = scale / rows;
    for (int r = 0; r < rows; r++) {
      int from = r * row;
      double logSum = LossMath.logSumExp(z, zOffset + from, row, 1);
      for (int j = 0; j < row; j++) {
        dz[dzOffset + from + j] = (float) (share * Math.exp(z[zOffset + from + j] - logSum));
      }
      dz[dzOffset + from + (int) t[tOffset + r]] -= share;
    }
  }

  @Override
  public void activate(float[] z, int zOffset, int size) {
    for (int from = 0; from < size; from += row(size)) {
      SoftmaxCrossEntropy.softmax(z, zOffset + from, z, zOffset + from, row(size));
    }
  }

  @Override
  public String activation() {
    return Softmax.KIND;
  }

  @Override
  public TargetForm targetForm() {
    return TargetForm.CLASS_NUMBER;
  }

  @Override
  public void checkTarget(float[] t, int tOffset, int size) {
    for (int r = 0; r < targetSize(size); r++) {
      float c = t[tOffset + r];
      if (c != Math.rint(c) || c < 0 || c >= row(size)) {
        throw new IllegalArgumentException("expected a class from 0 to " + (row(size) - 1) + ", got " + c);
      }
    }
  }

  @Override
  public String toString() {
    return "sparse softmax cross-entropy" + (classes == 0 ? "" : " over rows of " + classes);
  }
}
