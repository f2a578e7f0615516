package dev.weft.book.training;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;

import dev.weft.book.Print;
import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.random.CounterRandom;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.data.SampleData;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.ExampleSource;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Workspace;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Trains {@link PlainNetwork} and the same network of the library side by side, on the sample's 6,000 images. */
public final class FromScratch {

  private static final int BATCH = 32;
  private static final int STEPS = 375; // as many images as twice through all
  private static final int STEPS_BESIDE = 100; // of the library's
  private static final float RATE = 0.1f;
  private static final long SEED = 11;
  private static final List<Integer> SHOWN = List.of(1, 2, 10, 50, 100, 200, 375);

  private FromScratch() {}

  /** The network of the library. */
  static Network network() {
    return Sequential.input(28, 28, 1)
        .add(conv2D(8, 3)).add(relu()).add(maxPool2D(2)).add(flatten()).add(dense(10))
        .build(SEED);
  }

  /** A network of the book's loops with the same first weights. */
  static PlainNetwork plain(Network network) {
    return new PlainNetwork(network.parameters().parameters().stream()
        .map(parameter -> network.parameters().tensor(parameter).toArray()).toArray(float[][]::new));
  }

  /** One step of gradient descent with the library's layers; returns the mean loss before it. */
  static double step(Network network, Workspace workspace, float[][] images, int[] labels) {
    ExampleSource source = (n, x, xOffset, target, targetOffset) -> {
      System.arraycopy(images[n], 0, x, xOffset, images[n].length);
      Arrays.fill(target, targetOffset, targetOffset + 10, 0f);
      target[targetOffset + labels[n]] = 1;
    };
    double loss = workspace.step(source, softmaxCrossEntropy(), images.length, SEED, 0);
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= RATE * workspace.gradients()[i];
    }
    return loss;
  }

  /** Prints the losses of both, and what the plain network gets right. */
  public static void main(String[] args) throws IOException {
    FashionMnistData data = SampleData.load();
    Network network = network();
    PlainNetwork plain = plain(network);
    try (WorkerPool pool = new WorkerPool(1)) {
      Workspace workspace = network.trainingWorkspace(BATCH, pool);
      Print.line("step  these loops    Weft");
      for (int step = 0; step < STEPS; step++) {
        int[] batch = new int[BATCH];
        for (int n = 0; n < BATCH; n++) {
          batch[n] = CounterRandom.below(CounterRandom.key(SEED, step), n, data.training().size());
        }
        float[][] images = images(data.training(), batch);
        int[] labels = Arrays.stream(batch).map(data.training()::label).toArray();
        double loss = plain.step(images, labels, RATE);
        String beside = step < STEPS_BESIDE
            ? String.format(Locale.ROOT, "%.3f", step(network, workspace, images, labels)) : "";
        if (SHOWN.contains(step + 1)) {
          Print.line("%4d  %11.3f  %s", step + 1, loss, beside);
        }
      }
    }
    Dataset test = data.test();
    int[] all = IntStream.range(0, test.size()).toArray();
    Print.line("right of %,d test images: %d", test.size(), plain.right(images(test, all), test.labels()));
  }

  private static float[][] images(Dataset data, int[] indices) {
    float[][] images = new float[indices.length][28 * 28];
    for (int n = 0; n < indices.length; n++) {
      data.gatherScaled(images[n], 0, indices[n], Dataset.UNIT_SCALE);
    }
    return images;
  }
}
