package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;

/**
 * The weights of a 3 × 3 convolution as the 36 planes of {@link LargeTile}, {@code G g Gᵀ}, packed for its products: as they are for
 * forward, and turned by half a turn and transposed for the gradient of the input.
 *
 * <p>They lie at the start of the layer's shared memory: the packed planes, those that are turned, the bias, zeros, and the planes
 * before they are packed.
 */
final class WinogradWeights {

  private static final int SIZE = 3;
  private static final float[] G = LargeTile.weightsToTile();
  private static final float[] G_TURNED = LargeTile.turnedWeightsToTile();
  private static final float[][] G_ROWS = rows(G);
  private static final float[][] G_TURNED_ROWS = rows(G_TURNED);

  private final Parameter weight;
  private final Parameter bias; // null: without
  private final int channels;
  private final int filters;
  private final int plane;
  private final int turnedPlane;

  WinogradWeights(Parameter weight, Parameter bias, int channels, int filters) {
    this.weight = weight;
    this.bias = bias;
    this.channels = channels;
    this.filters = filters;
    this.plane = Kernels.mostPackedSize(channels, filters);
    this.turnedPlane = Kernels.mostPackedSize(filters, channels);
  }

  private static float[][] rows(float[] g) {
    float[][] rows = new float[LargeTile.IN][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(g, SIZE * i, SIZE * (i + 1));
    }
    return rows;
  }

  /** Floats of shared memory. */
  long floats() {
    return LargeTile.PLANES * ((long) plane + turnedPlane) + Kernels.roundUp(filters)
        + Kernels.roundUp(Math.max(channels, filters))
        + LargeTile.IN * (LargeTile.IN + SIZE) * (long) channels * filters;
  }

  /** Floats from one of the packed planes to the next. */
  int plane() {
    return plane;
  }

  /** The same of the turned ones. */
  int turnedPlane() {
    return turnedPlane;
  }

  /** Where the packed planes start. */
  int packed(Pass p) {
    return p.shared();
  }

  /** Where the turned ones start. */
  int turned(Pass p) {
    return packed(p) + LargeTile.PLANES * plane;
  }

  /** Where one number a filter lies, zeros if there is no bias. */
  int bias(Pass p) {
    return turned(p) + LargeTile.PLANES * turnedPlane;
  }

  /** Where as many zeros lie as there are channels, or filters if those are more. */
  int zeros(Pass p) {
    return bias(p) + Kernels.roundUp(filters);
  }

  private int plain(Pass p) {
    return zeros(p) + Kernels.roundUp(Math.max(channels, filters));
  }

  /** A row of six planes a task, and one for the bias. */
  int tasks() {
    return LargeTile.IN + 1;
  }

  /** Transforms and packs the weights; turned ones only if the gradient of the input is wanted. */
  void prepare(Pass p, int task) {
    if (task == LargeTile.IN) {
      prepareBias(p);
      return;
    }
    int size = channels * filters;
    int planes = plain(p) + task * (LargeTile.IN + SIZE) * size;
    transform(p, G, G_ROWS, task, planes);
    for (int j = 0; j < LargeTile.IN; j++) {
      p.kernels().pack(p.memory(), packed(p) + (task * LargeTile.IN + j) * plane, p.memory(), planes + j * size,
          filters, 1, channels, filters, 0, filters);
    }
    if (p.wantsDx()) {
      transform(p, G_TURNED, G_TURNED_ROWS, task, planes);
      for (int j = 0; j < LargeTile.IN; j++) {
        p.kernels().pack(p.memory(), turned(p) + (task * LargeTile.IN + j) * turnedPlane, p.memory(),
            planes + j * size, 1, filters, filters, channels, 0, channels);
      }
    }
  }

  private void prepareBias(Pass p) {
    Arrays.fill(p.memory(), bias(p), plain(p), 0f);
    if (bias != null) {
      System.arraycopy(p.values(), bias.offset(), p.memory(), bias(p), filters);
    }
  }

  /** Row i of the planes of {@code G g Gᵀ}: three lines {@code Gᵢ g} behind them, and from these the six. */
  private void transform(Pass p, float[] g, float[][] rows, int i, int planes) {
    int size = channels * filters;
    int lines = planes + LargeTile.IN * size;
    for (int v = 0; v < SIZE; v++) {
      p.kernels().combine(
          p.memory(), lines + v * size, size, p.values(), weight.offset() + v * size, SIZE * size, rows[i], 1, SIZE,
          size);
    }
    p.kernels().combine(p.memory(), planes, size, p.memory(), lines, size, g, LargeTile.IN, SIZE, size);
  }
}
