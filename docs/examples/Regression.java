///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Numbers from numbers: targets are floats, the loss is mean squared error, and the inputs are standardised in the network.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.*;
import dev.weft.optim.train.*;

void main() {
  var x = Tensor.uniform(1, 500, 2).times(100);
  var y = new float[500];
  for (int i = 0; i < y.length; i++) {
    y[i] = (float) Math.sin(x.get(i, 0) / 20) + x.get(i, 1) / 50;
  }
  var split = Examples.of(x, Tensor.of(y)).split(0.2, 1);
  var network = Sequential.input(2).add(ChannelStatistics.of(split.training()).layer())
      .add(dense(32)).add(tanh()).add(dense(1)).build(1);
  var history = Trainer.of(network, meanSquaredError(), adam(0.02f)).batchSize(32).epochs(150)
      .validateOn(split.validation()).fit(split.training());
  IO.println("validation loss below 0.01: " + (history.last().validationLoss() < 0.01));
}
