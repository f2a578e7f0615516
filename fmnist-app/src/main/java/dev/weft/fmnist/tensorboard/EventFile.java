package dev.weft.fmnist.tensorboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A file of events that TensorBoard follows while it grows. It is the one kind of file that is not replaced whole: a
 * killed run may leave half a record at its end, where readers stop.
 *
 * <p>A record of <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">this
 * format</a> is the length of its content (8 bytes, little-endian), the masked CRC-32C of these bytes, the content, and
 * the content's masked CRC-32C.
 *
 * @param path the file
 */
record EventFile(Path path) {

  private static final String PREFIX = "events.out.tfevents.";
  private static final String OWN = ".weft"; // readers look at what is before it
  private static final int MASK_ROTATION = 15;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final long MILLIS = 1000;

  /**
   * Starts a file of its own in a directory, which is made if need be. The name has what TensorBoard looks for, and
   * sorts by time.
   */
  static EventFile create(Path directory) throws IOException {
    Files.createDirectories(directory);
    String name = String.format(Locale.ROOT, "%s%010d.%s.%d.", PREFIX, System.currentTimeMillis() / MILLIS, host(),
        ProcessHandle.current().pid());
    Path path = directory.resolve(name + 0 + OWN);
    for (int i = 1; Files.exists(path); i++) { // another run of this process in the same second
      path = directory.resolve(name + i + OWN);
    }
    EventFile file = new EventFile(Files.createFile(path));
    file.append(Events.version());
    return file;
  }

  /** The event files in a directory; none if there is no such directory. */
  static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
      return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).sorted().toList();
    }
  }

  /** Whether this program has made a file with such a name. */
  static boolean isOwn(Path file) {
    return file.getFileName().toString().endsWith(OWN);
  }

  /** Adds an event and leaves the file closed, so that a reader sees it at once. */
  void append(Message event) throws IOException {
    Files.write(path, framed(event.toBytes()), StandardOpenOption.APPEND);
  }

  private static byte[] framed(byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + content.length + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(content.length).putInt(maskedCrc(frame.array(), Long.BYTES));
    return frame.put(content).putInt(maskedCrc(content, content.length)).array();
  }

  /** The CRC-32C, masked because the CRC of data that contains its own CRC would be weak. */
  private static int maskedCrc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
