package dev.weft.benchmarks;

import dev.weft.core.tensor.Shape;
import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.augment.Augmenter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import java.util.concurrent.TimeUnit;

/** A random change of one image of 28 × 28, on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AugmentationBenchmark extends WeftBenchmark {

  private static final Shape SHAPE = Shape.of(28, 28, 1);

  /** What is done, as {@link Augmentation#parse} reads it. */
  @Param({"flip", "shift 2", "rotate 10 + scale 0.9 1.1", "elastic 1.5", "noise 0.05", "blur 1", "brightness 0.2",
      "contrast 0.2",
      "erase 0.02 0.2", "cutout 8", "mixup 0.2", "cutmix 1"})
  public String changes;

  private float[] image;
  private float[] partner;
  private Augmenter augmenter;
  private boolean mixes;
  private int example;

  /** Fills the image. */
  @Setup
  public void prepare() {
    Augmentation augmentation = Augmentation.parse(changes);
    augmenter = new Augmenter(augmentation, SHAPE, 2023);
    mixes = augmentation.mixing() != null;
    image = RandomFloats.normal(SHAPE.size());
    partner = RandomFloats.normal(SHAPE.size());
  }

  /** Other draws each time. */
  @Benchmark
  public float[] change() {
    example++;
    augmenter.change(image, 0, 0, example, 0);
    if (mixes) {
      augmenter.mix(image, 0, partner, partner.length, 0, example);
    }
    return image;
  }
}
