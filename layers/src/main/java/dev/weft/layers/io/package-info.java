/**
 * Networks as files: start at {@link dev.weft.layers.io.ModelFile}, and at {@link dev.weft.layers.io.Weights} for weights from elsewhere.
 */
package dev.weft.layers.io;
