package dev.weft.fmnist.data;

import dev.weft.core.tensor.Shape;

/**
 * The content of an IDX file of unsigned bytes.
 *
 * @param name the file it came from, for messages
 * @param shape the extents, outermost first
 * @param bytes the elements, row-major; not copied, so treat it as read-only
 * @param sha256 the digest of the uncompressed file, header included, in lowercase hexadecimal
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the point: 47 MB that nobody should copy
public record IdxArray(String name, Shape shape, byte[] bytes, String sha256) {

  /** For example {@code IdxArray[train-images-idx3-ubyte, (60000, 28, 28)]}. */
  @Override
  public String toString() {
    return "IdxArray[" + name + ", " + shape + "]";
  }
}
