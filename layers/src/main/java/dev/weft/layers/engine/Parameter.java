package dev.weft.layers.engine;

import dev.weft.core.tensor.Shape;
import java.util.Objects;

/**
 * A named range of a network's {@link ParameterSlab}. Where it lies is decided when all layers of the network are built, since those
 * that are not trained lie behind all others; from then on nothing about it changes.
 *
 * {@snippet :
 * Parameter kernel = network.parameters().parameter("dense_1/kernel");
 * kernel.shape(); // = (4, 8)
 * network.parameters().tensor(kernel).mean(); // its values are in the slab
 * }
 */
public final class Parameter {

  private static final int NOWHERE = -1;

  private final String name;
  private final Shape shape;
  private final boolean trainable;
  private int offset = NOWHERE;

  Parameter(String name, Shape shape, boolean trainable) {
    this.name = Objects.requireNonNull(name, "name");
    this.shape = Objects.requireNonNull(shape, "shape");
    this.trainable = trainable;
  }

  /** Says where it lies, once. */
  void place(int at) {
    offset = at;
  }

  /** Layer and role, such as {@code conv2d_1/kernel}. */
  public String name() {
    return name;
  }

  /** Its shape, in the layout of Keras. */
  public Shape shape() {
    return shape;
  }

  /**
   * Where its first element lies in the slab.
   *
   * @throws IllegalStateException if the network is still being built: a layer's constructor keeps the parameter and asks later
   */
  public int offset() {
    if (offset == NOWHERE) {
      throw new IllegalStateException(
          "expected the place of '" + name + "' to be asked for when the network is built, got a call before");
    }
    return offset;
  }

  /** Whether optimisers change it; the moving statistics of BatchNorm are not trainable. */
  public boolean trainable() {
    return trainable;
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameter that && name.equals(that.name) && shape.equals(that.shape)
        && offset == that.offset && trainable == that.trainable;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, shape, offset, trainable);
  }

  @Override
  public String toString() {
    return name + shape + " at " + offset + (trainable ? "" : ", not trainable");
  }
}
