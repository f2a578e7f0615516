package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file.
 *
 * {@snippet :
 * Safetensors.write(file, Map.of("made", "2026"), List.of(new NamedTensor("codes", Tensor.zeros(3, 8))));
 * SafetensorsFile content = Safetensors.read(file);
 * content.tensor("codes", Shape.of(3, 8)).size(); // = 24
 * content.metadata("made"); // = 2026
 * }
 *
 * @param file where it was read
 * @param metadata the free-form strings, in the order of the file; empty if there are none
 * @param tensors the tensors by name, in the order of their data; each has an array of its own
 */
public record SafetensorsFile(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {

  /**
   * Copies both maps.
   *
   * @param file where it was read
   * @param metadata the strings
   * @param tensors the tensors
   */
  public SafetensorsFile {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Finds the tensor of this name and shape.
   *
   * @param name its name
   * @param shape the shape it must have
   * @return the tensor itself, not a copy
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
   * Finds a metadata string.
   *
   * @param key its key
   * @return the string
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
