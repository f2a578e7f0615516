package dev.weft.core.kernel;

/**
 * Windows of a pool side by side, which see the same pixels after their first one.
 *
 * @param output where the output of the first window starts within the output image; the others follow
 * @param input where the first window starts within the input image
 * @param step floats from one window's start to the next one's, at least one pixel
 * @param windows number of windows
 * @param taps where the pixels of a window start after its own start, in reading order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PoolRun(int output, int input, int step, int windows, int[] taps) {
}
