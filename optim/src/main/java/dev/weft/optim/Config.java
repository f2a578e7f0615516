package dev.weft.optim;

import dev.weft.layers.engine.RecordConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of a rule or schedule: an entry that says which it is, then its components as {@link RecordConfig} has them. */
final class Config {

  private Config() {}

  static Map<String, Object> of(String key, String kind, Object configured) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(key, kind);
    config.putAll(RecordConfig.of(configured, kind));
    return config;
  }

  /** Which rule or schedule it is of. */
  static String kind(String key, Map<String, ?> config) {
    if (config.get(key) instanceof String kind) {
      return kind;
    }
    throw new IllegalArgumentException("expected a text for \"" + key + "\", got " + config.get(key));
  }

  /** The record of which {@link #of} gave this configuration. */
  static <R extends Record> R read(Class<R> type, String key, Map<String, ?> config) {
    Map<String, Object> components = new LinkedHashMap<>(config);
    components.remove(key);
    return RecordConfig.read(type, kind(key, config), components);
  }
}
