package dev.weft.layers.engine;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import java.util.List;

/**
 * One layer's view of a run: where its inputs, outputs, gradients and working memory lie.
 *
 * <p>Everything is a float array and an offset. {@code x(n)} is where example n of the input starts in {@link #memory()}, and so
 * on; consecutive examples of a range that a layer is given lie next to each other. Memory of other examples may not be there any
 * more. A layer with several inputs asks for {@code x(k, n)}, example n of input k.
 */
public final class Pass {

  private final Run run;
  private final int capacity;
  private final long stream;
  private final float[] memory;
  private final Arena.Place[] x;
  private final int[] xSizes;
  private final int xOffset;
  private final boolean xOfChunk;
  private final int xSize;
  private final int yOffset;
  private final boolean yOfChunk;
  private final int ySize;
  private final Arena.Place[] dx;
  private final int dxOffset;
  private final boolean dxOfChunk;
  private final int dyOffset;
  private final boolean dyOfChunk;
  private final Chunk chunk;
  private final int sharedOffset;
  private final int savedOffset;
  private final int savedSize;
  private final int scratchOffset;
  private final int scratchSize;
  private final int[] xRows;
  private final int[] yRows;
  private final TouchedRows touched;

  Pass(Run run, Chunk chunk, Layer layer, int capacity, float[] memory, Arena.Places places) {
    List<Shape> shapes = layer.inputShapes();
    this.run = run;
    this.capacity = capacity;
    this.stream = layer.name().hashCode(); // the same whether or not neighbours are fused
    this.memory = memory;
    this.x = places.x();
    this.xSizes = shapes.stream().mapToInt(Shape::size).toArray();
    this.xOffset = x[0].start();
    this.xOfChunk = x[0].ofChunk();
    this.xSize = xSizes[0];
    this.yOffset = places.y().start();
    this.yOfChunk = places.y().ofChunk();
    this.ySize = layer.outputShape().size();
    this.dx = places.dx();
    this.dxOffset = dx[0].start();
    this.dxOfChunk = dx[0].ofChunk();
    this.dyOffset = places.dy().start();
    this.dyOfChunk = places.dy().ofChunk();
    this.chunk = chunk;
    this.sharedOffset = places.shared();
    this.savedOffset = places.saved();
    this.savedSize = places.savedSize();
    this.scratchOffset = places.scratch();
    this.scratchSize = places.scratchSize();
    this.xRows = multiples(xSize, capacity);
    this.yRows = multiples(ySize, capacity);
    this.touched = run.touched(layer);
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
    return xOffset + (xOfChunk ? n - chunk.from() : n) * xSize;
  }

  /** Where example n of input k starts. */
  public int x(int k, int n) {
    return x[k].start() + (x[k].ofChunk() ? n - chunk.from() : n) * xSizes[k];
  }

  /** Where output n starts. */
  public int y(int n) {
    return yOffset + (yOfChunk ? n - chunk.from() : n) * ySize;
  }

  /** Whether the gradient of the first input is wanted: something trainable lies before it, or it was asked for. */
  public boolean wantsDx() {
    return dxOffset >= 0;
  }

  /** Whether the gradient of input k is wanted. */
  public boolean wantsDx(int k) {
    return dx[k].start() >= 0;
  }

  /** Where the gradient of input n starts. */
  public int dx(int n) {
    return dxOffset + (dxOfChunk ? n - chunk.from() : n) * xSize;
  }

  /** Where the gradient of example n of input k starts. */
  public int dx(int k, int n) {
    return dx[k].start() + (dx[k].ofChunk() ? n - chunk.from() : n) * xSizes[k];
  }

  /** Where the gradient of output n starts. */
  public int dy(int n) {
    return dyOffset + (dyOfChunk ? n - chunk.from() : n) * ySize;
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
    return run.values();
  }

  /** The gradients, in the order of the slab. */
  public float[] gradients() {
    return run.gradients();
  }

  /** To be told which rows of {@link Layer#parameterByRows} gradients are added to; null if the layer has none, or nothing is trained. */
  public TouchedRows touched() {
    return touched;
  }

  /** The most examples that this pass has room for. */
  public int capacity() {
    return capacity;
  }

  /** The number of examples in this run. */
  public int batch() {
    return run.batch();
  }

  /** Whether this run trains: dropout drops, BatchNorm uses the batch's statistics. */
  public boolean training() {
    return run.training();
  }

  /** The key of this layer's random stream in this step of a seeded run. */
  public long key() {
    return CounterRandom.key(CounterRandom.key(run.seed(), stream), run.step());
  }

  /** The kernels of this run. */
  public Kernels kernels() {
    return run.kernels();
  }
}
