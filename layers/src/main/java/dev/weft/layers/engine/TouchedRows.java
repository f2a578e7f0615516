package dev.weft.layers.engine;

import java.util.Arrays;

/**
 * Which rows of a parameter have had gradients since they were cleared last, where a batch changes only few of many: those of an
 * embedding. All other gradients of the parameter are 0, so that nobody has to clear them, and an optimiser may leave them out.
 *
 * <pre>{@code
 * for (int row = touched.next(0); row < touched.rows(); row = touched.next(row + 1)) {
 *   int from = touched.offset(row);          // the row's values and gradients, touched.length() of them
 * }
 * }</pre>
 */
public final class TouchedRows {

  private static final int BLOCK_BITS = 6; // 64 rows are passed over at once if none of them was touched

  private final Parameter parameter;
  private final int rows;
  private final int length;
  private final byte[] touched;
  private final byte[] blocks;

  TouchedRows(Parameter parameter) {
    this.parameter = parameter;
    this.rows = parameter.shape().dim(0);
    this.length = parameter.size() / rows;
    this.touched = new byte[rows];
    this.blocks = new byte[(rows >>> BLOCK_BITS) + 1];
  }

  /** The parameter. */
  public Parameter parameter() {
    return parameter;
  }

  /** How many rows the parameter has. */
  public int rows() {
    return rows;
  }

  /** The numbers in a row. */
  public int length() {
    return length;
  }

  /** Where a row starts in the slab. */
  public int offset(int row) {
    return parameter.offset() + row * length;
  }

  /** The first row from this one on that was touched; {@link #rows()} if there is none. */
  public int next(int row) {
    int next = row;
    while (next < rows) {
      if (blocks[next >>> BLOCK_BITS] == 0) {
        next = ((next >>> BLOCK_BITS) + 1) << BLOCK_BITS;
      } else if (touched[next] == 0) {
        next++;
      } else {
        return next;
      }
    }
    return rows;
  }

  /** Says that a row has gradients; rows may be touched by several threads at once. */
  public void touch(int row) {
    touched[row] = 1;
    blocks[row >>> BLOCK_BITS] = 1;
  }

  /** Says so of all rows: for who writes gradients without regard to rows. */
  public void touchAll() {
    Arrays.fill(touched, (byte) 1);
    Arrays.fill(blocks, (byte) 1);
  }

  /** Clears the gradients of all rows that were touched. */
  void clear(float[] gradients) {
    for (int row = next(0); row < rows; row = next(row + 1)) {
      Arrays.fill(gradients, offset(row), offset(row) + length, 0f);
      touched[row] = 0;
    }
    Arrays.fill(blocks, (byte) 0);
  }
}
