package dev.weft.core.kernel;

/**
 * Where the elements of transformed tiles lie, for the transforms of {@link LargeTile}: element e of channel c of a tile at {@code e *
 * plane + c} after its start.
 *
 * @param channels numbers of an element, one a channel
 * @param plane floats between two elements; {@link LargeTile#plane} for several tiles side by side
 */
public record TilePlanes(int channels, int plane) {
}
