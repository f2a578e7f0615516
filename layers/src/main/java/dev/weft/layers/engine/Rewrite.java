package dev.weft.layers.engine;

import java.util.List;

/**
 * Replaces neighbouring layers by one that computes the same faster. Rewrites are applied when a workspace is planned, so
 * training and inference may execute different layers of one network.
 *
 * {@snippet :
 * network.withRewrites(Fusions.all()).executedLayers(false).size(); // = 3
 * }
 */
@FunctionalInterface
public interface Rewrite {

  /** The most layers that a rewrite is shown. */
  int LONGEST = 6;

  /**
   * A layer in place of others.
   *
   * @param layer computes what they compute, from the inputs of the first
   * @param length how many layers it replaces, at least 1
   */
  record Fused(Layer layer, int length) {}

  /**
   * The layer to execute in place of the first few of a chain, or null to leave the first one to others.
   *
   * @param chain at least one layer; each takes the output of the one before it, which nobody else reads
   * @param training whether the workspace trains
   */
  Fused fuse(List<Layer> chain, boolean training);
}
