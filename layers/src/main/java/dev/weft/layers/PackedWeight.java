package dev.weft.layers;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Pass;

/**
 * A k × n weight matrix in the order that the kernels read: as it is for forward, and transposed for backward-data.
 *
 * <p>Both copies live in the shared memory of a pass and are renewed by {@link #prepare} once a step. A layer that multiplies by a matrix
 * has one: it asks for {@code Memory.shared(packed.floats())} and gives {@link #tasks} and {@link #prepare} as its own;
 * {@link Dense} is the shortest example.
 *
 * {@snippet :
 * void forward(Pass p, int from, int to, PackedWeight packed, Parameter bias, int k, int n) { // y = x W + b
 *   p.kernels().multiply(p.memory(), p.y(from), p.values(), bias.offset(), p.memory(), p.x(from), p.xRows(), 0,
 *       to - from, p.memory(), packed.forward(p), Product.ofMatrices(k, n));
 * }
 *
 * void backward(Pass p, int from, int to, PackedWeight packed, int k, int n) { // dx = dy Wᵀ
 *   p.kernels().multiply(p.memory(), p.dx(from), p.memory(), packed.zeros(p), p.memory(), p.dy(from), p.yRows(), 0,
 *       to - from, p.memory(), packed.transposed(p), Product.ofMatrices(n, k));
 * }
 * }
 */
public final class PackedWeight {

  static final int COLUMNS_PER_TASK = 256;

  private final Parameter weight;
  private final int first; // where the matrix starts in it
  private final int shared; // where the copies start in the layer's shared memory
  private final int k;
  private final int n;
  private final int forwardTasks;
  private final int backwardTasks;

  /**
   * The matrix that a parameter is, with its copies at the start of the layer's shared memory.
   *
   * @param weight of k · n values, row by row
   * @param k its rows: inputs
   * @param n its columns: outputs
   */
  public PackedWeight(Parameter weight, int k, int n) {
    this(weight, 0, 0, k, n);
  }

  /**
   * A matrix that starts anywhere in a parameter, with its copies anywhere in the shared memory.
   *
   * @param weight that has the matrix, row by row
   * @param first where it starts in the parameter
   * @param shared where its copies start in the layer's shared memory
   * @param k its rows: inputs
   * @param n its columns: outputs
   */
  public PackedWeight(Parameter weight, int first, int shared, int k, int n) {
    this.weight = weight;
    this.first = first;
    this.shared = shared;
    this.k = k;
    this.n = n;
    this.forwardTasks = (n + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
    this.backwardTasks = (k + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
  }

  /** Floats of shared memory, enough for every kind of kernels; a row of zeros comes last. */
  public int floats() {
    return Kernels.mostPackedSize(k, n) + Kernels.mostPackedSize(n, k) + Math.max(n, k);
  }

  int forwardTasks() {
    return forwardTasks;
  }

  /** How many tasks {@link #prepare} is cut into. */
  public int tasks() {
    return forwardTasks + backwardTasks;
  }

  /** Whether a task packs columns of Wᵀ. */
  boolean isTransposed(int task) {
    return task >= forwardTasks;
  }

  /** The first of the {@link #COLUMNS_PER_TASK} columns of Wᵀ that a task packs. */
  int firstColumn(int task) {
    return (task - forwardTasks) * COLUMNS_PER_TASK;
  }

  /** Packs W, and Wᵀ if a gradient of the input is wanted. */
  public void prepare(Pass pass, int task) {
    if (task < forwardTasks) {
      prepareForward(pass, task);
    } else if (pass.wantsDx()) {
      prepareTransposed(pass, task);
    }
  }

  /** Packs W and Wᵀ in any case: for a layer that needs both for its own steps. */
  void prepareBoth(Pass pass, int task) {
    if (task < forwardTasks) {
      prepareForward(pass, task);
    } else {
      prepareTransposed(pass, task);
    }
  }

  /** Packs Wᵀ, and W if a gradient of the input is wanted: for a layer that is this one turned around. */
  void prepareTurned(Pass pass, int task) {
    if (task >= forwardTasks) {
      prepareTransposed(pass, task);
    } else if (pass.wantsDx()) {
      prepareForward(pass, task);
    }
  }

  private void prepareTransposed(Pass pass, int task) {
    int from = firstColumn(task);
    pass.kernels().pack(pass.memory(), transposed(pass), pass.values(), weight.offset() + first, 1, n, n, k,
        from, Math.min(k, from + COLUMNS_PER_TASK));
  }

  /** The part of {@link #prepare} that forward needs: the first {@link #forwardTasks}; nothing for later tasks. */
  void prepareForward(Pass pass, int task) {
    if (task < forwardTasks) {
      int from = task * COLUMNS_PER_TASK;
      pass.kernels().pack(pass.memory(), forward(pass), pass.values(), weight.offset() + first, n, 1, k, n,
          from, Math.min(n, from + COLUMNS_PER_TASK));
    }
  }

  /** Where W lies packed. */
  public int forward(Pass pass) {
    return pass.shared() + shared;
  }

  /** Where Wᵀ lies packed. */
  public int transposed(Pass pass) {
    return pass.shared() + shared + Kernels.mostPackedSize(k, n);
  }

  /** Where a row of zeros lies, as long as the longer side of W. */
  public int zeros(Pass pass) {
    return transposed(pass) + Kernels.mostPackedSize(n, k);
  }
}
