package dev.weft.layers.io;

import dev.weft.core.io.Json;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a network was trained for, as a text in its file: name, configuration and weight of each loss. */
final class LossMetadata {

  private LossMetadata() {}

  /** The text; refuses a loss that would not come back. */
  static String write(Objective objective) {
    List<Object> losses = new ArrayList<>();
    for (int k = 0; k < objective.losses().size(); k++) {
      Loss loss = objective.losses().get(k);
      if (!Losses.fromConfig(loss.name(), loss.config()).config().equals(loss.config())) {
        throw new IllegalArgumentException("expected a loss that can be read back, got " + loss);
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", loss.name());
      entry.put("config", loss.config());
      entry.put("weight", objective.weight(k));
      losses.add(entry);
    }
    return Json.write(losses);
  }

  /** The losses in a text. */
  static Objective read(String text) {
    if (!(Json.parse(text) instanceof List<?> list) || list.isEmpty()) {
      throw new IllegalArgumentException("expected a list of losses, got " + text);
    }
    Loss[] losses = new Loss[list.size()];
    float[] weights = new float[losses.length];
    for (int k = 0; k < losses.length; k++) {
      if (!(list.get(k) instanceof Map<?, ?> entry && entry.get("name") instanceof String name
          && entry.get("config") instanceof Map<?, ?> config && entry.get("weight") instanceof Number weight)) {
        throw new IllegalArgumentException("expected a loss with a name, a config and a weight, got " + list.get(k));
      }
      Map<String, Object> settings = new LinkedHashMap<>();
      config.forEach((key, value) -> settings.put(String.valueOf(key), value));
      losses[k] = Losses.fromConfig(name, settings);
      weights[k] = weight.floatValue();
    }
    return Objective.of(losses).withWeights(weights);
  }
}
