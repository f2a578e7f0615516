package dev.weft.optim.train;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A {@link TrainingState} as a safetensors file: arrays as tensors of rank 1, the rest as JSON in one metadata text.
 * Fractions are texts there, so that they keep their bits.
 */
final class StateFile {

  /** What the state itself is kept under. */
  static final String KEY = "weft.training";
  private static final String VALUES = "values";
  private static final String OPTIMIZER = "optimizer/";
  private static final String AVERAGE = "average";
  private static final String CALLBACK = "callback/";

  private StateFile() {}

  static void write(Path file, TrainingState state) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    tensors.add(named(VALUES, state.values()));
    for (int slot = 0; slot < state.optimizer().length; slot++) {
      tensors.add(named(OPTIMIZER + slot, state.optimizer()[slot]));
    }
    tensors.add(named(AVERAGE, state.average()));
    Map<String, Object> callbacks = new LinkedHashMap<>();
    state.callbacks().forEach((name, callback) -> {
      callbacks.put(name, callback.values());
      callback.arrays().forEach((array, values) -> tensors.add(named(CALLBACK + name + "/" + array, values)));
    });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", state.settings());
    json.put("position", position(state.position()));
    json.put("slots", state.optimizer().length);
    json.put("callbacks", callbacks);
    EpochCsv form = EpochCsv.of(state.history());
    json.put("history", state.history().stream().map(form::line).toList());
    if (!form.header().equals(EpochResult.CSV_HEADER)) {
      json.put("historyHeader", form.header());
    }
    Map<String, String> metadata = new LinkedHashMap<>(state.metadata());
    metadata.put(KEY, Json.write(json));
    Safetensors.write(file, metadata, tensors);
  }

  private static NamedTensor named(String name, float[] values) {
    return new NamedTensor(name, Tensor.wrap(values, 0, Shape.of(values.length)));
  }

  private static Map<String, Object> position(TrainingState.Position position) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", position.epoch());
    json.put("stepInEpoch", position.stepInEpoch());
    json.put("lossSum", Double.toString(position.lossSum()));
    json.put("correct", position.correct());
    json.put("seconds", Double.toString(position.seconds()));
    return json;
  }

  static TrainingState read(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    String text = content.metadata(KEY);
    try {
      Map<?, ?> json = as(Map.class, "an object", Json.parse(text));
      float[][] optimizer = new float[(int) whole(json, "slots", content.tensors().size())][];
      for (int slot = 0; slot < optimizer.length; slot++) {
        optimizer[slot] = array(content, OPTIMIZER + slot);
      }
      Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
      metadata.remove(KEY);
      TrainingState.Position position = position(json);
      List<EpochResult> history = history(json);
      requireConsistent(position, history);
      return new TrainingState(texts(json, "settings"), position, array(content, VALUES), optimizer,
          array(content, AVERAGE), callbacks(json, content), history, metadata);
    } catch (IllegalArgumentException e) {
      throw ModelFormatException.inPart(file, "metadata '" + KEY + "'", e.getMessage());
    }
  }

  private static float[] array(SafetensorsFile content, String name) throws ModelFormatException {
    Tensor tensor = content.tensors().get(name);
    if (tensor == null || tensor.shape().rank() != 1) {
      throw new ModelFormatException(content.file(), "a tensor \"" + name + "\" of rank 1",
          tensor == null ? "none" : "shape " + tensor.shape());
    }
    return tensor.toArray();
  }

  private static TrainingState.Position position(Map<?, ?> json) {
    Map<?, ?> position = as(Map.class, "an object", json.get("position"));
    return new TrainingState.Position(
        (int) whole(position, "epoch", Integer.MAX_VALUE - 1),
        (int) whole(position, "stepInEpoch", Integer.MAX_VALUE - 1),
        finite(position, "lossSum"), whole(position, "correct", Long.MAX_VALUE), amount(position, "seconds"));
  }

  /** The history must be that of the epochs before the position's, and the sums those of the steps before it. */
  private static void requireConsistent(TrainingState.Position position, List<EpochResult> history) {
    if (history.size() != position.epoch()) {
      throw new IllegalArgumentException(
          "expected a history of " + position.epoch() + " epochs, got " + history.size());
    }
    for (int i = 0; i < history.size(); i++) {
      EpochResult epoch = history.get(i);
      boolean possible = Double.isFinite(epoch.trainingLoss())
          && isShare(epoch.trainingMetrics().getOrDefault(Tally.ACCURACY, 0.0))
          && epoch.seconds() >= 0 && Double.isFinite(epoch.seconds());
      if (epoch.epoch() != i + 1 || !possible) {
        throw new IllegalArgumentException("expected epoch " + (i + 1) + " with a finite loss, an accuracy from 0 to 1"
            + " and seconds of 0 or more, got " + epoch.toCsv());
      }
    }
    if (position.stepInEpoch() == 0 && (position.lossSum() != 0 || position.correct() != 0)) {
      throw new IllegalArgumentException("expected sums of 0 before the first step of an epoch, got "
          + position.lossSum() + " and " + position.correct());
    }
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static double amount(Map<?, ?> json, String name) {
    double number = finite(json, name);
    if (number < 0) {
      throw new IllegalArgumentException("expected \"" + name + "\" of 0 or more, got " + number);
    }
    return number;
  }

  private static double finite(Map<?, ?> json, String name) {
    double number = Double.parseDouble(as(String.class, "a text \"" + name + "\"", json.get(name)));
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("expected a finite \"" + name + "\", got " + number);
    }
    return number;
  }

  private static Map<String, CallbackState> callbacks(Map<?, ?> json, SafetensorsFile content) {
    NavigableMap<String, Tensor> sorted = new TreeMap<>(content.tensors());
    Map<String, CallbackState> callbacks = new LinkedHashMap<>();
    for (Object key : as(Map.class, "an object", json.get("callbacks")).keySet()) {
      String name = as(String.class, "a text", key);
      String prefix = CALLBACK + name + "/";
      Map<String, float[]> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> tensor : sorted.tailMap(prefix, true).entrySet()) {
        if (!tensor.getKey().startsWith(prefix)) {
          break; // what begins so stands together
        }
        arrays.put(tensor.getKey().substring(prefix.length()), tensor.getValue().toArray());
      }
      callbacks.put(name, new CallbackState(texts(as(Map.class, "an object", json.get("callbacks")), name), arrays));
    }
    return callbacks;
  }

  private static List<EpochResult> history(Map<?, ?> json) {
    Object header = json.containsKey("historyHeader") ? json.get("historyHeader") : EpochResult.CSV_HEADER;
    EpochCsv form = EpochCsv.parse(as(String.class, "a text \"historyHeader\"", header));
    List<EpochResult> history = new ArrayList<>();
    for (Object line : as(List.class, "a list", json.get("history"))) {
      history.add(form.epoch(as(String.class, "a text", line)));
    }
    return history;
  }

  private static Map<String, String> texts(Map<?, ?> json, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) as(Map.class, "an object", json.get(name))).entrySet()) {
      texts.put(as(String.class, "a text", entry.getKey()), as(String.class, "a text", entry.getValue()));
    }
    return texts;
  }

  private static long whole(Map<?, ?> json, String name, long max) {
    long number = as(Long.class, "a whole number \"" + name + "\"", json.get(name));
    if (number < 0 || number > max) {
      throw new IllegalArgumentException("expected \"" + name + "\" from 0 to " + max + ", got " + number);
    }
    return number;
  }

  private static <T> T as(Class<T> type, String expected, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("expected " + expected + ", got " + value);
    }
    return type.cast(value);
  }
}
