///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Texts of different lengths, read both ways by a recurrent network, and a time series, continued by causal convolutions.

import static dev.weft.layers.Blocks.bidirectional;
import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.*;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Trainer;
import java.util.List;
import java.util.Random;

void main() {
  IO.println("texts, accuracy above 0.95: " + (texts() > 0.95));
  IO.println("time series, loss below 0.01: " + (series() < 0.01));
}

/** Texts of 2 to 12 letters: does an a come before the first b? Letters are 1, 2, 3, …; 0 fills up the shorter ones. */
double texts() {
  var random = new Random(1);
  int[] labels = new int[1024];
  float[] letters = new float[labels.length * 12];
  for (int i = 0; i < labels.length; i++) {
    int first = 0;
    for (int k = 0; k < 2 + random.nextInt(11); k++) {
      int letter = 1 + random.nextInt(6);
      letters[12 * i + k] = letter;
      first = first == 0 && letter <= 2 ? letter : first;
    }
    labels[i] = first == 1 ? 1 : 0;
  }
  var network = Sequential.input(12).add(embedding(7, 8).maskZero()).add(bidirectional(gru(16).maskZero()))
      .add(dense(2)).build(1);
  var data = Examples.labelled(Tensor.of(letters, labels.length, 12), labels, List.of("no", "yes"));
  return Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(32).epochs(25).fit(data).last()
      .trainingAccuracy();
}

/** The next value of two waves, at each of 32 steps, from that step and those before it. */
double series() {
  float[] x = new float[256 * 32];
  float[] next = new float[x.length];
  for (int i = 0; i < x.length; i++) {
    x[i] = wave(i / 32, i % 32);
    next[i] = wave(i / 32, i % 32 + 1);
  }
  var network = Sequential.input(32, 1).add(conv1D(16, 3).causal()).add(relu())
      .add(conv1D(16, 3).causal().withDilation(2)).add(relu()).add(conv1D(1, 1)).build(1);
  var data = Examples.of(Tensor.of(x, 256, 32, 1), Tensor.of(next, 256, 32, 1));
  return Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(16).epochs(60).fit(data).last().trainingLoss();
}

float wave(int start, int step) {
  return (float) (0.5 * Math.sin(start + 0.5 * step) + 0.5 * Math.cos(2 * start + 0.2 * step));
}
