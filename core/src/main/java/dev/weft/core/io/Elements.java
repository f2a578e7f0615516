package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Reads little-endian elements of any type that a float can stand for, and makes floats of them. */
final class Elements {

  private static final int CHUNK = 1 << 14;

  private static final Set<Dtype> READABLE = EnumSet.of(
      Dtype.F32, Dtype.F16, Dtype.BF16, Dtype.F64, Dtype.I8, Dtype.U8, Dtype.I16, Dtype.U16, Dtype.I32, Dtype.U32,
      Dtype.I64,
      Dtype.U64, Dtype.BOOL);

  private Elements() {}

  /** Refuses a tensor whose elements cannot be read. */
  static void require(Path file, String name, String dtype) throws ModelFormatException {
    if (!READABLE.contains(Dtype.named(dtype))) {
      throw new ModelFormatException(file, "tensor '" + name + "' to have a dtype of " + READABLE, dtype);
    }
  }

  /** Reads a tensor from where the channel stands. */
  static Tensor read(Path file, ReadableByteChannel channel, Dtype dtype, Shape shape) throws IOException {
    float[] values = new float[shape.size()];
    int bytes = (int) dtype.bytes(1);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < values.length; done += CHUNK) {
      int count = Math.min(CHUNK, values.length - done);
      chunk.clear().limit(count * bytes);
      fill(file, channel, chunk);
      chunk.flip();
      if (dtype == Dtype.F32) { // keeps the bits of a NaN
        chunk.asFloatBuffer().get(values, done, count);
      } else {
        for (int i = 0; i < count; i++) {
          values[done + i] = next(chunk, dtype);
        }
      }
    }
    return Tensor.wrap(values, 0, shape);
  }

  private static float next(ByteBuffer from, Dtype dtype) {
    return switch (dtype) {
      case F16 -> Float.float16ToFloat(from.getShort());
      case BF16 -> Float.intBitsToFloat(from.getShort() << Short.SIZE);
      case F64 -> (float) from.getDouble();
      case I8 -> from.get();
      case U8 -> Byte.toUnsignedInt(from.get());
      case BOOL -> from.get() == 0 ? 0 : 1;
      case I16 -> from.getShort();
      case U16 -> Short.toUnsignedInt(from.getShort());
      case I32 -> from.getInt();
      case U32 -> Integer.toUnsignedLong(from.getInt());
      case I64 -> from.getLong();
      case U64 -> unsigned(from.getLong());
      default -> throw new IllegalArgumentException("expected one of " + READABLE + ", got " + dtype);
    };
  }

  /** The nearest float; halving keeps the last bit, so that it is rounded once. */
  private static float unsigned(long bits) {
    return bits >= 0 ? bits : (float) ((bits >>> 1) | (bits & 1)) * 2;
  }

  /** Fills a buffer, or complains that the file has ended. */
  static void fill(Path file, ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new ModelFormatException(file, buffer.remaining() + " more bytes", "the end of the file");
      }
    }
  }
}
