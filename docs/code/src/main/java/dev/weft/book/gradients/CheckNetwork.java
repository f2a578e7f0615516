package dev.weft.book.gradients;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;

/** Checks all gradients of a small convolutional network, and those of a loss with a mistake. */
public final class CheckNetwork {

  private CheckNetwork() {}

  /** The report for a loss, on four images of noise. */
  public static GradientReport check(Loss loss) {
    Network network = Sequential.input(8, 8, 1)
        .add(conv2D(4, 3)).add(relu()).add(maxPool2D(2))
        .add(flatten()).add(dense(3))
        .withoutFusion().build(10);
    Tensor images = Tensor.zeros(4, 8, 8, 1);
    for (int i = 0; i < images.size(); i++) {
      images.array()[i] = CounterRandom.uniform(10, i);
    }
    return GradientCheck.of(network, loss).withKernels(Kernels.scalar()).check(images, 0, 1, 2, 0);
  }

  /** Prints both reports: the whole of the first, what failed of the second. */
  public static void main(String[] args) {
    System.out.print(check(softmaxCrossEntropy()));
    System.out.println();
    check(new ForgottenTarget()).failures().forEach(System.out::println);
  }
}
