///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Yes or no with one output, and several labels at once: binary cross-entropy on logits.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.binaryCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.*;

void main() {
  var x = Tensor.gaussian(1, 400, 2);
  var inside = new float[400];
  var labels = new float[3 * 400]; // right of the middle, above it, inside the circle
  for (int i = 0; i < inside.length; i++) {
    inside[i] = Math.hypot(x.get(i, 0), x.get(i, 1)) < 1 ? 1 : 0;
    labels[3 * i] = x.get(i, 0) > 0 ? 1 : 0;
    labels[3 * i + 1] = x.get(i, 1) > 0 ? 1 : 0;
    labels[3 * i + 2] = inside[i];
  }
  IO.println("yes or no, accuracy above 0.95: " + (accuracy(x, Tensor.of(inside), 1) > 0.95));
  IO.println("three labels, accuracy above 0.95: " + (accuracy(x, Tensor.of(labels, 400, 3), 3) > 0.95));
}

double accuracy(Tensor x, Tensor targets, int outputs) {
  var network = Sequential.input(2).add(dense(32)).add(relu()).add(dense(outputs)).build(1);
  var loss = binaryCrossEntropy().withPositiveWeight(1.5f); // a yes that is missed counts more
  return Trainer.of(network, loss, adam(0.01f)).batchSize(20).epochs(80).fit(Examples.of(x, targets)).last()
      .trainingAccuracy();
}
