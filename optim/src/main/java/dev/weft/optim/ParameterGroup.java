package dev.weft.optim;

import dev.weft.layers.engine.Parameters;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Parameters that are trained with a learning rate or a weight decay of their own.
 *
 * {@snippet :
 * trainer.group(ParameterGroup.of(layers("dense_2")).withRate(10)) // a new head learns faster
 *     .group(ParameterGroup.of(layers("dense_1")).withDecay(0))
 *     .decayWeightsOnly() // no decay on biases and norms
 *     .fit(training);
 * }
 *
 * <p>Groups may overlap: each setting of a parameter is that of the last group that has the parameter and makes the setting. What is
 * not to be trained at all is {@linkplain dev.weft.layers.engine.Network#frozen(Parameters) frozen} in the network.
 *
 * @param parameters which they are
 * @param rate multiplies the learning rate of the optimiser and its schedule, 0 or more; empty: 1, or what an earlier group says
 * @param decay the weight decay λ in place of the optimiser's, 0 or more; empty: the optimiser's, or what an earlier group says
 */
public record ParameterGroup(Parameters parameters, OptionalDouble rate, OptionalDouble decay) {

  /** Checks the settings. */
  public ParameterGroup {
    Objects.requireNonNull(parameters, "parameters");
    rate.ifPresent(value -> Settings.requireNonNegative("factor of the learning rate", value));
    decay.ifPresent(value -> Settings.requireNonNegative("weight decay", value));
  }

  /** A group of these parameters, without a setting yet. */
  public static ParameterGroup of(Parameters parameters) {
    return new ParameterGroup(parameters, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** A copy whose parameters are trained with the learning rate times this factor. */
  public ParameterGroup withRate(double factor) {
    return new ParameterGroup(parameters, OptionalDouble.of(factor), decay);
  }

  /** A copy whose parameters have this weight decay. */
  public ParameterGroup withDecay(double weightDecay) {
    return new ParameterGroup(parameters, rate, OptionalDouble.of(weightDecay));
  }
}
