package dev.weft.layers.engine;

/**
 * Where a batch comes from: writes one example and its target straight into the memory of a run.
 *
 * {@snippet :
 * ExampleSource zeros = (slot, to, at, target, targetAt) -> target[targetAt + slot % 3] = 1; // into a cleared batch
 * try (WorkerPool pool = new WorkerPool(1)) {
 *   network.trainingWorkspace(8, pool).step(zeros, softmaxCrossEntropy(), 8, 1, 1);
 * }
 * }
 */
public interface ExampleSource {

  /**
   * Writes example {@code slot} of the batch. Called once per slot, from the worker that will compute on it.
   *
   * @param slot position in the batch
   * @param x where the example's floats go, from {@code xOffset}
   * @param target where the target's floats go, from {@code targetOffset}: as many as the loss asks for, {@link
   *     Loss#targetSize}
   */
  void load(int slot, float[] x, int xOffset, float[] target, int targetOffset);

  /**
   * Writes example {@code slot} of the batch for a network of several inputs. A source for one input need not know of it.
   *
   * @param slot position in the batch
   * @param x where the example's floats go, those of input k from {@code xOffsets[k]}
   * @param target where the targets' floats go, from {@code targetOffset}: those of all outputs, one behind the other
   */
  default void load(int slot, float[] x, int[] xOffsets, float[] target, int targetOffset) {
    load(slot, x, xOffsets[0], target, targetOffset);
  }

  /** How much the loss of example {@code slot} counts; asked for once per slot, after it was loaded. */
  default float weight(int slot) {
    return 1f;
  }
}
