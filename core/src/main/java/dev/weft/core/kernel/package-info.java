/**
 * The array operations that every hot path is made of, in a scalar and a SIMD form. Start at {@link dev.weft.core.kernel.KernelChoice},
 * which tells what this machine gets and why; the operations are in {@link dev.weft.core.kernel.Kernels}.
 */
package dev.weft.core.kernel;
