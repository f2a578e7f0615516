package dev.weft.benchmarks.conv;

import dev.weft.benchmarks.Rates;
import dev.weft.benchmarks.WeftBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The ladder for a convolution alone: forward and both gradients of a batch on one thread. */
public class ConvolutionBenchmark extends WeftBenchmark {

  /** Which convolution. */
  @Param({"CONV1", "CONV2", "CONV3"})
  public ConvShape shape;

  /** How it is computed. */
  @Param({"NAIVE", "IM2COL", "IMPLICIT_GEMM"})
  public Way way;

  /** Images. 16 of them are what a worker takes through the network at a time. */
  @Param("16")
  public int batch;

  private Convolution convolution;

  /** The rungs. */
  public enum Way {
    /** Plain loops. */
    NAIVE,
    /** im2col and general matrix products. */
    IM2COL,
    /** The layer as a network uses it: windows read in place. */
    IMPLICIT_GEMM;

    private Convolution of(ConvData data) {
      return switch (this) {
        case NAIVE -> new NaiveConvolution(data);
        case IM2COL -> new Im2colConvolution(data);
        case IMPLICIT_GEMM -> LayerConvolution.implicitGemm(data);
      };
    }
  }

  /** Makes the data and compares with the plain loops. */
  @Setup
  public void prepare() {
    ConvData data = ConvData.plain(shape, batch);
    convolution = way.of(data);
    convolution.verifyAgainst(new NaiveConvolution(data));
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
