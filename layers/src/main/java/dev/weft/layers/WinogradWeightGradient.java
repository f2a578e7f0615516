package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The gradient of a 3 × 3 convolution's weights by {@link LargeTile}'s method, {@code dg = Gᵀ [Σ (A dy Aᵀ) ⊙ (Bᵀ d B)] G}, and that of
 * its biases.
 *
 * <p>Summed over tiles, {@linkplain Layer#gradientByParts by parts of the batch}, before it is transformed back.
 */
final class WinogradWeightGradient {

  private static final int COMBINED_FLOATS = 1024;
  private static final int SIZE = 3;
  private static final float[] G_TRANSPOSED = LargeTile.tileToWeights();

  private final LargeTilePass forward;
  private final Parameter weight;
  private final Parameter bias; // null: without
  private final int channels;
  private final int filters;
  private final int outputs; // of an example
  private final long sums; // where they start in the layer's shared memory
  private final int rowsPerCombination;

  /**
   * Plans the gradient.
   *
   * @param forward the convolution
   * @param outputs numbers that it puts out for an example
   * @param sums where the sums of the parts start in the layer's shared memory
   */
  WinogradWeightGradient(
      LargeTilePass forward, Parameter weight, Parameter bias, int channels, int filters, int outputs, long sums) {
    this.forward = forward;
    this.weight = weight;
    this.bias = bias;
    this.channels = channels;
    this.filters = filters;
    this.outputs = outputs;
    this.sums = sums;
    this.rowsPerCombination = Math.max(1, COMBINED_FLOATS / filters);
  }

  /** Floats of shared memory: the sums of the parts. */
  long shared() {
    return (long) Layer.PARTS * partSize();
  }

  /** Floats of working memory that {@link #combine} needs; {@link #addToPart} needs those of the convolution. */
  int scratch() {
    return (LargeTile.PLANES + LargeTile.IN * SIZE) * rowsPerCombination * filters;
  }

  private int partSize() {
    return LargeTile.PLANES * channels * filters + filters;
  }

  private int sums(Pass p, int part) {
    return Math.toIntExact(p.shared() + sums) + part * partSize();
  }

  private int biasSums(Pass p, int part) {
    return sums(p, part) + LargeTile.PLANES * channels * filters;
  }

  void clearPart(Pass p, int part) {
    int sums = sums(p, part);
    Arrays.fill(p.memory(), sums, sums + partSize(), 0f);
  }

  /** Sums {@code (A dy Aᵀ) ⊙ (Bᵀ d B)} over the tiles of some examples, and dy for the bias. */
  void addToPart(Pass p, int worker, int part, int from, int to) {
    Kernels kernels = p.kernels();
    float[] memory = p.memory();
    int sums = sums(p, part);
    int inputs = p.scratch(worker);
    int gradients = inputs + LargeTile.PLANES * forward.inPlane();
    int work = gradients + LargeTile.PLANES * forward.outPlane();
    int all = (to - from) * forward.tilesPerImage();
    for (int block = 0; block < all; block += forward.tilesPerBlock()) {
      int count = Math.min(forward.tilesPerBlock(), all - block);
      for (int t = 0; t < count; t++) {
        forward.input(kernels, memory, inputs + t * channels, p.x(from), block + t, work);
        forward.outputGradient(kernels, memory, gradients + t * filters, p.dy(from), block + t, work);
      }
      for (int e = 0; e < LargeTile.PLANES; e++) {
        kernels.multiplyTransposed(
            memory, sums + e * channels * filters, 0, channels, memory, inputs + e * forward.inPlane(),
            forward.inRows(), 0, count, memory, gradients + e * forward.outPlane(), forward.product());
      }
    }
    if (bias != null) {
      kernels.sumRows(
          memory, biasSums(p, part), memory, p.dy(from), filters, (to - from) * outputs / filters, filters);
    }
  }

  /** Some channels a task, and one for the bias. */
  int tasks() {
    return Math.ceilDiv(channels, rowsPerCombination) + 1;
  }

  /** Adds the parts up and transforms back, {@code dg = Gᵀ D G}. */
  void combine(Pass p, int worker, int task) {
    int first = task * rowsPerCombination;
    if (first >= channels) {
      combineBias(p);
      return;
    }
    int count = (Math.min(channels, first + rowsPerCombination) - first) * filters;
    float[] memory = p.memory();
    int planes = p.scratch(worker);
    int lines = planes + LargeTile.PLANES * count;
    for (int e = 0; e < LargeTile.PLANES; e++) {
      int from = (e * channels + first) * filters;
      System.arraycopy(memory, sums(p, 0) + from, memory, planes + e * count, count);
      for (int part = 1; part < Layer.PARTS; part++) {
        p.kernels().add(memory, planes + e * count, memory, sums(p, part) + from, count);
      }
    }
    for (int j = 0; j < LargeTile.IN; j++) {
      p.kernels().combine(memory, lines + j * count, LargeTile.IN * count, memory, planes + j * count,
          LargeTile.IN * count, G_TRANSPOSED, SIZE, LargeTile.IN, count);
    }
    write(p, lines, planes, count, first);
  }

  private void combineBias(Pass p) {
    for (int part = 0; bias != null && part < Layer.PARTS; part++) {
      p.kernels().add(p.gradients(), bias.offset(), p.memory(), biasSums(p, part), filters);
    }
  }

  /** The last step of the transform: lines (3, 6) to (3, 3), which are added to the gradients of the weights. */
  private void write(Pass p, int lines, int result, int count, int firstChannel) {
    for (int u = 0; u < SIZE; u++) {
      p.kernels().combine(p.memory(), result, count, p.memory(), lines + u * LargeTile.IN * count, count,
          G_TRANSPOSED, SIZE, LargeTile.IN, count);
      for (int v = 0; v < SIZE; v++) {
        p.kernels().add(
            p.gradients(), weight.offset() + ((u * SIZE + v) * channels + firstChannel) * filters, p.memory(),
            result + v * count, count);
      }
    }
  }
}
