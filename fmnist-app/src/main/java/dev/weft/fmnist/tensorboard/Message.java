package dev.weft.fmnist.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in the <a href="https://protobuf.dev/programming-guides/encoding/">protocol buffers</a> encoding, built field
 * by field. Event files need five kinds of field, which is less code than a schema compiler in the build and one more
 * library in the jar.
 */
final class Message {

  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FOUR_BYTES = 5;

  private static final int KIND_BITS = 3;
  private static final int GROUP_BITS = 7;
  private static final int GROUP_MASK = 0x7f;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds an integer. */
  Message integer(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a double. */
  Message real(int field, double value) {
    key(field, EIGHT_BYTES);
    out.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** Adds a float. */
  Message real(int field, float value) {
    key(field, FOUR_BYTES);
    out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  /** Adds bytes. */
  Message bytes(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Adds a text. */
  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  /** All fields so far. */
  byte[] toBytes() {
    return out.toByteArray();
  }

  private void key(int field, int kind) {
    varint((long) field << KIND_BITS | kind);
  }

  /** Seven bits a byte, the lowest first; the highest bit of a byte says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~GROUP_MASK) != 0) {
      out.write((int) (rest & GROUP_MASK) | MORE);
      rest >>>= GROUP_BITS;
    }
    out.write((int) rest);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
