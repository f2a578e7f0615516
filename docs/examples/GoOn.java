///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A run that another thread interrupts, and one that goes on where the first fit stopped, to the bits of a single run.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.*;
import java.util.Arrays;

void main() throws InterruptedException {
  var x = Tensor.uniform(1, 300, 2);
  var examples = Examples.of(x, x.sum(1));

  var whole = network();
  trainer(whole).epochs(12).fit(examples);

  var network = network();
  var last = new LastState();
  var trainer = trainer(network).callback(last);
  trainer.epochs(4).fit(examples);

  var end = new History.End[1];
  var running = Thread.ofVirtual().start(
      () -> end[0] = trainer.epochs(1_000_000).resume(last.get()).fit(examples).end());
  Thread.sleep(200);
  running.interrupt(); // between two steps
  running.join();
  IO.println(end[0]);

  var other = network();
  var again = new LastState();
  trainer(other).callback(again).epochs(5).fit(examples);
  trainer(other).epochs(12).resume(again.get()).fit(examples);
  IO.println("the same bits: " + Arrays.equals(other.parameters().values(), whole.parameters().values()));
}

Network network() {
  return Sequential.input(2).add(dense(8)).add(tanh()).add(dense(1)).build(1);
}

Trainer trainer(Network network) {
  return Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(30);
}
