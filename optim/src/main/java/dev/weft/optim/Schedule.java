package dev.weft.optim;

import dev.weft.layers.engine.ConfigValue;
import dev.weft.layers.engine.RecordConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the learning rate changes over a run: a pure function of the step. {@link Schedules} has the usual ones.
 *
 * <p>A schedule remembers nothing, so a run that is continued gets the rates it would have got.
 *
 * {@snippet :
 * record Halved(long every) implements Schedule { // one of one's own
 *   public float learningRate(float base, long step, long totalSteps) {
 *     return (float) (base * Math.pow(0.5, (step - 1) / every));
 *   }
 * }
 * trainer.schedule(new Halved(100).withWarmUp(50)).fit(training);
 * }
 */
public interface Schedule extends ConfigValue {

  /**
   * The learning rate of one step. Called every step: it allocates nothing.
   *
   * @param base the optimiser's learning rate
   * @param step the number of the step, counted from 1; a step after the last gets the last one's rate or lower
   * @param totalSteps the number of steps of the whole run, 1 or more
   */
  float learningRate(float base, long step, long totalSteps);

  /**
   * The schedule and its settings by name, for metadata: of a record its components, as {@link RecordConfig} writes them. {@link
   * Schedules#fromConfig} reads back those of Weft's schedules.
   */
  default Map<String, Object> config() {
    return Config.of(Schedules.KIND, Schedules.name(getClass()), this);
  }

  @Override
  default Object configValue() {
    return config();
  }

  /**
   * The schedule in a schedule's configuration.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Schedule parse(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("expected a schedule, got " + value);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    map.forEach((key, setting) -> config.put(String.valueOf(key), setting));
    return Schedules.fromConfig(config);
  }

  /**
   * This schedule behind a linear warm-up: step {@code s} of the first {@code steps} gets {@code s / steps} of this
   * schedule's first rate, and this schedule has the steps that remain.
   *
   * @throws IllegalArgumentException if {@code steps} is less than 1
   */
  default Schedule withWarmUp(long steps) {
    return Schedules.warmUp(steps, this);
  }
}
