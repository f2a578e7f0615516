package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.io.SafetensorsHeader.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the JSON of a safetensors header into a {@link SafetensorsHeader}, and believes nothing it says unchecked. */
final class HeaderParser {

  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";
  private static final Set<String> FIELDS = Set.of(DTYPE, SHAPE, OFFSETS);

  private final Path file;
  private final long dataBytes;

  /**
   * A parser for one file.
   *
   * @param dataBytes how many bytes follow the header in the file
   */
  HeaderParser(Path file, long dataBytes) {
    this.file = file;
    this.dataBytes = dataBytes;
  }

  SafetensorsHeader parse(String json) throws ModelFormatException {
    Object root;
    try {
      root = Json.parse(json);
    } catch (JsonException e) {
      throw ModelFormatException.inPart(file, "header in JSON", e.getMessage());
    }
    if (!(root instanceof Map<?, ?> members)) {
      throw fault("a JSON object as header", kind(root));
    }
    Map<String, String> metadata = Map.of();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = (String) member.getKey();
      if (name.equals(METADATA)) {
        metadata = metadata(member.getValue());
      } else {
        entries.add(entry(name, member.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkCover(entries);
    return new SafetensorsHeader(metadata, entries);
  }

  private Map<String, String> metadata(Object value) throws ModelFormatException {
    if (value == null) {
      return Map.of(); // as the reference implementation reads it
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw fault(METADATA + " to be a JSON object", kind(value));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String key = (String) member.getKey();
      if (!(member.getValue() instanceof String text)) {
        throw fault("a string as metadata '" + key + "'", kind(member.getValue()));
      }
      metadata.put(key, text);
    }
    return metadata;
  }

  private Entry entry(String name, Object value) throws ModelFormatException {
    if (!(value instanceof Map<?, ?> members)) {
      throw fault(name, "a JSON object", kind(value));
    }
    if (!members.keySet().containsAll(FIELDS)) { // others are ignored, as the reference implementation does
      throw fault(name, "the fields [" + DTYPE + ", " + SHAPE + ", " + OFFSETS + "]", members.keySet().toString());
    }
    Dtype dtype = dtype(name, members.get(DTYPE));
    Shape shape = shape(name, members.get(SHAPE));
    long[] offsets = naturals(name, OFFSETS, members.get(OFFSETS));
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataBytes) {
      String range = "two ascending data_offsets within the " + dataBytes + " bytes of data";
      throw fault(name, range, Arrays.toString(offsets));
    }
    long bytes = dtype.bytes(shape.size());
    if (offsets[1] - offsets[0] != bytes) {
      String needed = bytes < 0 ? "a whole number of bytes" : bytes + " bytes";
      String place = Arrays.toString(offsets) + ", " + (offsets[1] - offsets[0]) + " bytes";
      throw fault(name, needed + " for shape " + shape + " of " + dtype, "data_offsets " + place);
    }
    return new Entry(name, dtype.name(), shape, offsets[0], offsets[1]);
  }

  private Dtype dtype(String name, Object value) throws ModelFormatException {
    if (!(value instanceof String text)) {
      throw fault(name, "a string as dtype", kind(value));
    }
    Dtype dtype = Dtype.named(text);
    if (dtype == null) {
      throw fault(name, "a dtype of " + Arrays.toString(Dtype.values()), "'" + text + "'");
    }
    return dtype;
  }

  private Shape shape(String name, Object value) throws ModelFormatException {
    long[] extents = naturals(name, SHAPE, value);
    int[] dims = new int[extents.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) Math.min(extents[i], Integer.MAX_VALUE);
      if (dims[i] != extents[i]) {
        throw fault(name, "extents of at most " + Integer.MAX_VALUE, "shape " + Arrays.toString(extents));
      }
    }
    try {
      return Shape.of(dims);
    } catch (IllegalArgumentException tooLarge) {
      String most = "at most " + Integer.MAX_VALUE + " elements";
      throw fault(name, most, "shape " + Arrays.toString(extents));
    }
  }

  private long[] naturals(String name, String field, Object value) throws ModelFormatException {
    if (!(value instanceof List<?> list)) {
      throw fault(name, "an array as " + field, kind(value));
    }
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Long number) || number < 0) {
        throw fault(name, "integers of 0 or more as " + field, list.toString());
      }
      numbers[i] = number;
    }
    return numbers;
  }

  /** Checks that sorted entries follow each other without a gap, from the first byte of the data to the last. */
  private void checkCover(List<Entry> entries) throws ModelFormatException {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        String relation = entry.begin() < end ? " (overlapping the tensor before)" : " (leaving a hole)";
        throw fault(entry.name(), "data from offset " + end, "from " + entry.begin() + relation);
      }
      end = entry.end();
    }
    if (end != dataBytes) {
      throw fault("data of " + end + " bytes, as the header says", dataBytes + " bytes");
    }
  }

  private static String kind(Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "an array";
      case String text -> "the string '" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "'";
      default -> value.toString();
    };
  }

  private ModelFormatException fault(String tensor, String expected, String got) {
    return fault("tensor '" + tensor + "' to have " + expected, got);
  }

  private ModelFormatException fault(String expected, String got) {
    return new ModelFormatException(file, expected, got);
  }
}
