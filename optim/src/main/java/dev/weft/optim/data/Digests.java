package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of examples. */
final class Digests {

  /** Classes whose labels are digested as bytes, as files have them. */
  private static final int BYTE_CLASSES = 256;

  private Digests() {}

  /** Over the shapes of inputs and targets and, of each example, its inputs, targets and weight, big-endian. */
  static String of(Examples examples) {
    MessageDigest sha = sha256();
    int[] offsets = new int[examples.inputShapes().size()];
    int size = header(sha, examples.inputShapes(), offsets);
    int inputs = size;
    size += header(sha, examples.targetShapes(), new int[examples.targetShapes().size()]);
    float[] values = new float[size + 1];
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (int i = 0; i < examples.size(); i++) {
      examples.loadInputs(i, values, offsets);
      examples.loadTargets(i, values, inputs);
      values[size] = examples.weight(i);
      bytes.clear().asFloatBuffer().put(values);
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Of images as bytes: {@link Dataset#digest} says over what. */
  static String of(Dataset data) {
    MessageDigest sha = sha256();
    int[] dims = data.exampleShape().dims();
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (dims.length + 2));
    header.putInt(dims.length);
    for (int dim : dims) {
      header.putInt(dim);
    }
    sha.update(header.putInt(data.size()).flip());
    for (int i = 0; i < data.size(); i++) {
      sha.update(data.storedPixels(), data.start(i), data.exampleShape().size());
    }
    for (int i = 0; i < data.size(); i++) {
      if (data.classes() <= BYTE_CLASSES) {
        sha.update((byte) data.label(i));
      } else {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(data.label(i)).flip());
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Digests some shapes, notes where each value lies when they lie side by side, and returns how long they are. */
  private static int header(MessageDigest sha, List<Shape> shapes, int[] offsets) {
    int size = 0;
    for (int k = 0; k < offsets.length; k++) {
      Shape shape = shapes.get(k);
      ByteBuffer header = ByteBuffer.allocate(Integer.BYTES * (shape.rank() + 1)).putInt(shape.rank());
      for (int dim : shape.dims()) {
        header.putInt(dim);
      }
      sha.update(header.flip());
      offsets[k] = size;
      size += shape.size();
    }
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
