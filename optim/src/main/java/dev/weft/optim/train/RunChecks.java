package dev.weft.optim.train;

import dev.weft.layers.BatchNorm;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.lang.System.Logger.Level;
import java.util.List;

/** What a run looks for beside its loss. */
final class RunChecks {

  private RunChecks() {}

  /** Finds what no loss has shown: an update after which no batch was measured. */
  static void requireFiniteWeights(ParameterSlab slab, int epoch) {
    for (Parameter parameter : slab.parameters()) {
      for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
        if (!Float.isFinite(slab.values()[i])) {
          throw TrainingDivergedException.inWeights(parameter.name(), slab.values()[i], epoch);
        }
      }
    }
  }

  /** Warns once if a batch norm is given one value per channel in training: then it puts out β, whatever its input is. */
  static void warnOfSingleValues(RunPlan plan, int examples) {
    int first = Math.min(plan.batchSize, examples);
    int last = examples % plan.batchSize;
    if (first > 1 && last != 1) {
      return;
    }
    List<String> layers = plan.network.layers().stream()
        .filter(layer -> layer.spec() instanceof BatchNorm.Spec && layer.parameters().getFirst().trainable()
            && layer.inputShape().size() == layer.inputShape().dim(-1))
        .map(Layer::name).toList();
    if (!layers.isEmpty()) {
      System.getLogger("dev.weft.optim.train").log(Level.WARNING, "A batch of one example gives {0} a single value per"
          + " channel, which is normalised to 0 whatever it is; choose a batch size that leaves no batch of one", layers);
    }
  }
}
