/** Layers with their gradients, losses, and the networks built from them. */
package dev.weft.layers;
