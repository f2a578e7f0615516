/** Shapes and tensors of 32-bit floats. */
package dev.weft.core.tensor;
