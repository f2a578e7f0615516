package dev.weft.optim.train;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Layer;
import dev.weft.optim.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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
    settings.put("kernels", Kernels.active().name());
    settings.put("computation",
        plan.network.executedLayers(true).stream().map(Layer::path).collect(Collectors.joining("; ")));
    return settings;
  }

  /** Refuses a state that was saved under other settings, and names the first difference. */
  static void requireSame(Map<String, String> expected, Map<String, String> saved) {
    expected.forEach((name, value) -> {
      String before = saved.get(name);
      if (!value.equals(before)) {
        throw new IllegalArgumentException("expected the state of a run with " + name + " " + value + ", got one "
            + (before == null ? "that does not say which" : "with " + before)
            + (name.equals("kernels") ? "; -Dweft.kernels and -Dweft.simd.bits choose them" : ""));
      }
    });
  }
}
