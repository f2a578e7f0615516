package dev.weft.fmnist.cli;

import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.report.ReportPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A folder that this process alone writes into, until it is closed.
 *
 * <p>The hidden file {@link #MARK} in it is locked meanwhile. The system takes the lock back when the process ends, in
 * whatever way. The same file lists what this program has written there, in lines that are only ever added, each before
 * its file is: whatever else is in the folder is somebody else's and is never replaced.
 */
final class OwnFolder implements AutoCloseable {

  /** The name of the file that marks such a folder. */
  static final String MARK = ".weft-run";

  private static final Path RUNS = Path.of("runs");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final Pattern LEFT_OVER = Pattern.compile("\\.weft-[0-9a-f-]{36}\\.tmp");
  private static final String FILE = "file ";
  private static final String HOLDER = "holder ";
  private static final String HEAD =
      "# fmnist-app writes into this folder. Only the files named here are ever replaced; those of others are not.\n";

  /**
   * The open marks of this process, by the real path of the folder. Where locks are POSIX's, closing any other channel on the
   * file would give the lock back, so a mark that is held is read through its own channel and never opened twice.
   */
  private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

  /** The lock is there, beyond all content, because on Windows a locked part cannot be read. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path path;
  private final FileChannel mark;
  private final Set<String> listed;

  private OwnFolder(Path path, FileChannel mark) throws IOException {
    this.path = path;
    this.mark = mark;
    this.listed = listed(path);
  }

  /**
   * Makes the folder if need be and locks it. What a killed process left of half-written files is removed.
   *
   * @throws DataFormatException if another process holds it; the message says which
   * @throws IOException if the folder cannot be made, written or locked
   */
  static OwnFolder open(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileSystemException e) {
      throw cannotMake(path, e);
    }
    return lock(path);
  }

  /** Makes a folder under {@code runs}, named for the time and what will be in it, that no other process has made. */
  static OwnFolder create(String content) throws IOException {
    String name = LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + "-" + content;
    Path path = RUNS.resolve(name);
    for (int i = 2; !made(path); i++) {
      path = RUNS.resolve(name + "-" + i);
    }
    return lock(path);
  }

  private static boolean made(Path path) throws IOException {
    try {
      Files.createDirectories(path.getParent());
      Files.createDirectory(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path.getParent())) {
        throw cannotMake(path, e);
      }
      return false;
    } catch (FileSystemException e) {
      throw cannotMake(path, e);
    }
  }

  private static IOException cannotMake(Path path, FileSystemException e) {
    return new IOException(path + ": cannot create the directory: " + Failures.reason(e), e);
  }

  private static OwnFolder lock(Path path) throws IOException {
    if (!Files.isWritable(path)) {
      throw new DataFormatException(path.toString(), "a directory that can be written", "permission denied");
    }
    Path real = path.toRealPath();
    if (HELD.containsKey(real)) {
      throw heldBy(path);
    }
    FileChannel mark = openMark(path.resolve(MARK));
    try {
      if (!locked(path, mark)) {
        throw heldBy(path);
      }
      HELD.put(real, mark);
      OwnFolder folder = new OwnFolder(path, mark);
      folder.append(HOLDER + ProcessHandle.current().pid() + " " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
      removeLeftOvers(path);
      return folder;
    } catch (IOException | RuntimeException e) {
      HELD.remove(real, mark);
      mark.close();
      throw e;
    }
  }

  private static DataFormatException heldBy(Path path) throws IOException {
    return new DataFormatException(path.toString(), "a directory that no other run writes into",
        "one held by " + holder(path) + " (wait for its end, or choose another directory)");
  }

  private static FileChannel openMark(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new IOException("cannot write " + file + ": " + Failures.reason(e), e);
    }
  }

  private static boolean locked(Path path, FileChannel mark) throws IOException {
    try {
      FileLock lock = mark.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException _) { // this process holds it already
      return false;
    } catch (IOException e) {
      throw new IOException(path + ": cannot lock the directory, which keeps other runs out of it: " + e.getMessage(),
          e);
    }
  }

  private static String holder(Path path) throws IOException {
    List<String> holders = lines(path, HOLDER);
    String[] last = holders.isEmpty() ? new String[0] : holders.getLast().split(" ");
    return last.length < 2 ? "another process" // one that has just begun
        : "process " + last[0] + " since " + last[1].replace('T', ' ').replace("Z", " UTC");
  }

  private static void removeLeftOvers(Path path) throws IOException {
    for (Path folder : List.of(path, path.resolve(ReportPage.FIGURES))) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            if (LEFT_OVER.matcher(file.getFileName().toString()).matches()) {
              Files.deleteIfExists(file);
            }
          }
        }
      }
    }
  }

  /** The names that the mark of a folder lists, relative to it; none without a mark. */
  static Set<String> listed(Path path) throws IOException {
    return new LinkedHashSet<>(lines(path, FILE));
  }

  private static List<String> lines(Path path, String prefix) throws IOException {
    Path file = path.resolve(MARK);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    FileChannel held = HELD.get(path.toRealPath());
    String text = new String(held == null ? Files.readAllBytes(file) : content(held), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1) // a crash may have cut the last line off
        .lines().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length())).toList();
  }

  private static byte[] content(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // reads on
    }
    return bytes.array();
  }

  /**
   * Makes sure that of these files none is somebody else's.
   *
   * @param files in the folder or below it; they need not exist
   * @throws DataFormatException if one exists that the folder's mark does not list
   */
  static void requireOwn(Path path, Collection<Path> files) throws IOException {
    Set<String> listed = listed(path);
    for (Path file : files) {
      if (Files.exists(file) && !listed.contains(name(path, file))) {
        throw foreign(path, file);
      }
    }
  }

  private static DataFormatException foreign(Path path, Path file) {
    return new DataFormatException(path.toString(), "a directory where this program may write "
        + name(path, file),
        "one with a file of that name that it has not made (move it away, or choose another"
            + " directory)");
  }

  private static String name(Path path, Path file) {
    return path.relativize(file).toString().replace('\\', '/');
  }

  Path path() {
    return path;
  }

  /**
   * Lists files, before they are written.
   *
   * @throws DataFormatException if one exists that is somebody else's; then none is listed
   */
  void claim(Collection<Path> files) throws IOException {
    for (Path file : files) {
      if (Files.exists(file) && !listed.contains(name(path, file))) {
        throw foreign(path, file);
      }
    }
    adopt(files);
  }

  /** Lists files, even if they exist: what they hold proves that this program has written them. */
  void adopt(Collection<Path> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      if (listed.add(name(path, file))) {
        lines.append(lines.isEmpty() ? "" : "\n").append(FILE).append(name(path, file));
      }
    }
    if (!lines.isEmpty()) {
      append(lines.toString());
    }
  }

  /** Deletes those of these files that exist, all of which have to be this program's. */
  void delete(Collection<Path> files) throws IOException {
    requireOwn(path, files);
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private void append(String lines) throws IOException {
    String text = (mark.size() == 0 ? HEAD : "\n") + lines + "\n"; // an empty line, should the one before be cut off
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      for (long at = mark.size(); bytes.hasRemaining();) {
        at += mark.write(bytes, at);
      }
      mark.force(true);
    } catch (IOException e) {
      throw new IOException("cannot write " + path.resolve(MARK) + ": " + e.getMessage(), e);
    }
  }

  /** Lets others write into the folder. */
  @Override
  public void close() throws IOException {
    HELD.values().remove(mark);
    mark.close();
  }
}
