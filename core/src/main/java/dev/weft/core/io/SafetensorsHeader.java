package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself: everything but the numbers.
 *
 * {@snippet :
 * Safetensors.write(file, Map.of("made", "2026"), List.of(new NamedTensor("codes", Tensor.zeros(3, 8))));
 * Safetensors.readHeader(file).entries().getFirst().shape(); // = (3, 8)
 * }
 *
 * @param metadata the free-form strings, in the order of the file; empty if there are none
 * @param entries the tensors in the order of their data
 */
public record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {

  /**
   * Copies both.
   *
   * @param metadata the strings
   * @param entries the tensors
   */
  public SafetensorsHeader {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    entries = List.copyOf(entries);
  }

  /**
   * One tensor of a file.
   *
   * @param name its name
   * @param dtype its element type as the format spells it, such as {@code F32}
   * @param shape its extents
   * @param begin the offset of its first byte in the data that follows the header
   * @param end the offset after its last byte
   */
  public record Entry(String name, String dtype, Shape shape, long begin, long end) {}
}
