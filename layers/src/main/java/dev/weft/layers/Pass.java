package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;

/**
 * One layer's view of a run: where its inputs, outputs, gradients and working memory lie.
 *
 * <p>Everything is a float array and an offset. {@code x(n)} is where example n of the input starts in {@link #memory()}, and so
 * on; consecutive examples lie next to each other.
 */
public final class Pass {

  private final Workspace workspace;
  private final long stream;
  private final float[] memory;
  private final int xOffset;
  private final int xSize;
  private final int yOffset;
  private final int ySize;
  private final int dxOffset;
  private final int dyOffset;
  private final int sharedOffset;
  private final int savedOffset;
  private final int savedSize;
  private final int scratchOffset;
  private final int scratchSize;
  private final int[] xRows;
  private final int[] yRows;
  private long key;

  Pass(Workspace workspace, Layer layer, float[] memory, Arena.Places places) {
    this.workspace = workspace;
    this.stream = layer.name().hashCode(); // the same whether or not neighbours are fused
    this.memory = memory;
    this.xOffset = places.x();
    this.xSize = layer.inputShape().size();
    this.yOffset = places.y();
    this.ySize = layer.outputShape().size();
    this.dxOffset = places.dx();
    this.dyOffset = places.dy();
    this.sharedOffset = places.shared();
    this.savedOffset = places.saved();
    this.savedSize = layer.memory().perExample();
    this.scratchOffset = places.scratch();
    this.scratchSize = places.scratchSize();
    this.xRows = multiples(xSize, workspace.capacity());
    this.yRows = multiples(ySize, workspace.capacity());
  }

  private static int[] multiples(int size, int count) {
    int[] rows = new int[count];
    for (int n = 0; n < count; n++) {
      rows[n] = n * size;
    }
    return rows;
  }

  /** The array that all offsets of this pass point into, except those of parameters. */
  public float[] memory() {
    return memory;
  }

  /** Where input n starts. */
  public int x(int n) {
    return xOffset + n * xSize;
  }

  /** Where output n starts. */
  public int y(int n) {
    return yOffset + n * ySize;
  }

  /** Whether the gradient of the input is wanted; the first layer's is not, unless asked for. */
  public boolean wantsDx() {
    return dxOffset >= 0;
  }

  /** Where the gradient of input n starts. */
  public int dx(int n) {
    return dxOffset + n * xSize;
  }

  /** Where the gradient of output n starts. */
  public int dy(int n) {
    return dyOffset + n * ySize;
  }

  /** Where each input starts after the first, as the row table of a kernel. */
  public int[] xRows() {
    return xRows;
  }

  /** Where each output starts after the first, as the row table of a kernel. */
  public int[] yRows() {
    return yRows;
  }

  /** Where the layer's memory for the whole run starts. */
  public int shared() {
    return sharedOffset;
  }

  /** Where the layer's memory for example n starts. */
  public int saved(int n) {
    return savedOffset + n * savedSize;
  }

  /** Where the scratch memory of a worker starts. */
  public int scratch(int worker) {
    return scratchOffset + worker * scratchSize;
  }

  /** The parameter slab's values. */
  public float[] values() {
    return workspace.values();
  }

  /** The gradients, in the order of the slab. */
  public float[] gradients() {
    return workspace.gradients();
  }

  /** The most examples that a run of this workspace can have. */
  public int capacity() {
    return workspace.capacity();
  }

  /** The number of examples in this run. */
  public int batch() {
    return workspace.batch();
  }

  /** Whether this run trains: dropout drops, BatchNorm uses the batch's statistics. */
  public boolean training() {
    return workspace.training();
  }

  /** The key of this layer's random stream in this step. */
  public long key() {
    return key;
  }

  /** The kernels of this run. */
  public Kernels kernels() {
    return workspace.kernels();
  }

  /** Derives this layer's random stream for one step of a seeded run. */
  void reseed(long seed, long step) {
    key = CounterRandom.key(CounterRandom.key(seed, stream), step);
  }
}
