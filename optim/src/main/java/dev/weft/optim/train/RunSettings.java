package dev.weft.optim.train;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What decides the bits of a run, by name, for telling whether a state belongs to it. */
final class RunSettings {

  /** What states of the first version do not say; their bits were others' anyway. */
  private static final Set<String> LATER = Set.of("kernels", "computation");

  private static final String ACCUMULATION = "accumulation";

  private RunSettings() {}

  /** The settings as texts. The number of epochs is none of them: a run may be continued for longer. */
  static Map<String, String> of(RunPlan plan, String trainingData) {
    Map<String, String> settings = new LinkedHashMap<>();
    StringBuilder layers = new StringBuilder();
    plan.network.specs().forEach(spec -> layers.append(spec.kind()).append(spec.config()));
    settings.put("network", plan.network.inputShape() + " " + layers);
    settings.put("loss", text(plan.objective));
    settings.put("optimizer", plan.optimizer.config().toString());
    settings.put("schedule", plan.schedule.config().toString());
    settings.put("clipping", plan.clipping.toString());
    settings.put("augmentation", plan.augmentation.toString());
    settings.put("averageDecay", Double.toString(plan.averageDecay));
    settings.put("batchSize", Integer.toString(plan.batchSize));
    settings.put(ACCUMULATION, Integer.toString(plan.accumulation));
    settings.put("seed", Long.toString(plan.seed));
    settings.put("trainingData", trainingData);
    settings.put("kernels", Kernels.active().name());
    settings.put("computation",
        plan.network.executedLayers(true).stream().map(Layer::path).collect(Collectors.joining("; ")));
    return settings;
  }

  private static String text(Objective objective) {
    List<String> losses = new ArrayList<>();
    for (int k = 0; k < objective.losses().size(); k++) {
      Loss loss = objective.losses().get(k);
      losses.add((objective.weight(k) == 1 ? "" : objective.weight(k) + " ") + loss.name() + loss.config());
    }
    return String.join("; ", losses);
  }

  /** Refuses a state that was saved under other settings, and names the first difference. */
  static void requireSame(Map<String, String> expected, Map<String, String> saved) {
    expected.forEach((name, value) -> {
      String before = name.equals(ACCUMULATION) ? saved.getOrDefault(name, "1") : saved.get(name);
      boolean unknown = before == null && LATER.contains(name);
      if (!value.equals(before) && !unknown) {
        throw new IllegalArgumentException("expected the state of a run with " + name + " " + value + ", got one "
            + (before == null ? "that does not say which" : "with " + before)
            + (name.equals("kernels") ? "; -Dweft.kernels and -Dweft.simd.bits choose them" : ""));
      }
    });
  }
}
