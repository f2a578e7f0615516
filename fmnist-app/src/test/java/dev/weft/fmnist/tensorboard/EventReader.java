package dev.weft.fmnist.tensorboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Reads event files as the format's descriptions say, sharing no code with what writes them: the CRC-32C is computed bit
 * by bit from its polynomial, and messages are decoded to numbered fields.
 */
final class EventReader {

  private static final int REVERSED_CASTAGNOLI = 0x82f63b78;
  private static final long MASK_DELTA = 0xa282ead8L;

  private EventReader() {}

  /** The fields of a message by number: Long, Double, Float or byte[] each, in their order. */
  record Fields(Map<Integer, List<Object>> values) {

    boolean has(int number) {
      return values.containsKey(number);
    }

    Object one(int number) {
      List<Object> all = values.getOrDefault(number, List.of());
      if (all.size() != 1) {
        throw new AssertionError("expected field " + number + " once, got " + values);
      }
      return all.getFirst();
    }

    String text(int number) {
      return new String((byte[]) one(number), StandardCharsets.UTF_8);
    }

    List<Fields> messages(int number) {
      return values.getOrDefault(number, List.of()).stream().map(bytes -> decode((byte[]) bytes)).toList();
    }

    BufferedImage png(int number) throws IOException {
      return ImageIO.read(new ByteArrayInputStream((byte[]) one(number)));
    }
  }

  /** The events of a file; an AssertionError if a length or a checksum is wrong. */
  static List<Fields> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Fields> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] header = take(in, 8);
      check(header, in.getInt());
      byte[] content = take(in, Math.toIntExact(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong()));
      check(content, in.getInt());
      events.add(decode(content));
    }
    return events;
  }

  private static void check(byte[] bytes, int stored) {
    long unmasked = stored - MASK_DELTA & 0xffffffffL;
    long crc = (unmasked << 15 | unmasked >>> 17) & 0xffffffffL;
    if (crc != crc32c(bytes)) {
      throw new AssertionError("expected CRC-32C " + Long.toHexString(crc32c(bytes)) + ", got "
          + Long.toHexString(crc));
    }
  }

  static long crc32c(byte[] bytes) {
    int crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ REVERSED_CASTAGNOLI : crc >>> 1;
      }
    }
    return ~crc & 0xffffffffL;
  }

  static Fields decode(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> values = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value = switch ((int) (key % 8)) {
        case 0 -> varint(in);
        case 1 -> in.getDouble();
        case 2 -> take(in, Math.toIntExact(varint(in)));
        case 5 -> in.getFloat();
        default -> throw new AssertionError("expected a kind of field in use, got " + key % 8);
      };
      values.computeIfAbsent((int) (key / 8), _ -> new ArrayList<>()).add(value);
    }
    return new Fields(values);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }
}
