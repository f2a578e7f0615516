package dev.weft.optim.train;

import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What decides the bits of a run, by name, for telling whether a state belongs to it. */
final class RunSettings {

  /** What states of earlier versions do not say. */
  private static final Set<String> LATER = Set.of("kernels", "computation", "wiring", "frozen");

  /** Between the parts of a setting that has many, of which the first that differs is named. */
  private static final String BETWEEN = "; ";

  /** Those that have many parts. */
  private static final Set<String> IN_PARTS = Set.of("wiring", "computation", "loss");

  private static final String ACCUMULATION = "accumulation";
  private static final String GROUPS = "groups";

  /** What states of earlier versions do not say because there was but one. */
  private static final Map<String, String> ONCE = Map.of(ACCUMULATION, "1", GROUPS, "none");

  private static final Pattern EARLIER_AUGMENTATION =
      Pattern.compile("Augmentation\\[horizontalFlip=(\\w+), maxShift=(\\d+), maxCutout=(\\d+)]");

  private RunSettings() {}

  /** The settings as texts. The number of epochs is none of them: a run may be continued for longer. */
  static Map<String, String> of(RunPlan plan, String trainingData) {
    Map<String, String> settings = new LinkedHashMap<>();
    StringBuilder layers = new StringBuilder();
    plan.network.specs().forEach(spec -> layers.append(spec.kind()).append(spec.config()));
    settings.put("network", plan.network.inputShape() + " " + layers);
    settings.put("wiring", wiring(plan.network));
    settings.put("frozen", list(plan.network.parameters().frozen()));
    settings.put("loss", text(plan.objective));
    settings.put("optimizer", plan.optimizer.config().toString());
    settings.put(GROUPS, UpdateRule.text(plan.network, plan.groups));
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
        plan.network.executedLayers(true).stream().map(Layer::path).collect(Collectors.joining(BETWEEN)));
    return settings;
  }

  private static String text(Objective objective) {
    List<String> losses = new ArrayList<>();
    for (int k = 0; k < objective.losses().size(); k++) {
      Loss loss = objective.losses().get(k);
      losses.add((objective.weight(k) == 1 ? "" : objective.weight(k) + " ") + loss.name() + loss.config());
    }
    return String.join(BETWEEN, losses);
  }

  /** What each layer reads, and what the network puts out. */
  private static String wiring(Network network) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < network.inputNames().size(); k++) {
      parts.add("input " + network.inputNames().get(k) + " " + network.inputShapes().get(k));
    }
    for (Step step : network.steps()) {
      List<String> from = new ArrayList<>();
      for (int i : step.inputs()) {
        from.add(i < 0 ? network.inputNames().get(Step.networkInput(i)) : network.steps().get(i).layer().name());
      }
      parts.add(step.layer().name() + " behind " + String.join(" and ", from));
    }
    parts.add("outputs " + list(network.outputNames()));
    return String.join(BETWEEN, parts);
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  /** Refuses a state that was saved under other settings, and names the first difference. */
  static void requireSame(Map<String, String> expected, Map<String, String> saved) {
    expected.forEach((name, value) -> {
      String before = inTodaysWords(saved.getOrDefault(name, ONCE.get(name)));
      boolean unknown = before == null && LATER.contains(name);
      boolean inParts = before != null && IN_PARTS.contains(name) && (value + before).contains(BETWEEN);
      if (!value.equals(before) && !unknown) {
        throw new IllegalArgumentException("expected the state of a run with " + name + " "
            + (inParts ? firstOther(value, before) : value) + ", got one "
            + (before == null ? "that does not say which"
                : "with " + (inParts ? firstOther(before, value) : before))
            + (name.equals("kernels") ? "; -Dweft.kernels and -Dweft.simd.bits choose them" : ""));
      }
    });
  }

  /** A setting that states of earlier versions say in other words. */
  private static String inTodaysWords(String setting) {
    Matcher matcher = EARLIER_AUGMENTATION.matcher(setting == null ? "" : setting);
    if (!matcher.matches()) {
      return setting;
    }
    List<String> changes = new ArrayList<>();
    if (matcher.group(1).equals("true")) {
      changes.add("flip");
    }
    for (int k = 2; k <= 3; k++) {
      if (!matcher.group(k).equals("0")) {
        changes.add((k == 2 ? "shift " : "cutout ") + matcher.group(k));
      }
    }
    return changes.isEmpty() ? "none" : String.join(", ", changes);
  }

  /** The first part of a setting that is not at its place in the other one. */
  private static String firstOther(String setting, String other) {
    String[] parts = setting.split(BETWEEN, -1);
    String[] others = other.split(BETWEEN, -1);
    for (int i = 0; i < parts.length; i++) {
      if (i >= others.length || !parts[i].equals(others[i])) {
        return "'" + parts[i] + "'";
      }
    }
    return "nothing more";
  }
}
