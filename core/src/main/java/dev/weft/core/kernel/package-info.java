/** The array operations that every hot path is made of, in a scalar and a SIMD form. */
package dev.weft.core.kernel;
