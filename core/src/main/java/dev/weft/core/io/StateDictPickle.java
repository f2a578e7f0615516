package dev.weft.core.io;

import dev.weft.core.tensor.Shape;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of Python's pickle format that a state dict is written in, of protocols 2 to 5. It calls nothing: it knows dictionaries, lists,
 * numbers, texts and {@link TorchNames}; every other name is refused.
 */
final class StateDictPickle {

  private static final int MOST_OBJECTS = 500_000;
  private static final Object NONE = new Object();

  private final Path file;
  private final ByteBuffer in;
  private final Deque<List<Object>> below = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private List<Object> stack = new ArrayList<>();
  private int objects;

  private StateDictPickle(Path file, byte[] pickle) {
    this.file = file;
    this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads what was pickled: {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@link StoredTensor}.
   *
   * @throws ModelFormatException if there is anything else in it
   */
  static Object read(Path file, byte[] pickle) throws ModelFormatException {
    StateDictPickle machine = new StateDictPickle(file, pickle);
    try {
      return machine.run();
    } catch (BufferUnderflowException e) {
      throw machine.fault("a whole pickle", "one that ends after " + pickle.length + " bytes");
    }
  }

  private Object run() throws ModelFormatException {
    while (true) {
      int code = in.get() & 0xff;
      if (code == '.') {
        return pop();
      }
      if (++objects > MOST_OBJECTS) {
        throw fault("a pickle of at most " + MOST_OBJECTS + " steps", "more");
      }
      if (!structure(code) && !value(code) && !known(code)) {
        throw fault("a state dict", "pickle code " + code + " at byte " + (in.position() - 1));
      }
    }
  }

  /** Codes that put together what lies on the stack. */
  private boolean structure(int code) throws ModelFormatException {
    switch (code) {
      case 0x80 -> skip(1); // the protocol
      case 0x95 -> skip(Long.BYTES); // a frame
      case '(' -> {
        below.push(stack);
        stack = new ArrayList<>();
      }
      case ')' -> push(List.of());
      case 0x85, 0x86, 0x87 -> push(popped(code - 0x84));
      case 't' -> push(toMark());
      case ']' -> push(new ArrayList<>());
      case 'a' -> append(popped(1));
      case 'e' -> append(toMark());
      case '}' -> push(new LinkedHashMap<>());
      case 's' -> put(popped(2));
      case 'u' -> put(toMark());
      case '0' -> pop();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Codes that put a number, a text or something remembered on the stack. */
  private boolean value(int code) throws ModelFormatException {
    switch (code) {
      case 'N' -> push(NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) (in.get() & 0xff));
      case 'M' -> push((long) (in.getShort() & 0xffff));
      case 'J' -> push((long) in.getInt());
      case 0x8a -> push(longNumber(in.get() & 0xff));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      case 0x8c -> push(text(in.get() & 0xff));
      case 'X' -> push(text(in.getInt()));
      case 'q' -> memo.put((long) (in.get() & 0xff), top());
      case 'r' -> memo.put(in.getInt() & 0xffffffffL, top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> push(remembered(in.get() & 0xff));
      case 'j' -> push(remembered(in.getInt() & 0xffffffffL));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Codes that name or call something: only what is known. */
  private boolean known(int code) throws ModelFormatException {
    switch (code) {
      case 'c' -> push(TorchNames.named(file, line() + "." + line()));
      case 0x93 -> {
        List<Object> name = popped(2);
        push(TorchNames.named(file, kind(name.get(0)) + "." + kind(name.get(1))));
      }
      case 'Q' -> push(storage(pop()));
      case 'R' -> {
        List<Object> call = popped(2);
        push(call(call.get(0), call.get(1)));
      }
      case 'b' -> pop(); // attributes, such as the versions of modules
      default -> {
        return false;
      }
    }
    return true;
  }

  private Object call(Object function, Object arguments) throws ModelFormatException {
    if (TorchNames.ORDERED_DICT.equals(function) && List.of().equals(arguments)) {
      return new LinkedHashMap<>();
    }
    if (arguments instanceof List<?> list) {
      if (TorchNames.TENSOR.equals(function) && list.size() >= 4
          && list.get(0) instanceof StoredTensor.Storage storage) {
        return tensor(storage, list);
      }
      if (TorchNames.PARAMETER.equals(function) && !list.isEmpty() && list.get(0) instanceof StoredTensor tensor) {
        return tensor;
      }
    }
    throw fault("a call that makes a dictionary or a tensor", "one of " + kind(function));
  }

  private StoredTensor tensor(StoredTensor.Storage storage, List<?> arguments) throws ModelFormatException {
    long[] extents = numbers(arguments.get(2));
    int[] dims = new int[extents.length];
    try {
      for (int i = 0; i < dims.length; i++) {
        dims[i] = Math.toIntExact(extents[i]);
      }
      long offset = numbers(List.of(arguments.get(1)))[0];
      StoredTensor tensor = new StoredTensor(storage, offset, Shape.of(dims), numbers(arguments.get(3)));
      if (tensor.fits()) {
        return tensor;
      }
      throw fault("a tensor within its storage of " + storage.size(),
          "shape " + tensor.shape() + " from " + offset + " with strides " + arguments.get(3));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw fault("a shape of at most " + Integer.MAX_VALUE + " elements", arguments.get(2).toString());
    }
  }

  private long[] numbers(Object value) throws ModelFormatException {
    if (!(value instanceof List<?> list) || !list.stream().allMatch(Long.class::isInstance)) {
      throw fault("whole numbers as offset, shape and strides of a tensor", kind(value));
    }
    return list.stream().mapToLong(number -> (Long) number).toArray();
  }

  private StoredTensor.Storage storage(Object id) throws ModelFormatException {
    if (id instanceof List<?> list && list.size() == 5 && "storage".equals(list.get(0))
        && list.get(1) instanceof Dtype dtype
        && list.get(2) instanceof String key && list.get(4) instanceof Long size && size >= 0) {
      return new StoredTensor.Storage(dtype, key, size);
    }
    throw fault("a storage with type, name and size", kind(id));
  }

  private void append(List<Object> items) throws ModelFormatException {
    if (!(top() instanceof ArrayList<?> list)) {
      throw fault("a list to append to", kind(top()));
    }
    @SuppressWarnings("unchecked") // made here
    ArrayList<Object> target = (ArrayList<Object>) list;
    target.addAll(items);
  }

  private void put(List<Object> items) throws ModelFormatException {
    if (!(top() instanceof LinkedHashMap<?, ?> map) || items.size() % 2 != 0) {
      throw fault("a dictionary, and keys with values", kind(top()));
    }
    @SuppressWarnings("unchecked") // made here
    LinkedHashMap<Object, Object> target = (LinkedHashMap<Object, Object>) map;
    for (int i = 0; i < items.size(); i += 2) {
      if (!(items.get(i) instanceof String) && !(items.get(i) instanceof Long)) {
        throw fault("texts or whole numbers as keys", kind(items.get(i)));
      }
      target.put(items.get(i), items.get(i + 1));
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() throws ModelFormatException {
    if (stack.isEmpty()) {
      throw fault("something on the stack", "nothing at byte " + in.position());
    }
    return stack.getLast();
  }

  private Object pop() throws ModelFormatException {
    Object value = top();
    stack.removeLast();
    return value;
  }

  private List<Object> popped(int count) throws ModelFormatException {
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.addFirst(pop());
    }
    return values;
  }

  private List<Object> toMark() throws ModelFormatException {
    if (below.isEmpty()) {
      throw fault("a mark on the stack", "none at byte " + in.position());
    }
    List<Object> values = stack;
    stack = below.pop();
    return values;
  }

  private Object remembered(long key) throws ModelFormatException {
    Object value = memo.get(key);
    if (value == null) {
      throw fault("something remembered as " + key, "nothing");
    }
    return value;
  }

  private void skip(int bytes) {
    for (int i = 0; i < bytes; i++) {
      in.get();
    }
  }

  private long longNumber(int bytes) throws ModelFormatException {
    if (bytes > Long.BYTES) {
      throw fault("whole numbers of at most 8 bytes", bytes + " bytes");
    }
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      long next = i == bytes - 1 ? in.get() : in.get() & 0xff; // the last one has the sign
      number |= next << (Byte.SIZE * i);
    }
    return number;
  }

  private String text(int bytes) throws ModelFormatException {
    if (bytes < 0 || bytes > in.remaining()) {
      throw fault("a text within the pickle", "one of " + Integer.toUnsignedString(bytes) + " bytes");
    }
    String text = new String(in.array(), in.position(), bytes, StandardCharsets.UTF_8);
    in.position(in.position() + bytes);
    return text;
  }

  private String line() {
    int start = in.position();
    while (in.get() != '\n') {}
    return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.ISO_8859_1);
  }

  private static String kind(Object value) {
    return switch (value) {
      case List<?> list -> "a list of " + list.size();
      case Map<?, ?> map -> "a dictionary of " + map.size();
      case String text -> text;
      default -> value == NONE ? "None" : value.toString();
    };
  }

  private ModelFormatException fault(String expected, String got) {
    return new ModelFormatException(file, expected, got);
  }
}
