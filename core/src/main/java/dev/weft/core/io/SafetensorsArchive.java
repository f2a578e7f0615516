package dev.weft.core.io;

import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A safetensors file of which only the header has been read. */
final class SafetensorsArchive implements TensorArchive {

  private final Path file;
  private final List<Entry> entries;
  private final Map<String, SafetensorsHeader.Entry> places = new LinkedHashMap<>();

  SafetensorsArchive(Path file, SafetensorsHeader header) {
    this.file = file;
    this.entries = header.entries().stream().map(at -> new Entry(at.name(), at.dtype(), at.shape())).toList();
    header.entries().forEach(at -> places.put(at.name(), at));
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public Tensor read(String name) throws IOException {
    SafetensorsHeader.Entry place = places.get(name);
    if (place == null) {
      throw new ModelFormatException(file, "a tensor '" + name + "'", "only " + places.keySet());
    }
    return Safetensors.read(file, place);
  }
}
