package org.example.weft;

import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.tanh;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.core.kernel.KernelChoice;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Trains two networks on generated data, saves one, loads it and predicts with both copies. */
public final class Example {

  private static final long SEED = 2023;

  private Example() {}

  /** Takes no arguments; prints what was learnt. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("kernels: " + KernelChoice.active().kernels().name());
    System.out.println("XOR: " + Arrays.toString(xor()));

    Dataset unseen = Bars.draw(300, SEED + 1);
    Tensor pictures = Bars.pictures(unseen);
    Network network = trainedOnBars();
    Tensor predictions = network.predict(pictures);
    System.out.printf("bars: accuracy %.3f%n", accuracy(predictions.argmax(1), unseen));

    Tensor again = saveAndLoad(network).predict(pictures);
    System.out.println("loaded network predicts the same: " + Arrays.equals(predictions.toArray(), again.toArray()));
  }

  /** What a small network has learnt of exclusive or: its answers for (0, 0), (0, 1), (1, 0) and (1, 1). */
  private static int[] xor() {
    byte[] inputs = {0, 0, 0, -1, -1, 0, -1, -1}; // pixels are unsigned: -1 is 255, which becomes 1
    byte[] answers = {0, 1, 1, 0};
    Dataset table = Dataset.of(inputs, Shape.of(2), answers, List.of("false", "true"));
    Network network = Sequential.input(2).add(dense(8)).add(tanh()).add(dense(2)).build(SEED);
    Trainer.of(network, softmaxCrossEntropy(), adam(0.05f)).batchSize(4).epochs(200).seed(SEED).fit(table);
    return network.predict(Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2)).argmax(1);
  }

  private static Network trainedOnBars() {
    Network network = Sequential.input(Bars.SIDE, Bars.SIDE, 1)
        .add(conv2D(8, 3).same()).add(relu()).add(maxPool2D(2))
        .add(conv2D(16, 3).same()).add(relu()).add(maxPool2D(2))
        .add(flatten()).add(dense(3))
        .build(SEED);
    Trainer.of(network, softmaxCrossEntropy(), adam(3e-3f)).batchSize(32).epochs(12).threads(2).seed(SEED)
        .fit(Bars.draw(1200, SEED));
    return network;
  }

  private static Network saveAndLoad(Network network) throws IOException {
    Path file = Files.createTempFile("bars", ".safetensors");
    try {
      ModelFile.save(file, network, Map.of("example", "bars"));
      return ModelFile.load(file).network();
    } finally {
      Files.delete(file);
    }
  }

  private static double accuracy(int[] predicted, Dataset truth) {
    int correct = 0;
    for (int i = 0; i < predicted.length; i++) {
      correct += predicted[i] == truth.label(i) ? 1 : 0;
    }
    return (double) correct / predicted.length;
  }
}
