package dev.weft.optim;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.util.Arrays;
import java.util.List;

/** A program for {@link FallbackTest}: threads ask for the kernels at once, then a network is trained. */
final class FallbackChild {

  private static final int SIDE = 8;
  private static final int IMAGES = 64;
  private static final int ASKERS = 8;

  private FallbackChild() {}

  /** Prints the kernels, the digest of the trained weights, and how many training images are told apart. */
  public static void main(String[] arguments) throws InterruptedException {
    askAtOnce();
    Dataset images = halves();
    Network network = Sequential.input(SIDE, SIDE, 1)
        .add(conv2D(4, 3)).add(relu()).add(maxPool2D(2)).add(flatten()).add(dense(2)).build(1);
    var history = Trainer.of(network, softmaxCrossEntropy(), Optimizers.adam(0.01f)).batchSize(16).epochs(10).threads(2)
        .seed(1).fit(images);
    System.out.println("kernels " + Kernels.active().name());
    System.out.println("weights " + Arrays.hashCode(network.parameters().values()));
    System.out.println("accuracy " + history.last().trainingAccuracy());
  }

  private static void askAtOnce() throws InterruptedException {
    Thread[] askers = new Thread[ASKERS];
    for (int i = 0; i < ASKERS; i++) {
      askers[i] = Thread.ofPlatform().start(Kernels::active);
    }
    for (Thread asker : askers) {
      asker.join();
    }
  }

  /** Images whose upper or lower half is bright. */
  private static Dataset halves() {
    byte[] pixels = new byte[IMAGES * SIDE * SIDE];
    byte[] labels = new byte[IMAGES];
    for (int p = 0; p < pixels.length; p++) {
      int image = p / (SIDE * SIDE);
      int half = p / SIDE % SIDE / (SIDE / 2);
      labels[image] = (byte) (image % 2);
      pixels[p] = (byte) (half == labels[image] ? 200 + p % 50 : p % 90);
    }
    return Dataset.of(pixels, Shape.of(SIDE, SIDE, 1), labels, List.of("upper", "lower"));
  }
}
