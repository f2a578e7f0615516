package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.core.io.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes the <a href="https://huggingface.co/docs/safetensors/index#format">safetensors format</a>: named
 * tensors and string metadata in one file that Python, Rust and JavaScript read too.
 *
 * <pre>{@code
 * 8 bytes   N, the length of the header, unsigned, little-endian
 * N bytes   JSON: {"__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [3, 3, 1, 32],
 *           "data_offsets": [0, 1152]}, …}, padded with spaces
 * the rest  the tensors' elements, row-major, little-endian, one after the other
 * }</pre>
 *
 * <p>Written files are a function of their content: metadata is sorted by key, tensors stay in the given order, and
 * the header is padded so that the data starts at a multiple of 8. Floats keep their bits, NaN payloads included.
 *
 * <p>An interrupted thread reads and writes as any other and keeps its interrupt status.
 *
 * {@snippet :
 * Safetensors.write(file, Map.of("made", "2026"), List.of(new NamedTensor("codes", Tensor.zeros(3, 8))));
 * Safetensors.read(file).tensors().get("codes").shape(); // = (3, 8)
 * }
 */
public final class Safetensors {

  /** The longest header that is read, in bytes: the limit of the format's reference implementation. */
  public static final int MAX_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK_FLOATS = 1 << 14;

  private Safetensors() {}

  /**
   * Writes tensors to a file, replacing it whole as {@link AtomicFiles} does.
   *
   * @param file the file
   * @param metadata free-form strings; may be empty
   * @param tensors the tensors, in the order of their data
   * @throws IllegalArgumentException if two tensors have one name, a tensor is named {@code __metadata__}, or a name
   *     or text is no valid Unicode
   * @throws IOException if the file cannot be written; it is then unchanged
   */
  public static void write(Path file, Map<String, String> metadata, List<NamedTensor> tensors) throws IOException {
    byte[] header = header(metadata, tensors);
    AtomicFiles.write(
        file,
        out -> {
          byte[] length = new byte[LENGTH_BYTES];
          littleEndian(length).putLong(header.length);
          out.write(length);
          out.write(header);
          byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
          for (NamedTensor named : tensors) {
            writeFloats(out, named.tensor(), chunk);
          }
        });
  }

  private static byte[] header(Map<String, String> metadata, List<NamedTensor> tensors) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      members.put(HeaderParser.METADATA, new TreeMap<>(metadata));
    }
    long offset = 0;
    for (NamedTensor named : tensors) {
      Tensor tensor = named.tensor();
      long end = offset + (long) tensor.size() * Float.BYTES;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(HeaderParser.DTYPE, Dtype.F32.name());
      fields.put(HeaderParser.SHAPE, boxed(tensor.shape()));
      fields.put(HeaderParser.OFFSETS, List.of(offset, end));
      if (named.name().equals(HeaderParser.METADATA) || members.put(named.name(), fields) != null) {
        throw new IllegalArgumentException(
            "expected tensor names that differ from each other and from __metadata__, got '" + named.name() + "'");
      }
      offset = end;
    }
    return padded(Json.write(members).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Integer> boxed(Shape shape) {
    return Arrays.stream(shape.dims()).boxed().toList();
  }

  private static byte[] padded(byte[] json) {
    int length = Math.ceilDiv(json.length, LENGTH_BYTES) * LENGTH_BYTES;
    if (length > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "expected names and metadata of at most " + MAX_HEADER_BYTES + " bytes, got " + json.length);
    }
    byte[] header = Arrays.copyOf(json, length);
    Arrays.fill(header, json.length, length, (byte) ' ');
    return header;
  }

  private static void writeFloats(OutputStream out, Tensor tensor, byte[] chunk) throws IOException {
    FloatBuffer floats = littleEndian(chunk).asFloatBuffer();
    for (int done = 0; done < tensor.size(); done += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, tensor.size() - done);
      floats.put(0, tensor.array(), tensor.offset() + done, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads a whole file. Elements of other dtypes than F32 become the nearest float; {@link #open} reads one tensor at a time.
   *
   * @param file the file
   * @return its metadata and tensors
   * @throws ModelFormatException if the file is not a valid safetensors file in every respect, or has a tensor whose elements are
   *     neither F32, F16, BF16 nor F64, integers nor booleans
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    return Uninterrupted.call(() -> readAll(file));
  }

  private static SafetensorsFile readAll(Path file) throws IOException {
    try (FileChannel channel = channel(file)) {
      SafetensorsHeader header = header(file, channel);
      for (Entry entry : header.entries()) {
        Elements.require(file, entry.name(), entry.dtype());
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Entry entry : header.entries()) {
        tensors.put(entry.name(), Elements.read(file, channel, Dtype.named(entry.dtype()), entry.shape()));
      }
      return new SafetensorsFile(file, header.metadata(), tensors);
    }
  }

  /**
   * Opens a file of which tensors are read one at a time, such as one larger than the heap.
   *
   * @param file the file; it is not kept open, and must not change
   * @return its tensors, in the order of their data
   * @throws ModelFormatException if the file is not a valid safetensors file in every respect
   * @throws IOException if the file cannot be read
   */
  public static TensorArchive open(Path file) throws IOException {
    return new SafetensorsArchive(file, readHeader(file));
  }

  /** Reads one tensor of a file whose header is known. */
  static Tensor read(Path file, Entry entry) throws IOException {
    Elements.require(file, entry.name(), entry.dtype());
    return Uninterrupted.call(() -> {
      try (FileChannel channel = channel(file)) {
        ByteBuffer prefix = littleEndian(new byte[LENGTH_BYTES]);
        Elements.fill(file, channel, prefix);
        channel.position(LENGTH_BYTES + prefix.getLong(0) + entry.begin());
        return Elements.read(file, channel, Dtype.named(entry.dtype()), entry.shape());
      }
    });
  }

  /**
   * Reads what a file says about itself, and checks it, without reading the data. Any dtype of the format will do.
   *
   * @param file the file
   * @return its metadata, and name, dtype, shape and place of each tensor
   * @throws ModelFormatException if the file is not a valid safetensors file in every respect
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsHeader readHeader(Path file) throws IOException {
    return Uninterrupted.call(() -> {
      try (FileChannel channel = channel(file)) {
        return header(file, channel);
      }
    });
  }

  private static FileChannel channel(Path file) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("expected a file, got a directory");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) { // whose size is not known, and which cannot be read twice
        throw new IOException("expected a regular file, got a device, a pipe or a socket");
      }
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + AtomicFiles.reason(e), e);
    }
  }

  /** Reads the header and leaves the channel at the first byte of the data. */
  private static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new ModelFormatException(file, "8 bytes with the length of the header", "a file of " + size + " bytes");
    }
    ByteBuffer prefix = littleEndian(new byte[LENGTH_BYTES]);
    Elements.fill(file, channel, prefix);
    long length = prefix.getLong(0);
    long most = Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES);
    if (length < 2 || length > most) {
      throw new ModelFormatException(
          file,
          "a header of 2 to " + most + " bytes in this file of " + size,
          "a length of " + Long.toUnsignedString(length));
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    Elements.fill(file, channel, header);
    return new HeaderParser(file, size - LENGTH_BYTES - length).parse(text(file, header.flip()));
  }

  private static String text(Path file, ByteBuffer header) throws ModelFormatException {
    if (header.get(0) != '{') {
      throw new ModelFormatException(file, "a header that starts with '{'", "byte " + (header.get(0) & 0xff));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "a header in UTF-8", "other bytes (" + e.getMessage() + ")");
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
