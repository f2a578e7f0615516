package dev.weft.keras;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.TensorArchive;
import dev.weft.layers.io.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Weights as Keras 3 saves them: {@code model.save_weights("model.weights.h5")}, or {@code model.save("model.keras")}, an archive
 * with the same inside.
 *
 * <pre>{@code
 * LoadedWeights loaded = KerasFile.weights(Path.of("model.weights.h5")).into(network);
 * }</pre>
 *
 * <p>The architecture is not read: write it with Weft's layers. How they are found: {@link Weights}. Keras names a layer by class and
 * number, {@code conv2d}, {@code conv2d_1}, whatever you called it, so that layers of equal shapes are taken in their order within a class.
 * Where two classes have layers of equal shapes, an LSTM and one within {@code Bidirectional}, say, no order is known: they are left out
 * until {@link Weights#named} says which is which.
 *
 * <p>Variables are laid out as in Weft, but for those of grouped convolutions, which are turned. {@code SeparableConv2D} is {@link
 * dev.weft.layers.Blocks#separableConv2D}; its two layers are {@code separable_conv2d/depthwise} and {@code separable_conv2d/pointwise}
 * for {@code named}. A GRU is one with {@code reset_after=True}, the default there.
 *
 * <p>HDF5 is read by <a href="https://jhdf.io">jHDF</a>, which is why this is a module of its own. Links to other files are not followed.
 */
public final class KerasFile {

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String WEIGHTS = "model.weights.h5";

  private KerasFile() {}

  /**
   * The weights of a file, for a network of the same layers.
   *
   * @param file a file {@code .weights.h5} or {@code .keras}, which is told by its content
   * @throws ModelFormatException if the file is neither, or damaged, or of Keras 2's older layout
   * @throws IOException if the file cannot be read
   */
  public static Weights weights(Path file) throws IOException {
    TensorArchive archive = open(file);
    List<String> names = archive.entries().stream().map(TensorArchive.Entry::name).sorted().toList();
    if (names.stream().noneMatch(name -> name.contains("/vars/"))) {
      throw new ModelFormatException(file, "variables of Keras 3, layers/…/vars/0",
          (names.isEmpty() ? "none" : "'" + names.getFirst() + "' and such")
              + "; a file of an older layout becomes one of these if Keras 3 loads the model and you save it again");
    }
    return Weights.keras(archive);
  }

  /**
   * The tensors of a file by the paths of their datasets, such as {@code layers/conv2d/vars/0}.
   *
   * @param file a file {@code .weights.h5} or {@code .keras}, which is told by its content; it must not change while it is used
   * @throws ModelFormatException if the file is neither, or damaged
   * @throws IOException if the file cannot be read
   */
  public static TensorArchive open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "cannot read " + file + ": expected a file, got " + (Files.exists(file) ? "something else" : "none"));
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(HDF5.length);
    }
    if (start.length > 2 && start[0] == 'P' && start[1] == 'K') {
      return HdfArchive.of(file, archived(file));
    }
    if (!Arrays.equals(start, HDF5)) {
      throw new ModelFormatException(file, "a file of HDF5 or a zip archive, as Keras writes them",
          "another beginning");
    }
    return HdfArchive.of(file, mapped(file));
  }

  private static ByteBuffer mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      requireSize(file, channel.size());
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()).asByteBuffer();
    }
  }

  private static void requireSize(Path file, long size) throws ModelFormatException {
    if (size > Integer.MAX_VALUE) {
      throw new ModelFormatException(file, "at most " + Integer.MAX_VALUE + " bytes of HDF5", size + "");
    }
  }

  private static ByteBuffer archived(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(WEIGHTS);
      if (entry == null) {
        throw new ModelFormatException(file, "an archive with '" + WEIGHTS + "'", "none");
      }
      long size = entry.getSize();
      if (entry.getMethod() != ZipEntry.STORED || size != entry.getCompressedSize() || size < 0
          || size > Files.size(file)) {
        throw new ModelFormatException(file, "'" + WEIGHTS + "' to be stored without compression",
            size + " bytes in another way");
      }
      requireSize(file, size);
      try (InputStream in = zip.getInputStream(entry)) {
        return ByteBuffer.wrap(in.readNBytes((int) size));
      }
    } catch (ZipException | IllegalArgumentException e) { // the latter for names that are no text
      throw new ModelFormatException(file, "a zip archive, as Keras writes it", "a damaged one: " + e.getMessage());
    }
  }
}
