package dev.weft.benchmarks.conv;

import dev.weft.benchmarks.Rates;
import dev.weft.benchmarks.WeftBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The ladder for conv1 and conv2 with the ReLU and the 2 × 2 max-pool behind them, on one thread.
 *
 * <p>All ways are credited with the multiply-adds of the dense convolution, so that those which skip work can pass the peak.
 * What the fused layer finds out about the gradients for both directions counts as part of backward-data.
 */
public class PooledConvolutionBenchmark extends WeftBenchmark {

  /** Which convolution of the reference network. */
  @Param({"CONV1", "CONV2"})
  public ConvShape shape;

  /** How it is computed. */
  @Param({"NAIVE", "SEPARATE", "FUSED_DIRECT", "FUSED"})
  public Way way;

  /** Images. 16 of them are what a worker takes through the network at a time. */
  @Param("16")
  public int batch;

  private Convolution convolution;

  /** The rungs. */
  public enum Way {
    /** Plain loops. */
    NAIVE,
    /** Three layers. */
    SEPARATE,
    /** One fused layer with a sparse backward pass, forward directly; conv1 with its weights in registers. */
    FUSED_DIRECT,
    /** The same, forward by Winograd's method where it suits; conv1 as before. */
    FUSED;

    private Convolution of(ConvData data) {
      return switch (this) {
        case NAIVE -> new NaivePooledConvolution(data);
        case SEPARATE -> LayerConvolution.separate(data);
        case FUSED_DIRECT -> LayerConvolution.fusedDirect(data);
        case FUSED -> LayerConvolution.fused(data);
      };
    }
  }

  /** Makes the data and compares with the plain loops. */
  @Setup
  public void prepare() {
    ConvData data = ConvData.pooled(shape, batch);
    convolution = way.of(data);
    convolution.verifyAgainst(new NaivePooledConvolution(data));
  }

  /** Ends threads. */
  @TearDown
  public void close() {
    convolution.close();
  }

  /** y from x. */
  @Benchmark
  public void forward(Rates.Flops rate) {
    convolution.forward();
    rate.add(shape.flops(batch));
  }

  /** dx from dy. */
  @Benchmark
  public void backwardData(Rates.Flops rate) {
    convolution.backwardData();
    rate.add(shape.flops(batch));
  }

  /** dW and db from x and dy. */
  @Benchmark
  public void backwardWeights(Rates.Flops rate) {
    convolution.backwardWeights();
    rate.add(shape.flops(batch));
  }
}
