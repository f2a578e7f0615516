package dev.weft.core.tensor;

/**
 * The largest elements along one axis, the largest first: what {@link Tensor#topK} found.
 *
 * @param values the elements; the extent along the axis is how many were asked for
 * @param places where along the axis each of them stood, in row-major order of {@code values}
 */
public record TopK(Tensor values, int[] places) {}
