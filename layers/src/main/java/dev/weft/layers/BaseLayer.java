package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.LayerSpec;

/** What every layer has: a name, the description it was built from, and its shapes. */
abstract class BaseLayer implements Layer {

  private final String name;
  private final LayerSpec spec;
  private final Shape input;
  private final Shape output;

  BaseLayer(String name, LayerSpec spec, Shape input, Shape output) {
    this.name = name;
    this.spec = spec;
    this.input = input;
    this.output = output;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final LayerSpec spec() {
    return spec;
  }

  @Override
  public final Shape inputShape() {
    return input;
  }

  @Override
  public final Shape outputShape() {
    return output;
  }

  /** Name, shapes and description, such as {@code dense_1: (1152,) → (128,) Spec[units=128]}. */
  @Override
  public String toString() {
    return name + ": " + input + " → " + output + " " + spec;
  }
}
