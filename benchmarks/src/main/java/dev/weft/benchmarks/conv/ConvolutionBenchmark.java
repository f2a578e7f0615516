package dev.weft.benchmarks.conv;

import dev.weft.benchmarks.Rates;
import dev.weft.benchmarks.WeftBenchmark;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The ladder for a convolution alone: forward and both gradients of a batch on one thread. */
public class ConvolutionBenchmark extends WeftBenchmark {

  /** Which convolution. */
  @Param({"CONV2", "CONV3"})
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
    NAIVE(NaiveConvolution::new),
    /** im2col and general matrix products. */
    IM2COL(Im2colConvolution::new),
    /** The layer as a network uses it: windows read in place. */
    IMPLICIT_GEMM(LayerConvolution::implicitGemm);

    private final Function<ConvData, Convolution> factory;

    Way(Function<ConvData, Convolution> factory) {
      this.factory = factory;
    }
  }

  /** Makes the data and compares with the plain loops. */
  @Setup
  public void prepare() {
    ConvData data = ConvData.plain(shape, batch);
    convolution = way.factory.apply(data);
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
