package dev.weft.layers.oracle;

/** Convolution and pools of sequences (N, T, C), as those of images of one row; and embeddings of which 0 is nothing. */
public final class Sequences {

  private Sequences() {}

  /** A sequence as an image of one row; images stay as they are. */
  public static Value image(Value x) {
    return x.shape().length == 4 ? x : Ops.reshape(x, x.dim(0), 1, x.dim(1), x.dim(2));
  }

  private static Value sequence(Value y) {
    return Ops.reshape(y, y.dim(0), y.dim(2), y.dim(3));
  }

  /** Cross-correlation of x (N, T, in) with w (k, in, out) plus b (out), which may be null. */
  public static Value conv1d(Value x, Value w, Value b, Grid grid) {
    Value kernel = Ops.reshape(w, 1, w.dim(0), w.dim(1), w.dim(2));
    return sequence(Oracle.conv2d(image(x), kernel, b, grid));
  }

  /** The largest value of each window. */
  public static Value maxPool1d(Value x, int size, Grid grid) {
    return sequence(Oracle.maxPool2d(image(x), 1, size, grid));
  }

  /** The mean of each window, over the steps that are in the sequence. */
  public static Value averagePool1d(Value x, int size, Grid grid) {
    return sequence(Oracle.averagePool2d(image(x), 1, size, grid));
  }

  /** The rows of w that x names, and zeros for 0. */
  public static Value maskedEmbedding(Value x, Value w) {
    Value rows = Shapes.embedding(x, w);
    double[] named = new double[rows.size()];
    for (int i = 0; i < named.length; i++) {
      named[i] = x.data()[i / w.dim(1)] == 0 ? 0 : 1;
    }
    return Ops.times(rows, Value.of(named, rows.shape()));
  }
}
