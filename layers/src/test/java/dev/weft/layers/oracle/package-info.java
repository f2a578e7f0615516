/**
 * What the layers are tested against: the same mathematics in double precision, written for clarity, on a tape that
 * finds the gradients by itself. Finite differences check the tape.
 *
 * <p>Nothing here knows Weft's kernels or layers, and no gradient formula of a layer is written down: a layer is put
 * together from a handful of primitives in {@code Ops}, and only those have hand-written derivatives. Images are
 * (N, H, W, C), convolution weights (kh, kw, in, out), dense weights (in, out).
 */
package dev.weft.layers.oracle;
