/**
 * What runs a network: start at {@link dev.weft.layers.engine.Layer}, {@link dev.weft.layers.engine.Pass} and {@link
 * dev.weft.layers.engine.Workspace}.
 *
 * <p>A {@link dev.weft.layers.engine.Network} is a list of {@linkplain dev.weft.layers.engine.Step steps} in topological order,
 * built from {@linkplain dev.weft.layers.engine.Node nodes}. A workspace plans its memory (an arena) and its phases for a batch size
 * and a pool of workers, after {@linkplain dev.weft.layers.engine.Rewrite rewrites} have fused what can be. The layers
 * themselves are in {@link dev.weft.layers}; this package knows none of them.
 */
package dev.weft.layers.engine;
