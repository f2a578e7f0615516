package dev.weft.core.kernel;

/**
 * A part of an image that {@link Kernels#addScaledPatches} reads, and where it adds it.
 *
 * @param taps runs of consecutive floats
 * @param tapLength floats of a run
 * @param xStride floats between the starts of two runs in the image
 * @param yStride floats between the starts of two runs in the sum
 */
public record Patch(int taps, int tapLength, int xStride, int yStride) {
}
