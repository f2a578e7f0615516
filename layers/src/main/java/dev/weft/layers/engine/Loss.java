package dev.weft.layers.engine;

import java.util.Map;

/**
 * A scalar that training makes small, example by example; the loss of a batch is the mean over its examples.
 *
 * {@snippet :
 * float[] logits = {2, 0, 0};
 * softmaxCrossEntropy().activate(logits, 0, 3); // now probabilities
 * logits[0] > 0.7; // = true
 * }
 */
public interface Loss {

  /** The name in model files and messages. */
  String name();

  /**
   * The configuration by name, as for layers: of a record its components, as {@link RecordConfig} writes them. What is no record has none,
   * or says it itself.
   */
  default Map<String, Object> config() {
    return getClass().isRecord() ? RecordConfig.of(this, name()) : Map.of();
  }

  /**
   * The loss of one example.
   *
   * @param output the network's output, {@code size} floats from {@code outputOffset}
   * @param target the wanted output, {@link #targetSize} floats from {@code targetOffset}
   * @param size floats of one output: the number of classes, of a classifier
   */
  float loss(float[] output, int outputOffset, float[] target, int targetOffset, int size);

  /**
   * The gradient of {@code scale * loss} with respect to the output of one example.
   *
   * @param dOutput receives {@code size} floats from {@code dOutputOffset}; what it held is overwritten
   * @param output the network's output, {@code size} floats from {@code outputOffset}
   * @param target the wanted output, {@link #targetSize} floats from {@code targetOffset}
   * @param size floats of one output
   * @param scale 1 over the number of examples, in a batch, whose loss is their mean
   */
  void gradient(
      float[] dOutput, int dOutputOffset, float[] output, int outputOffset, float[] target, int targetOffset,
      int size, float scale);

  /**
   * Turns the network's output into what people read, in place: probabilities where the loss has them, else nothing changes.
   *
   * @param output the output of one example, {@code size} floats from {@code outputOffset}
   */
  default void activate(float[] output, int outputOffset, int size) {}

  /**
   * The kind of the layer whose function the loss applies to outputs itself, such as {@code softmax}: a network must not end in it,
   * or it would be applied twice. Empty by default: none.
   */
  default String activation() {
    return "";
  }

  /** What a target of this loss says, from which metrics know how to read it; {@link TargetForm#NUMBERS} by default. */
  default TargetForm targetForm() {
    return TargetForm.NUMBERS;
  }

  /**
   * How many floats the target of an example has, at most as many as its output; as many by default.
   *
   * @param size floats of one output
   * @throws IllegalArgumentException if the loss cannot take outputs of this size
   */
  default int targetSize(int size) {
    return size;
  }

  /**
   * Refuses a target that the loss is not defined for, in words that go on from "expected". Asked of all examples before training,
   * never in it.
   *
   * @param target the wanted output, {@link #targetSize} floats from {@code targetOffset}, all finite
   * @param size floats of one output
   * @throws IllegalArgumentException if a value is out of range
   */
  default void checkTarget(float[] target, int targetOffset, int size) {}
}
