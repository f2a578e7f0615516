package dev.weft.layers.engine;

/**
 * A part of a network: a layer, or several that branch and meet again.
 *
 * <p>A block is a function of nodes, so that whatever it is made of ends up as plain steps of one network: {@link LayerSpec} is the
 * simplest, the others are in {@link dev.weft.layers.Blocks}.
 *
 * {@snippet :
 * Block twice = input -> input.then(dense(8), relu()).then(dense(8), relu());
 * Sequential.input(4).add(twice).build(1).layers().size(); // = 4
 * }
 */
@FunctionalInterface
public interface Block {

  /**
   * Puts this part behind a node.
   *
   * @param input whose output the part takes
   * @return the node whose output is the part's
   */
  Node behind(Node input);
}
