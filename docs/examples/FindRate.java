///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Which learning rate? A search that draws its curve. And batches that do not fit into memory: gradients of several added up.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.*;

void main() {
  var x = Tensor.gaussian(1, 640, 8);
  var examples = Examples.of(x, x.sum(1));
  var network = Sequential.input(8).add(dense(32)).add(tanh()).add(dense(1)).build(1);
  var found = LearningRateFinder.find(Trainer.of(network, meanSquaredError(), adam(1)).batchSize(32), examples);
  IO.println(found.toString().contains("*") && found.suggestion() > 1e-4 && found.suggestion() < 1);
  var history = Trainer.of(network, meanSquaredError(), adam(found.suggestion())).batchSize(16).accumulate(4).epochs(40)
      .fit(examples);
  IO.println("a hundredth of the first loss: "
      + (history.last().trainingLoss() < 0.01 * history.epochs().getFirst().trainingLoss()));
}
