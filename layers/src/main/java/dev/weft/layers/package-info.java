/**
 * Layers, blocks, losses and networks: start at {@link dev.weft.layers.Layers} and {@link dev.weft.layers.Sequential}.
 *
 * <p>One file a layer, with its formula, gradient and defaults. {@link dev.weft.layers.Blocks} are parts that branch and meet again,
 * {@link dev.weft.layers.Graph} is for networks with several inputs or outputs, {@link dev.weft.layers.Losses} what training makes
 * small. What runs a network is in {@link dev.weft.layers.engine}.
 */
package dev.weft.layers;
