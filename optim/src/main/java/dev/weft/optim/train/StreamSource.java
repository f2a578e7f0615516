package dev.weft.optim.train;

import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Objective;
import dev.weft.optim.data.ExampleStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Batches of a stream: the examples of a batch are drawn from those that wait, before the step, and copied from there by the workers.
 *
 * <p>Which one is drawn is a function of (seed, epoch, place), so an epoch can be entered anywhere, by reading over what is before.
 */
final class StreamSource extends Feed {

  /** The random stream of the draws. */
  private static final long STREAM = 0x53545245414dL;

  private final ExampleStream stream;
  private final Objective objective;
  private final long seed;
  private final int[] inputSizes;
  private final int[] targetSizes;
  private final int[] outputSizes;
  private final int[] offsets; // of the inputs in a record
  private final int inputs;
  private final int record;
  private final float[][] waiting;
  private final float[][] batch;

  private ExampleStream.Reader reader;
  private int epoch;
  private long key;
  private int filled;
  private int read;
  private int drawn;

  /**
   * A source of this stream.
   *
   * @param buffer how many examples wait to be drawn
   */
  StreamSource(
      ExampleStream stream, int buffer, Objective objective, List<Shape> outputs, int batchSize, long seed) {
    this.stream = stream;
    this.objective = objective;
    this.seed = seed;
    this.inputSizes = stream.inputShapes().stream().mapToInt(Shape::size).toArray();
    this.targetSizes = stream.targetShapes().stream().mapToInt(Shape::size).toArray();
    this.outputSizes = outputs.stream().mapToInt(Shape::size).toArray();
    this.offsets = new int[inputSizes.length];
    int at = 0;
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = at;
      at += inputSizes[k];
    }
    this.inputs = at;
    for (int size : targetSizes) {
      at += size;
    }
    this.record = at;
    this.waiting = new float[Math.min(buffer, stream.size())][record];
    this.batch = new float[Math.min(batchSize, stream.size())][record];
  }

  @Override
  int size() {
    return stream.size();
  }

  @Override
  void startEpoch(int epoch) {
    close();
    this.epoch = epoch;
    key = CounterRandom.key(CounterRandom.key(seed, STREAM), epoch);
    filled = 0;
    read = 0;
    drawn = 0;
    try {
      reader = stream.open(epoch);
      while (filled < waiting.length) {
        read(waiting[filled++]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  void startBatch(int place, int count) {
    try {
      while (drawn < place) {
        draw(batch[0]);
      }
      for (int slot = 0; slot < count; slot++) {
        draw(batch[slot]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void draw(float[] to) throws IOException {
    float[] chosen = waiting[CounterRandom.below(key, drawn++, filled)];
    System.arraycopy(chosen, 0, to, 0, record);
    if (read < stream.size()) {
      read(chosen);
    } else {
      System.arraycopy(waiting[--filled], 0, chosen, 0, record);
    }
  }

  private void read(float[] to) throws IOException {
    if (!reader.read(to, offsets, to, inputs)) {
      throw new IllegalStateException("expected a stream of " + stream.size() + " examples an epoch, got one of " + read
          + " in epoch " + (epoch + 1));
    }
    for (int j = 0; j < record; j++) {
      if (!Float.isFinite(to[j])) {
        throw new IllegalArgumentException("expected finite numbers as " + (j < inputs ? "inputs" : "targets")
            + ", got " + to[j] + " at place " + (j < inputs ? j : j - inputs) + " of " + next());
      }
    }
    try {
      for (int k = 0, at = inputs; k < targetSizes.length; at += targetSizes[k++]) {
        objective.losses().get(k).checkTarget(to, at, outputSizes[k]);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " as target of " + next(), e);
    }
    read++;
  }

  /** What the example is called that is being read. */
  private String next() {
    return "example " + read + " of epoch " + (epoch + 1);
  }

  @Override
  String describe(int slot) {
    return "an example of epoch " + (epoch + 1);
  }

  @Override
  public void load(int slot, float[] x, int[] xOffsets, float[] target, int targetOffset) {
    for (int k = 0; k < inputSizes.length; k++) {
      System.arraycopy(batch[slot], offsets[k], x, xOffsets[k], inputSizes[k]);
    }
    System.arraycopy(batch[slot], inputs, target, targetOffset, record - inputs);
  }

  @Override
  public void close() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      } finally {
        reader = null;
      }
    }
  }
}
