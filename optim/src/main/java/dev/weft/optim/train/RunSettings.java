package dev.weft.optim.train;

import dev.weft.optim.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What decides the bits of a run, by name, for telling whether a state belongs to it. */
final class RunSettings {

  private RunSettings() {}

  /** The settings as texts. The number of epochs is none of them: a run may be continued for longer. */
  static Map<String, String> of(RunPlan plan, Dataset training) {
    Map<String, String> settings = new LinkedHashMap<>();
    StringBuilder layers = new StringBuilder();
    plan.network.specs().forEach(spec -> layers.append(spec.kind()).append(spec.config()));
    settings.put("network", plan.network.inputShape() + " " + layers);
    settings.put("loss", plan.loss.name() + plan.loss.config());
    settings.put("optimizer", plan.optimizer.config().toString());
    settings.put("schedule", plan.schedule.config().toString());
    settings.put("clipping", plan.clipping.toString());
    settings.put("augmentation", plan.augmentation.toString());
    settings.put("averageDecay", Double.toString(plan.averageDecay));
    settings.put("batchSize", Integer.toString(plan.batchSize));
    settings.put("seed", Long.toString(plan.seed));
    settings.put("trainingData", training.digest());
    return settings;
  }

  /** Refuses a state that was saved under other settings, and names the first difference. */
  static void requireSame(Map<String, String> expected, Map<String, String> saved) {
    expected.forEach((name, value) -> {
      if (!value.equals(saved.get(name))) {
        throw new IllegalArgumentException(
            "expected the state of a run with " + name + " " + value + ", got one with " + saved.get(name));
      }
    });
  }
}
