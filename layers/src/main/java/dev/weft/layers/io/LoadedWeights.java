package dev.weft.layers.io;

import dev.weft.layers.engine.ParameterSlab.Copied;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link Weights} took from a file.
 *
 * @param sources for each parameter that got values, the name of the tensor they came from, or of two whose sum they are; a bias of zeros
 *     comes from none
 * @param copied what was copied, which parameters kept their values, and which tensors of the file were not taken
 */
public record LoadedWeights(Map<String, String> sources, Copied copied) {

  /** Copies the map. */
  public LoadedWeights {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /** {@return whether all parameters got values and all tensors were taken} */
  public boolean isComplete() {
    return copied.left().isEmpty() && copied.unused().isEmpty();
  }

  /** A line for each parameter and each tensor that was not taken. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    sources.forEach((parameter, tensor) -> text.append(parameter).append(" ← ").append(tensor).append('\n'));
    copied.left().forEach(parameter -> text.append(parameter).append(" keeps its values\n"));
    copied.unused().forEach(tensor -> text.append(tensor).append(" is not taken\n"));
    return text.toString();
  }
}
