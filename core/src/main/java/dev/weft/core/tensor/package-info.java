/**
 * Shapes and tensors: dense row-major arrays of {@code float}. Start at {@link dev.weft.core.tensor.Tensor}.
 *
 * <p>{@link dev.weft.core.tensor.Tensor} is for data going into and coming out of a network and for looking at it. It
 * follows NumPy's rules for broadcasting, reductions and printing. Training does not go through these methods, which
 * allocate their results, but through {@link dev.weft.core.kernel.Kernels} on the arrays beneath.
 */
package dev.weft.core.tensor;
