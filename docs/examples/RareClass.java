///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// One class in ten examples: metrics beside accuracy, a weight for the rare class, early stopping on what counts, cross-validation.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static dev.weft.optim.metrics.Metrics.*;
import static dev.weft.optim.train.EarlyStopping.Goal.MAXIMISE;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.*;
import dev.weft.optim.data.*;
import dev.weft.optim.train.*;

void main() {
  var x = Tensor.gaussian(1, 600, 2);
  var labels = new int[600];
  for (int i = 0; i < labels.length; i++) {
    labels[i] = x.get(i, 0) + x.get(i, 1) > 1.8 ? 1 : 0;
  }
  var examples = Examples.labelled(x, labels, List.of("usual", "rare"));
  var split = examples.split(Splits.stratified(0.25, 1));
  var loss = softmaxCrossEntropy().withClassWeights(1, 5);
  var history = Trainer.of(network(), loss, adam(0.01f)).batchSize(32).epochs(200)
      .metrics(macroF1(), rocAuc(), mean("surely_right", (z, at, target, t) -> (z[at + 1] - z[at]) * (target[t + 1] - 0.5) > 1 ? 1 : 0))
      .validateOn(split.validation())
      .callback(ReduceOnPlateau.patience(5).withFactor(0.5))
      .callback(EarlyStopping.patience(15).on("macro_f1", MAXIMISE))
      .fit(split.training());
  double best = history.epochs().stream().mapToDouble(epoch -> epoch.validationMetric("macro_f1")).max().orElseThrow();
  IO.println("F1 above 0.9: " + (best > 0.9));

  var folds = CrossValidation.run(examples, 3, 1, fold -> Trainer.of(network(), loss, adam(0.02f)).batchSize(32)
      .epochs(30).metrics(rocAuc()).validateOn(fold.validation()).fit(fold.training()));
  IO.println("area under the curve above 0.95 in three folds: " + (folds.mean("roc_auc") > 0.95));
}

Network network() {
  return Sequential.input(2).add(dense(16)).add(relu()).add(dense(2)).build(1);
}
