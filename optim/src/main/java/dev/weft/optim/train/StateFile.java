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

/**
 * A {@link TrainingState} as a safetensors file: arrays as tensors of rank 1, the rest as JSON in one metadata text.
 * Fractions are texts there, so that they keep their bits and may be NaN.
 */
final class StateFile {

  private static final String KEY = "weft.training";
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
    json.put("history", state.history().stream().map(EpochResult::toCsv).toList());
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
      float[][] optimizer = new float[(int) whole(json, "slots", Safetensors.MAX_HEADER_BYTES)][];
      for (int slot = 0; slot < optimizer.length; slot++) {
        optimizer[slot] = array(content, OPTIMIZER + slot);
      }
      Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
      metadata.remove(KEY);
      return new TrainingState(texts(json, "settings"), position(json), array(content, VALUES), optimizer,
          array(content, AVERAGE), callbacks(json, content), history(json), metadata);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "the state of a training run", e.getMessage());
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
        (int) whole(position, "epoch", Integer.MAX_VALUE), (int) whole(position, "stepInEpoch", Integer.MAX_VALUE),
        Double.parseDouble(as(String.class, "a text", position.get("lossSum"))),
        whole(position, "correct", Long.MAX_VALUE),
        Double.parseDouble(as(String.class, "a text", position.get("seconds"))));
  }

  private static Map<String, CallbackState> callbacks(Map<?, ?> json, SafetensorsFile content) {
    Map<String, CallbackState> callbacks = new LinkedHashMap<>();
    for (Object key : as(Map.class, "an object", json.get("callbacks")).keySet()) {
      String name = as(String.class, "a text", key);
      String prefix = CALLBACK + name + "/";
      Map<String, float[]> arrays = new LinkedHashMap<>();
      content.tensors().forEach((tensor, values) -> {
        if (tensor.startsWith(prefix)) {
          arrays.put(tensor.substring(prefix.length()), values.toArray());
        }
      });
      callbacks.put(name, new CallbackState(texts(as(Map.class, "an object", json.get("callbacks")), name), arrays));
    }
    return callbacks;
  }

  private static List<EpochResult> history(Map<?, ?> json) {
    List<EpochResult> history = new ArrayList<>();
    for (Object line : as(List.class, "a list", json.get("history"))) {
      history.add(EpochResult.fromCsv(as(String.class, "a text", line)));
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
