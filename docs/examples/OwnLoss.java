///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A loss of one's own, which a gradient check holds to its slope: of two errors the one below the target costs more.

import static dev.weft.layers.Layers.*;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.*;
import dev.weft.layers.check.GradientCheck;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.*;

/** The quantile loss: its least is where the share q of all targets lies below the output. */
record Pinball(float q) implements ElementwiseLoss {

  public String name() {
    return "pinball";
  }

  public double value(double y, double t) {
    return t > y ? q * (t - y) : (1 - q) * (y - t);
  }

  public double slope(double y, double t) {
    return t > y ? -q : 1 - q;
  }
}

void main() {
  var x = Tensor.gaussian(1, 2000, 1);
  var noise = Tensor.gaussian(2, 2000, 1);
  var y = x.plus(noise);
  var network = Sequential.input(1).add(dense(1)).build(1);
  IO.println("gradients agree: " + GradientCheck.of(network, new Pinball(0.9f)).check(x.slice(0, 8), y.slice(0, 8)).passed());

  Trainer.of(network, new Pinball(0.9f), adam(0.02f)).batchSize(100).epochs(40).fit(Examples.of(x, y));
  var predicted = network.predict(x);
  int below = 0;
  for (int i = 0; i < 2000; i++) {
    below += y.get(i, 0) <= predicted.get(i, 0) ? 1 : 0;
  }
  IO.println("nine in ten lie below: " + (Math.abs(below / 2000.0 - 0.9) < 0.02));
}
