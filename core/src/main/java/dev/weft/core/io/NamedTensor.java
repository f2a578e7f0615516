package dev.weft.core.io;

import dev.weft.core.tensor.Tensor;
import java.util.Objects;

/**
 * A tensor and the name it has in a file.
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
