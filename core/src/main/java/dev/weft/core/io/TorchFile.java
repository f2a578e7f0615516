package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Weights as PyTorch saves them: {@code torch.save(model.state_dict(), "model.pt")}, also within a dictionary of a training's state under
 * {@code state_dict}, {@code model_state_dict} or {@code model}.
 *
 * <p>Such a file is a zip archive of the tensors' bytes and a pickle, which in Python may call any function. Nothing is called here: the
 * reader knows dictionaries, numbers, texts and tensors, and refuses everything else by its name, such as a whole model saved by {@code
 * torch.save(model, …)}. Files from before PyTorch 1.6, which are no zip archives, are refused too.
 *
 * {@snippet :
 * void firstFilters(Path pt) throws IOException { // what torch.save(model.state_dict(), "net.pt") wrote
 *   TensorArchive tensors = TorchFile.open(pt);
 *   tensors.read("conv1.weight").shape();
 * }
 * }
 */
public final class TorchFile {

  private static final String PICKLE = "data.pkl";
  private static final long MOST_PICKLE = 64 << 20;
  private static final List<String> WITHIN = List.of("state_dict", "model_state_dict", "model");

  private TorchFile() {}

  /**
   * Opens a file of PyTorch's.
   *
   * @param file the file; it is not kept open, and must not change
   * @return the tensors of its state dict, in the order of the dictionary; what is no tensor is left out
   * @throws ModelFormatException if it is none, is damaged, or holds more than a state dict
   * @throws IOException if the file cannot be read
   */
  public static TensorArchive open(Path file) throws IOException {
    requireZip(file);
    return inZip(file, zip -> {
      String pickle =
          zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith("/" + PICKLE)).findFirst().orElse(null);
      if (pickle == null) {
        throw new ModelFormatException(file, "an archive with a pickle " + PICKLE, "none");
      }
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      requireLittleEndian(file, zip, folder);
      Map<String, StoredTensor> tensors =
          stateDict(file, StateDictPickle.read(file, bytes(file, zip, pickle, MOST_PICKLE)));
      for (StoredTensor tensor : tensors.values()) {
        StoredTensor.Storage storage = tensor.storage();
        long size = stored(file, zip, folder + "data/" + storage.key()).getSize();
        if (storage.size() > size || storage.dtype().bytes(storage.size()) != size) {
          throw new ModelFormatException(
              file, storage.size() + " elements of " + storage.dtype() + " in 'data/" + storage.key() + "'",
              size + " bytes");
        }
      }
      return new Archive(file, folder, tensors);
    });
  }

  private static void requireZip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "cannot read " + file + ": expected a file, got " + (Files.exists(file) ? "something else" : "none"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
        throw new ModelFormatException(
            file, "a zip archive, as PyTorch writes it since 1.6",
            "another beginning; load and save it again in Python");
      }
    }
  }

  private static void requireLittleEndian(Path file, ZipFile zip, String folder) throws IOException {
    if (zip.getEntry(folder + "byteorder") != null) {
      String order = new String(bytes(file, zip, folder + "byteorder", Long.BYTES), StandardCharsets.ISO_8859_1);
      if (!order.equals("little")) {
        throw new ModelFormatException(file, "byte order 'little'", "'" + order + "'");
      }
    }
  }

  private static Map<String, StoredTensor> stateDict(Path file, Object root) throws ModelFormatException {
    if (!(root instanceof Map<?, ?> map)) {
      throw new ModelFormatException(file, "a dictionary of tensors",
          root instanceof StoredTensor ? "one tensor" : "something else");
    }
    for (String key : WITHIN) {
      if (map.get(key) instanceof Map<?, ?> inner) {
        return tensors(file, inner);
      }
    }
    return tensors(file, map);
  }

  private static Map<String, StoredTensor> tensors(Path file, Map<?, ?> map) throws ModelFormatException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      if (value instanceof StoredTensor tensor) {
        tensors.put(key.toString(), tensor);
      }
    });
    if (tensors.isEmpty() && !map.isEmpty()) {
      throw new ModelFormatException(
          file, "tensors in a dictionary, or in one of its entries " + WITHIN, "the keys " + map.keySet());
    }
    return tensors;
  }

  private static byte[] bytes(Path file, ZipFile zip, String name, long most) throws IOException {
    ZipEntry entry = stored(file, zip, name);
    if (entry.getSize() > most) {
      throw new ModelFormatException(file, "at most " + most + " bytes in '" + name + "'", entry.getSize() + "");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize());
      if (bytes.length < entry.getSize()) {
        throw new ModelFormatException(file, entry.getSize() + " bytes in '" + name + "'", bytes.length + "");
      }
      return bytes;
    }
  }

  /** An entry that lies in the archive as it is, so that none is larger than the file. */
  private static ZipEntry stored(Path file, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ModelFormatException(file, "an archive with '" + name + "'", "none");
    }
    long size = entry.getSize();
    if (entry.getMethod() != ZipEntry.STORED || size != entry.getCompressedSize() || size < 0
        || size > Files.size(file)) {
      throw new ModelFormatException(file, "'" + name + "' to be stored without compression",
          size + " bytes in another way");
    }
    return entry;
  }

  /** What is done with the open archive. */
  private interface Reading<T> {
    T from(ZipFile zip) throws IOException;
  }

  private static <T> T inZip(Path file, Reading<T> reading) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return reading.from(zip);
    } catch (ZipException | IllegalArgumentException e) { // the latter for names that are no text
      throw new ModelFormatException(file, "a zip archive, as PyTorch writes it", "a damaged one: " + e.getMessage());
    } catch (EOFException e) {
      throw new ModelFormatException(file, "a zip archive, as PyTorch writes it", "one whose data ends early");
    }
  }

  private record Archive(Path file, String folder, Map<String, StoredTensor> tensors) implements TensorArchive {

    @Override
    public List<Entry> entries() {
      return tensors.entrySet().stream()
          .map(at -> new Entry(at.getKey(), at.getValue().storage().dtype().name(), at.getValue().shape())).toList();
    }

    @Override
    public Tensor read(String name) throws IOException {
      StoredTensor tensor = tensors.get(name);
      if (tensor == null) {
        throw new ModelFormatException(file, "a tensor '" + name + "'", "only " + tensors.keySet());
      }
      return inZip(file, zip -> read(zip, tensor));
    }

    private Tensor read(ZipFile zip, StoredTensor tensor) throws IOException {
      StoredTensor.Storage storage = tensor.storage();
      ZipEntry entry = stored(file, zip, folder + "data/" + storage.key());
      try (InputStream in = zip.getInputStream(entry); ReadableByteChannel channel = Channels.newChannel(in)) {
        if (tensor.isContiguous() || tensor.shape().size() == 0) {
          in.skipNBytes(Math.min(storage.dtype().bytes(tensor.offset()), entry.getSize()));
          return Elements.read(file, channel, storage.dtype(), tensor.shape());
        }
        Tensor all =
            Elements.read(file, channel, storage.dtype(), Shape.of((int) Math.min(storage.size(), Integer.MAX_VALUE)));
        return tensor.walk(all.array());
      }
    }
  }
}
