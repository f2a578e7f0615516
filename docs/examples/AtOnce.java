///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Several trainings at once, on virtual threads: none disturbs another, and each gets the bits that it would get alone.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Trainer;
import java.util.concurrent.*;

void main() throws Exception {
  var alone = new ArrayList<float[]>();
  for (int seed = 0; seed < 4; seed++) {
    alone.add(trained(seed));
  }
  try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
    var together = new ArrayList<Future<float[]>>();
    for (int seed = 0; seed < 4; seed++) {
      int own = seed;
      together.add(threads.submit(() -> trained(own)));
    }
    boolean same = true;
    for (int seed = 0; seed < 4; seed++) {
      same &= Arrays.equals(alone.get(seed), together.get(seed).get());
    }
    IO.println("the same bits: " + same);
  }
}

/** The weights of a network after its training. */
float[] trained(long seed) {
  var x = Tensor.gaussian(5, 300, 4);
  var network = Sequential.input(4).add(dense(16)).add(tanh()).add(dropout(0.1f)).add(dense(1)).build(seed);
  Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(32).epochs(3).threads(1).seed(seed)
      .fit(Examples.of(x, x.sum(1)));
  return network.parameters().values();
}
