package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file.
 *
 * @param file where it was read
 * @param metadata the free-form strings, in the order of the file; empty if there are none
 * @param tensors the tensors by name, in the order of their data; each has an array of its own
 */
public record SafetensorsFile(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {

  /** Copies both maps. */
  public SafetensorsFile {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * The tensor with this name.
   *
   * @throws ModelFormatException if the file has none of that name, or it has another shape
   */
  public Tensor tensor(String name, Shape shape) throws ModelFormatException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new ModelFormatException(file, "a tensor '" + name + "'", "only " + tensors.keySet());
    }
    if (!tensor.shape().equals(shape)) {
      throw new ModelFormatException(file, "shape " + shape + " of tensor '" + name + "'", tensor.shape().toString());
    }
    return tensor;
  }

  /**
   * The metadata string with this key.
   *
   * @throws ModelFormatException if the file has none
   */
  public String metadata(String key) throws ModelFormatException {
    String value = metadata.get(key);
    if (value == null) {
      throw new ModelFormatException(file, "metadata '" + key + "'", "only " + metadata.keySet());
    }
    return value;
  }
}
