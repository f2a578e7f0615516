package dev.weft.benchmarks;

import static dev.weft.layers.Layers.maxPool2D;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.Sequential;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The 2 × 2 max-pool behind conv2, 11 × 11 × 64 → 5 × 5 × 64, on one thread: the layer, and the kernel of the fused one. */
public class PoolBenchmark extends WeftBenchmark {

  private static final int SIDE = 11;
  private static final int POOLED = 5;
  private static final int CHANNELS = 64;
  private static final int CORNERS = 4;

  /** Images. */
  @Param("16")
  public int batch;

  private LayersRun layer;
  private Kernels kernels;
  private int windows;
  private float[] x;
  private float[] y;
  private float[] choice;
  private float[] dx;

  /** Fills the inputs. */
  @Setup
  public void prepare() {
    layer = new LayersRun(Sequential.input(SIDE, SIDE, CHANNELS).add(maxPool2D(2)).build(0), batch, true);
    layer.setInputs(RandomFloats.normal(batch * SIDE * SIDE * CHANNELS));
    layer.setOutputGradients(RandomFloats.normal(batch * POOLED * POOLED * CHANNELS));
    layer.forward();
    kernels = Kernels.active();
    windows = batch * POOLED * POOLED;
    x = RandomFloats.normal(windows * CORNERS * CHANNELS);
    dx = new float[x.length];
    y = new float[windows * CHANNELS];
    choice = new float[y.length];
    kernels.reluMaxPool(y, 0, choice, 0, x, 0, windows, CHANNELS);
  }

  /** Ends threads. */
  @TearDown
  public void close() {
    layer.close();
  }

  /** The layer forward. */
  @Benchmark
  public void layerForward(Rates.Traffic rate) {
    layer.forward();
    rate.addFloats(batch * CHANNELS * (SIDE * SIDE + 2.0 * POOLED * POOLED));
  }

  /** The layer backward. */
  @Benchmark
  public void layerBackward(Rates.Traffic rate) {
    layer.backward();
    rate.addFloats(batch * CHANNELS * (SIDE * SIDE + 2.0 * POOLED * POOLED));
  }

  /** ReLU and pool of pixels that lie window by window. */
  @Benchmark
  public float[] kernelForward(Rates.Traffic rate) {
    kernels.reluMaxPool(y, 0, choice, 0, x, 0, windows, CHANNELS);
    rate.addFloats(x.length + 2.0 * y.length);
    return y;
  }

  /** Its transpose. */
  @Benchmark
  public float[] kernelBackward(Rates.Traffic rate) {
    kernels.unpool(dx, 0, y, 0, choice, 0, windows, CHANNELS);
    rate.addFloats(dx.length + 2.0 * y.length);
    return dx;
  }
}
