///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A network that has learnt one task learns another from few examples: a new head first, then all of it, carefully.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.layers.engine.Parameters.*;
import static dev.weft.optim.Optimizers.adamW;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.ParameterGroup;
import dev.weft.optim.data.*;
import dev.weft.optim.train.*;
import java.util.List;

void main() {
  var network = Sequential.input(8).add(dense(32)).add(batchNorm()).add(relu()).add(dense(32)).add(relu())
      .add(dense(4)).build(1);
  Trainer.of(network, softmaxCrossEntropy(), adamW(0.01f, 0.05)).decayWeightsOnly().epochs(30).fit(quarters(2000, 1));

  var headOnly = network.frozen(all()).withoutLast(1).add(dense(2)).build(7); // what was learnt stays as it is
  var few = halves(60, 2);
  Trainer.of(headOnly, softmaxCrossEntropy(), adamW(0.01f, 0.05)).batchSize(20).epochs(40).fit(few);
  IO.println("trained: " + all().in(headOnly).stream().filter(p -> p.trainable()).map(p -> p.name()).toList());

  var tuned = headOnly.unfrozen();
  Trainer.of(tuned, softmaxCrossEntropy(), adamW(0.01f, 0.05)).batchSize(20).epochs(20).decayWeightsOnly()
      .group(ParameterGroup.of(all().except(layers("dense_3"))).withRate(0.01)).fit(few);
  var accuracy = Evaluator.evaluate(tuned, softmaxCrossEntropy(), halves(500, 3), 2, 128).accuracy();
  IO.println("accuracy above 0.9: " + (accuracy > 0.9));
}

/** Points, and which quarter of a plane two sums of their coordinates are in. */
Examples quarters(int count, long seed) {
  var x = Tensor.gaussian(seed, count, 8);
  var labels = new int[count];
  for (int i = 0; i < count; i++) {
    labels[i] = (sum(x, i, 0) > 0 ? 2 : 0) + (sum(x, i, 4) > 0 ? 1 : 0);
  }
  return Examples.labelled(x, labels, List.of("a", "b", "c", "d"));
}

/** Points, and whether both sums have one sign. */
Examples halves(int count, long seed) {
  var x = Tensor.gaussian(seed, count, 8);
  var labels = new int[count];
  for (int i = 0; i < count; i++) {
    labels[i] = sum(x, i, 0) * sum(x, i, 4) > 0 ? 1 : 0;
  }
  return Examples.labelled(x, labels, List.of("different", "alike"));
}

float sum(Tensor x, int i, int from) {
  return x.get(i, from) + x.get(i, from + 1) + x.get(i, from + 2) + x.get(i, from + 3);
}
