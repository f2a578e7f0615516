package dev.weft.core.io;

import dev.weft.core.tensor.Tensor;
import java.util.Objects;

/**
 * A tensor and the name it has in a file.
 *
 * {@snippet :
 * Safetensors.write(file, Map.of("made", "2026"), List.of(new NamedTensor("codes", Tensor.zeros(3, 8))));
 * Safetensors.read(file).tensors().get("codes").shape(); // = (3, 8)
 * }
 *
 * @param name the name, such as {@code conv2d_1/kernel}
 * @param tensor the values
 */
public record NamedTensor(String name, Tensor tensor) {

  /**
   * Refuses null.
   *
   * @param name the name
   * @param tensor the values
   */
  public NamedTensor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tensor, "tensor");
  }
}
