package dev.weft.layers;

import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.LargeTile;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Memory;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Conv2D} with 3 × 3 windows of stride 1, computed by Winograd's F(4 × 4, 3 × 3): forward, and both gradients.
 *
 * <p>Made by fusion where it is faster, never written by users. It rounds differently from the direct sum: {@link
 * LargeTile#ERROR}.
 *
 * <ul>
 *   <li>The gradient of the input is the forward pass of dy with the weights turned by half a turn and transposed.
 *   <li>The gradient of the weights is summed over tiles, {@linkplain Layer#gradientByParts by parts of the batch}, before it is
 *       transformed back.
 * </ul>
 */
final class WinogradConv2D extends BaseLayer {

  private static final int COMBINED_FLOATS = 1024;
  private static final double LEAST_USE = 0.7;
  private static final int MOST_PAIRS = 1 << 22; // of a channel and a filter: with more, the sums of the parts would not fit into an array
  private static final int SIZE = 3;
  private static final float[] G = LargeTile.weightsToTile();
  private static final float[] G_TURNED = LargeTile.turnedWeightsToTile();
  private static final float[] G_TRANSPOSED = LargeTile.tileToWeights();
  private static final float[][] G_ROWS = rows(G);
  private static final float[][] G_TURNED_ROWS = rows(G_TURNED);

  private final Conv2D conv;
  private final int channels;
  private final int filters;
  private final LargeTilePass forward;
  private final LargeTilePass turned;
  private final int packedSize;
  private final int turnedSize;
  private final int rowsPerCombination;

  private WinogradConv2D(Conv2D conv) {
    super(conv.name(), conv.spec(), conv.inputShape(), conv.outputShape());
    Window window = conv.window();
    this.conv = conv;
    this.channels = window.channels();
    this.filters = conv.outputShape().dim(2);
    this.forward = forward(conv);
    this.turned = new LargeTilePass(
        window.outHeight(), window.outWidth(), filters, window.height(), window.width(), channels,
        SIZE - 1 - window.padTop(), SIZE - 1 - window.padLeft());
    this.packedSize = Kernels.mostPackedSize(channels, filters);
    this.turnedSize = Kernels.mostPackedSize(filters, channels);
    this.rowsPerCombination = Math.max(1, COMBINED_FLOATS / filters);
  }

  private static LargeTilePass forward(Conv2D conv) {
    Window window = conv.window();
    return new LargeTilePass(
        window.height(), window.width(), window.channels(), window.outHeight(), window.outWidth(),
        conv.outputShape().dim(2), window.padTop(), window.padLeft());
  }

  private static float[][] rows(float[] g) {
    float[][] rows = new float[LargeTile.IN][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(g, SIZE * i, SIZE * (i + 1));
    }
    return rows;
  }

  /** The convolution computed so, or null if its windows are of another kind, or there is nothing to be gained. */
  static WinogradConv2D of(Layer layer) {
    if (!(layer instanceof Conv2D conv)) {
      return null;
    }
    Window window = conv.window();
    boolean suits = window.kernelHeight() == SIZE && window.kernelWidth() == SIZE && window.dense()
        && window.padTop() < SIZE && window.padLeft() < SIZE && window.channels() >= Kernels.MOST_LANES
        && conv.outputShape().dim(2) >= Kernels.MOST_LANES
        && (long) window.channels() * conv.outputShape().dim(2) <= MOST_PAIRS;
    return suits && forward(conv).use() >= LEAST_USE ? new WinogradConv2D(conv) : null;
  }

  // Memory for the run: packed weights, packed turned weights, bias, zeros, plain planes, then the sums of the parts.

  private int packed(Pass p) {
    return p.shared();
  }

  private int packedTurned(Pass p) {
    return packed(p) + LargeTile.PLANES * packedSize;
  }

  private int bias(Pass p) {
    return packedTurned(p) + LargeTile.PLANES * turnedSize;
  }

  private int zeros(Pass p) {
    return bias(p) + Kernels.roundUp(filters);
  }

  private int plain(Pass p) {
    return zeros(p) + Kernels.roundUp(Math.max(channels, filters));
  }

  private int sums(Pass p, int part) {
    return plain(p) + LargeTile.IN * (LargeTile.IN + SIZE) * channels * filters + part * sumsSize();
  }

  private int sumsSize() {
    return LargeTile.PLANES * channels * filters + filters;
  }

  @Override
  public Memory memory() {
    return memory(true);
  }

  @Override
  public Memory memory(boolean training) {
    long size = (long) channels * filters;
    long shared = LargeTile.PLANES * ((long) packedSize + turnedSize) + Kernels.roundUp(filters)
        + Kernels.roundUp(Math.max(channels, filters))
        + LargeTile.IN * (LargeTile.IN + SIZE) * size + (training ? (long) Layer.PARTS * sumsSize() : 0);
    int combining = (LargeTile.PLANES + LargeTile.IN * SIZE) * rowsPerCombination * filters;
    return Memory.of(shared, 0, training ? Math.max(combining, Math.max(forward.scratch(), turned.scratch()))
        : forward.scratch());
  }

  /** A row of six planes a task, and one for the bias. */
  @Override
  public int prepareTasks() {
    return LargeTile.IN + 1;
  }

  @Override
  public void prepare(Pass p, int task) {
    if (task == LargeTile.IN) {
      Arrays.fill(p.memory(), bias(p), plain(p), 0f);
      if (conv.bias() != null) {
        System.arraycopy(p.values(), conv.bias().offset(), p.memory(), bias(p), filters);
      }
      return;
    }
    int size = channels * filters;
    int planes = plain(p) + task * (LargeTile.IN + SIZE) * size;
    transform(p, G, G_ROWS, task, planes);
    for (int j = 0; j < LargeTile.IN; j++) {
      p.kernels().pack(p.memory(), packed(p) + (task * LargeTile.IN + j) * packedSize, p.memory(), planes + j * size,
          filters, 1, channels, filters, 0, filters);
    }
    if (p.wantsDx()) {
      transform(p, G_TURNED, G_TURNED_ROWS, task, planes);
      for (int j = 0; j < LargeTile.IN; j++) {
        p.kernels().pack(p.memory(), packedTurned(p) + (task * LargeTile.IN + j) * turnedSize, p.memory(),
            planes + j * size, 1, filters, filters, channels, 0, channels);
      }
    }
  }

  /** Row i of the planes of {@code G g Gᵀ}: three lines {@code Gᵢ g} behind them, and from these the six. */
  private void transform(Pass p, float[] g, float[][] rows, int i, int planes) {
    int size = channels * filters;
    int lines = planes + LargeTile.IN * size;
    for (int v = 0; v < SIZE; v++) {
      p.kernels().combine(
          p.memory(), lines + v * size, size, p.values(), conv.weight().offset() + v * size, SIZE * size, rows[i], 1,
          SIZE, size);
    }
    p.kernels().combine(p.memory(), planes, size, p.memory(), lines, size, g, LargeTile.IN, SIZE, size);
  }

  @Override
  public void kernelUse(KernelUse use) {
    use.add(Group.LARGE_TILES);
    use.products(filters);
    use.transposedProducts(filters);
    use.addInTraining(Group.ADD, Group.SUM_ROWS);
    if (use.training()) {
      use.products(channels);
    }
  }

  @Override
  public void forward(Pass p, int worker, int from, int to) {
    forward.run(p.kernels(), p.memory(), p.y(from), p.x(from), to - from, packed(p), packedSize, bias(p), zeros(p),
        p.scratch(worker));
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public void backward(Pass p, int worker, int from, int to) {
    if (p.wantsDx()) {
      turned.run(p.kernels(), p.memory(), p.dx(from), p.dy(from), to - from, packedTurned(p), turnedSize, zeros(p),
          zeros(p), p.scratch(worker));
    }
  }

  @Override
  public boolean gradientByParts() {
    return true;
  }

  @Override
  public void clearPart(Pass p, int part) {
    int sums = sums(p, part);
    Arrays.fill(p.memory(), sums, sums + sumsSize(), 0f);
  }

  /** Sums {@code (A dy Aᵀ) ⊙ (Bᵀ d B)} over the tiles, and dy for the bias. */
  @Override
  public void gradientOfPart(Pass p, int worker, int part, int from, int to) {
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
    if (conv.bias() != null) {
      kernels.sumRows(memory, sums + LargeTile.PLANES * channels * filters, memory, p.dy(from), filters,
          (to - from) * outputShape().size() / filters, filters);
    }
  }

  /** Some channels a task, and one for the bias. */
  @Override
  public int combineTasks() {
    return Math.ceilDiv(channels, rowsPerCombination) + 1;
  }

  /** Adds the parts up and transforms back, {@code dg = Gᵀ D G}. */
  @Override
  public void combine(Pass p, int worker, int task) {
    int first = task * rowsPerCombination;
    if (first >= channels) {
      for (int part = 0; conv.bias() != null && part < Layer.PARTS; part++) {
        p.kernels().add(p.gradients(), conv.bias().offset(), p.memory(),
            sums(p, part) + LargeTile.PLANES * channels * filters, filters);
      }
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
    writeGradient(p, lines, planes, count, first);
  }

  /** The last step of the transform: lines (3, 6) to (3, 3), which are added to the gradients of the weights. */
  private void writeGradient(Pass p, int lines, int result, int count, int firstChannel) {
    for (int u = 0; u < SIZE; u++) {
      p.kernels().combine(p.memory(), result, count, p.memory(), lines + u * LargeTile.IN * count, count,
          G_TRANSPOSED, SIZE, LargeTile.IN, count);
      for (int v = 0; v < SIZE; v++) {
        p.kernels().add(
            p.gradients(), conv.weight().offset() + ((u * SIZE + v) * channels + firstChannel) * filters, p.memory(),
            result + v * count, count);
      }
    }
  }

  @Override
  public List<Parameter> parameters() {
    return conv.parameters();
  }

  @Override
  public List<Layer> parts() {
    return List.of(conv);
  }

  @Override
  public String path() {
    return "Winograd";
  }
}
