package dev.weft.core.kernel;

/**
 * A 3 × 3 convolution with a 2 × 2 max-pool behind it: where the 4 × 4 pixels lie that a window of the pool sees.
 *
 * @param corners where the pixels of each window start after the image's first, in every fourth entry
 * @param rowStride floats between rows of the image
 * @param channels channels of the image
 * @param filters channels of the output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PooledConvolution(int[] corners, int rowStride, int channels, int filters) {
}
