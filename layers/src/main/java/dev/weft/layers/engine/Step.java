package dev.weft.layers.engine;

import java.util.List;

/**
 * A layer and where its inputs come from.
 *
 * {@snippet :
 * Step last = network.steps().getLast();
 * last.inputs(); // = [1]
 * network.steps().get(1).layer().name(); // = relu_1
 * }
 *
 * @param inputs for each input of the layer the index of an earlier step, or {@code -1 - k} for input k of the network
 */
public record Step(Layer layer, List<Integer> inputs) {

  /** Copies the list. */
  public Step {
    inputs = List.copyOf(inputs);
  }

  /** Which input of the network an index below 0 in {@link #inputs()} means. */
  public static int networkInput(int index) {
    return -1 - index;
  }
}
