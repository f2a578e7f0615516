package dev.weft.keras;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The datasets of numbers in an HDF5 file, read from memory: there the length of a part is checked against the file before anything of
 * that length is allocated.
 */
final class HdfArchive implements TensorArchive {

  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 100_000;
  private static final long TIMES_THE_FILE = 4;
  private static final long MORE_BYTES = 1 << 24;

  private final Path file;
  private final long most;
  private final Map<String, Dataset> datasets = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int nodes;

  private HdfArchive(Path file, long size) {
    this.file = file;
    this.most = TIMES_THE_FILE * size + MORE_BYTES;
  }

  static HdfArchive of(Path file, ByteBuffer content) throws ModelFormatException {
    HdfArchive archive = new HdfArchive(file, content.remaining());
    archive.guarded(() -> {
      archive.visit(HdfFile.fromByteBuffer(content), "", 0);
      return null;
    });
    return archive;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  private void visit(Group group, String path, int depth) {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (++nodes > MOST_NODES || depth > DEEPEST) {
        throw new IllegalArgumentException(
            "more than " + MOST_NODES + " groups and datasets, or more than " + DEEPEST + " in each other");
      }
      String name = path + child.getKey();
      if (!child.getValue().isLink() && child.getValue() instanceof Group inner) {
        visit(inner, name + "/", depth + 1);
      } else if (!child.getValue().isLink() && child.getValue() instanceof Dataset dataset) {
        add(name, dataset);
      }
    }
  }

  /** Takes datasets of numbers; texts and compounds are passed over. */
  private void add(String name, Dataset dataset) {
    DataType type = dataset.getDataType();
    String dtype = type instanceof FloatingPoint ? "F" : type instanceof FixedPoint ? "I" : "";
    if (dtype.isEmpty() || dataset.isEmpty()) {
      return;
    }
    long[] extents = dataset.getDimensionsAsLong();
    int[] dims = new int[extents.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(extents[i]);
    }
    Shape shape = Shape.of(dims);
    if ((long) shape.size() * type.getSize() > most) {
      throw new IllegalArgumentException("dataset '" + name + "' of shape " + shape + ", more than the file can hold");
    }
    datasets.put(name, dataset);
    entries.put(name, new Entry(name, dtype + type.getSize() * Byte.SIZE, shape));
  }

  @Override
  public Tensor read(String name) throws ModelFormatException {
    Dataset dataset = datasets.get(name);
    if (dataset == null) {
      throw new ModelFormatException(file, "a dataset '" + name + "'", "only " + datasets.keySet());
    }
    return guarded(() -> {
      Shape shape = entries.get(name).shape();
      float[] values = new float[shape.size()];
      Object data = values.length == 0 ? new float[0] : dataset.getDataFlat();
      if (data instanceof Number number) {
        values[0] = number.floatValue();
      } else if (data instanceof float[] floats) {
        System.arraycopy(floats, 0, values, 0, values.length);
      } else {
        for (int i = 0; i < values.length; i++) {
          values[i] = ((Number) Array.get(data, i)).floatValue();
        }
      }
      return Tensor.wrap(values, 0, shape);
    });
  }

  /** What jHDF throws at a damaged file may be any exception, as it trusts the file. */
  private <T> T guarded(Supplier<T> reading) throws ModelFormatException {
    try {
      return reading.get();
    } catch (RuntimeException | StackOverflowError e) {
      throw new ModelFormatException(file, "a whole file of HDF5 with numbers",
          "one that is damaged or of another kind: " + e);
    }
  }
}
