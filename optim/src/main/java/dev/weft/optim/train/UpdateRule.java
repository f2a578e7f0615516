package dev.weft.optim.train;

import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Parameters;
import dev.weft.optim.Optimizer;
import dev.weft.optim.ParameterGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a range of the slab is updated.
 *
 * @param from the first value
 * @param to one past the last
 * @param optimizer with the range's weight decay
 * @param rate multiplies the learning rate
 */
record UpdateRule(int from, int to, Optimizer optimizer, double rate) {

  /** What the groups say of one parameter. */
  private record Setting(double rate, Double decay) {

    static final Setting NONE = new Setting(1, null);

    Setting changedBy(ParameterGroup group) {
      return new Setting(group.rate().orElse(rate), group.decay().isPresent() ? (Double) group.decay().getAsDouble()
          : decay);
    }
  }

  /**
   * The rules that cover the trainable values of a network's slab, in their order; neighbours differ.
   *
   * @throws IllegalArgumentException if a group has no trainable parameter or makes no setting, or the optimiser has no weight decay to
   *     replace
   */
  static List<UpdateRule> of(Network network, Optimizer optimizer, List<ParameterGroup> groups) {
    Map<Parameter, Setting> settings = settings(network, groups);
    List<Parameter> trainable = network.parameters().parameters().stream().filter(Parameter::trainable)
        .sorted(Comparator.comparingInt(Parameter::offset)).toList();
    Map<Setting, Optimizer> optimizers = new HashMap<>();
    List<UpdateRule> rules = new ArrayList<>();
    for (Parameter parameter : trainable) {
      Setting setting = settings.getOrDefault(parameter, Setting.NONE);
      Optimizer own = optimizers.computeIfAbsent(setting,
          s -> s.decay() == null ? optimizer : optimizer.withWeightDecay(s.decay()));
      UpdateRule rule = new UpdateRule(parameter.offset(), parameter.offset() + parameter.size(), own, setting.rate());
      if (!rules.isEmpty() && rules.getLast().continuesWith(rule)) {
        rule = new UpdateRule(rules.removeLast().from, rule.to, own, setting.rate());
      }
      rules.add(rule);
    }
    return rules;
  }

  private boolean continuesWith(UpdateRule next) {
    return to == next.from && rate == next.rate && optimizer.equals(next.optimizer);
  }

  private static Map<Parameter, Setting> settings(Network network, List<ParameterGroup> groups) {
    Map<Parameter, Setting> settings = new HashMap<>();
    for (ParameterGroup group : groups) {
      List<Parameter> chosen = group.parameters().in(network).stream().filter(Parameter::trainable).toList();
      if (chosen.isEmpty() && !group.parameters().equals(Parameters.biasesAndNorms())) {
        throw new IllegalArgumentException("expected a group of trainable parameters, got one that has none of "
            + network.ownParameters().stream().filter(Parameter::trainable).map(Parameter::name).toList());
      }
      if (group.rate().isEmpty() && group.decay().isEmpty()) {
        throw new IllegalArgumentException("expected a group with a rate or a decay, got neither for "
            + chosen.stream().map(Parameter::name).toList());
      }
      for (Parameter parameter : chosen) {
        settings.put(parameter, settings.getOrDefault(parameter, Setting.NONE).changedBy(group));
      }
    }
    return settings;
  }

  /** What groups say of each parameter of which they say something that matters, for telling one run from another. */
  static String text(Network network, List<ParameterGroup> groups) {
    Map<Parameter, Setting> settings = settings(network, groups);
    StringJoiner text = new StringJoiner("; ");
    for (Parameter parameter : network.ownParameters()) {
      Setting setting = settings.getOrDefault(parameter, Setting.NONE);
      if (!setting.equals(Setting.NONE)) {
        text.add(parameter.name() + (setting.rate() == 1 ? "" : " rate " + setting.rate())
            + (setting.decay() == null ? "" : " decay " + setting.decay()));
      }
    }
    return text.length() == 0 ? "none" : text.toString();
  }
}
