package dev.weft.benchmarks;

import dev.weft.optim.Optimizer;
import dev.weft.optim.Optimizers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One Adam update of a whole slab on one thread, and a plain copy of as many floats as the memory's own speed to compare with.
 *
 * <p>Traffic: four arrays read, three of them written.
 */
public class AdamBenchmark extends WeftBenchmark {

  private static final float LEARNING_RATE = 1e-3f;

  /** Floats in the slab: the reference network's, which stay in the cache, and some that do not. */
  @Param({"241546", "16777216"})
  public int parameters;

  private final Optimizer adam = Optimizers.adam(LEARNING_RATE);
  private float[] values;
  private float[] gradients;
  private float[][] state;
  private long step;

  /** Fills the slab. */
  @Setup
  public void prepare() {
    values = RandomFloats.normal(parameters);
    gradients = values.clone();
    state = new float[adam.slots()][parameters];
  }

  /** One step. */
  @Benchmark
  public float[] adam(Rates.Traffic rate) {
    adam.update(values, gradients, state, 0, parameters, ++step, LEARNING_RATE, 1f);
    rate.addFloats(7.0 * parameters);
    return values;
  }

  /** The array copied to another. */
  @Benchmark
  public float[] copy(Rates.Traffic rate) {
    System.arraycopy(gradients, 0, values, 0, parameters);
    rate.addFloats(2.0 * parameters);
    return values;
  }
}
