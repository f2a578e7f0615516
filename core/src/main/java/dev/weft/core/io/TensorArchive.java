package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Named tensors in a file, each of which is read when it is asked for. Nothing is kept open, so there is nothing to close.
 *
 * {@snippet :
 * ModelFile.save(file, network, Map.of());
 * TensorArchive archive = Safetensors.open(file); // or TorchFile.open(file) of torch.save
 * archive.read("dense_2/bias").shape(); // = (3,)
 * }
 */
public interface TensorArchive {

  /** {@return the file} */
  Path file();

  /** {@return name, element type and shape of each tensor, in the order of the file} */
  List<Entry> entries();

  /**
   * Reads one tensor. Elements that are no float32, such as halves, doubles, integers or booleans, become the nearest float.
   *
   * @param name its name
   * @return a tensor with an array of its own
   * @throws ModelFormatException if there is none of that name, its elements are of a type that cannot be read, or the file has changed
   * @throws IOException if the file cannot be read
   */
  Tensor read(String name) throws IOException;

  /**
   * One tensor of a file.
   *
   * @param name its name
   * @param dtype its element type, as safetensors spells it, such as {@code F32}
   * @param shape its extents
   */
  record Entry(String name, String dtype, Shape shape) {}
}
