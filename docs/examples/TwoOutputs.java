///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A graph: two inputs, a residual and a concatenated block, two outputs, each with a loss, a weight, metrics of its own.

import static dev.weft.layers.Blocks.*;
import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.*;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.metrics.Metrics.*;
import static dev.weft.optim.train.EarlyStopping.Goal.MAXIMISE;
import dev.weft.core.tensor.*;
import dev.weft.layers.Graph;
import dev.weft.layers.engine.*;
import dev.weft.optim.data.*;
import dev.weft.optim.train.*;

void main() {
  var image = Graph.input("image", 8, 8, 1);
  var age = Graph.input("age", 1);
  var seen = image.then(conv2D(8, 3).same(), relu(), residual(conv2D(8, 3).same(), relu()),
      concat(conv2D(4, 1), conv2D(4, 3).same()), globalAveragePool());
  var joint = concat(seen, age.then(dense(8))).then(dense(16), relu());
  var network = Graph.inputs(image, age)
      .outputs(joint.then(dense(2).named("side")), joint.then(dense(1).named("sum"))).build(1);

  var objective = Objective.of(sparseSoftmaxCrossEntropy(), meanSquaredError()).withWeights(1, 0.5f);
  var history = Trainer.of(network, objective, adam(0.01f)).batchSize(20).epochs(40)
      .metrics(macroF1().ofOutput("side"), rSquared().ofOutput("sum"))
      .validateOn(examples(100, 2))
      .callback(EarlyStopping.patience(10).on("side_macro_f1", MAXIMISE))
      .fit(examples(400, 1));
  var last = history.last();
  IO.println(last.trainingMetrics().keySet());
  IO.println("side, accuracy above 0.9: " + (last.validationMetric("side_accuracy") > 0.9));
  IO.println("sum, share explained above 0.9: " + (last.validationMetric("sum_r_squared") > 0.9));
}

/** Images of which one half is brighter, and which; a number, and the image's mean added to it. */
Examples examples(int count, long seed) {
  var noise = Tensor.uniform(seed, count, 64);
  var ages = Tensor.gaussian(seed + 100, count);
  var sides = new float[count];
  var sums = new float[count];
  for (int i = 0; i < count; i++) {
    sides[i] = i % 2;
    float half = 0;
    for (int p = 0; p < 64; p++) {
      boolean bright = p % 8 / 4 == i % 2;
      noise.set(noise.get(i, p) + (bright ? 0.5f : 0), i, p);
      half += noise.get(i, p) / 64;
    }
    sums[i] = ages.get(i) + half;
  }
  return Examples.of(List.of(Column.of(noise.reshape(Shape.of(count, 8, 8, 1))), Column.of(ages)),
      List.of(Column.of(Tensor.of(sides)), Column.of(Tensor.of(sums))));
}
