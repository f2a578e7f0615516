package dev.weft.optim.data;

import dev.weft.core.io.Uninterrupted;
import dev.weft.core.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of records of one length, read where it lies: it may be far larger than the heap and than 2 GB.
 *
 * {@snippet :
 * Files.write(file, new byte[10 * 65 * Float.BYTES]);
 * var records = MappedRecords.open(file, 65 * Float.BYTES); // 64 numbers, then the target
 * var examples = Examples.of(records.floats(0, Shape.of(64)), records.floats(64 * Float.BYTES, Shape.of(1)));
 * examples.size(); // = 10
 * }
 *
 * <p>The operating system reads what is asked for, and keeps it while there is room. Numbers are little-endian, as NumPy's {@code
 * tofile} writes them on usual machines. The file must stay as it is. All values are taken to be finite: nobody looks at all of them
 * before training.
 */
public final class MappedRecords {

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final MemorySegment content;
  private final int length;
  private final int size;

  private MappedRecords(Path file, MemorySegment content, int length) {
    this.file = file;
    this.content = content;
    this.length = length;
    this.size = Math.toIntExact(content.byteSize() / length);
  }

  /**
   * Opens a file of records.
   *
   * @param length of a record, in bytes
   * @throws IllegalArgumentException if the length is below 1, or the file is not a whole number of records, at most 2³¹ − 1
   * @throws IOException if the file cannot be opened
   */
  public static MappedRecords open(Path file, int length) throws IOException {
    if (length < 1) {
      throw new IllegalArgumentException("expected records of 1 byte or more, got " + length);
    }
    return Uninterrupted.call(() -> map(file, length));
  }

  private static MappedRecords map(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes % length != 0 || bytes / length > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "expected a whole number of records of " + length + " bytes, at most " + Integer.MAX_VALUE + ", in " + file
                + ", got " + bytes + " bytes");
      }
      return new MappedRecords(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto()), length);
    }
  }

  /** The number of records. */
  public int size() {
    return size;
  }

  /**
   * A column of 32-bit floats.
   *
   * @param offset where in a record they begin, in bytes
   * @param shape of one example
   * @throws IllegalArgumentException if they reach beyond the record
   */
  public Column floats(int offset, Shape shape) {
    int count = shape.size();
    requireWithin(offset, (long) count * Float.BYTES);
    return column(shape,
        (i, to, at) -> MemorySegment.copy(content, FLOAT, (long) i * length + offset, to, at, count));
  }

  /**
   * A column of unsigned bytes.
   *
   * @param offset where in a record they begin
   * @param shape of one example
   * @param scale multiplies each of them, such as {@link Dataset#UNIT_SCALE}
   * @throws IllegalArgumentException if they reach beyond the record
   */
  public Column bytes(int offset, Shape shape, float scale) {
    int count = shape.size();
    requireWithin(offset, count);
    return column(shape, (i, to, at) -> {
      long from = (long) i * length + offset;
      for (int j = 0; j < count; j++) {
        to[at + j] = (content.get(ValueLayout.JAVA_BYTE, from + j) & 0xff) * scale;
      }
    });
  }

  /**
   * The classes of all records, for {@link Examples#labelled(Column, int[], java.util.List)}, from an unsigned byte in each.
   *
   * @param offset where in a record it lies
   * @throws IllegalArgumentException if that is beyond the record
   */
  public int[] byteLabels(int offset) {
    requireWithin(offset, 1);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = content.get(ValueLayout.JAVA_BYTE, (long) i * length + offset) & 0xff;
    }
    return labels;
  }

  /**
   * The classes of all records, for {@link Examples#labelled(Column, int[], java.util.List)}, from a 32-bit integer in each.
   *
   * @param offset where in a record it begins, in bytes
   * @throws IllegalArgumentException if it reaches beyond the record
   */
  public int[] intLabels(int offset) {
    requireWithin(offset, Integer.BYTES);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = content.get(INT, (long) i * length + offset);
    }
    return labels;
  }

  private void requireWithin(int offset, long bytes) {
    if (offset < 0 || offset + bytes > length) {
      throw new IllegalArgumentException("expected bytes within a record of " + length + ", got " + bytes + " from "
          + offset);
    }
  }

  private Column column(Shape shape, Column.Loader loader) {
    return new Mapped(size, shape, loader, file);
  }

  private record Mapped(int size, Shape shape, Loader loader, Path file) implements Column {

    @Override
    public void load(int i, float[] to, int at) {
      loader.load(i, to, at);
    }

    @Override
    public boolean trusted() {
      return true;
    }

    @Override
    public String describe(int i) {
      return "record " + i + " of " + file;
    }
  }

  /** For example {@code MappedRecords(1000 of 260 bytes in large.bin)}. */
  @Override
  public String toString() {
    return "MappedRecords(" + size + " of " + length + " bytes in " + file.getFileName() + ")";
  }
}
