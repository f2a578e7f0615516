package dev.weft.core.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces files whole: whoever looks, at any time and after any crash, finds the old content or the new one.
 *
 * <p>The content goes to a temporary file {@code .weft-….tmp} in the target's directory, is forced to the disk, and
 * takes the target's name in one atomic rename. When anything fails the temporary file is removed and the target
 * is as it was. Only a killed process leaves a temporary file behind; it can be deleted. A symbolic link is
 * followed: the file it points to is replaced and the link stays. Whatever else has the target's name, a directory, a
 * device, a pipe, a link to nothing, is left alone and refused. An interrupted thread writes as any other and keeps its
 * interrupt status.
 *
 * {@snippet :
 * AtomicFiles.write(file, "all of it or nothing");
 * }
 */
public final class AtomicFiles {

  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFiles() {}

  /** Something that writes the new content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything to the stream, which is buffered, and need not close it.
     *
     * @param out takes the content
     * @throws IOException if that fails; the target then stays as it was
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces a file, or creates it. The directory must exist.
   *
   * @param target the file
   * @param content writes the new content
   * @throws IOException if the content cannot be written (disk full, no permission, no such directory, the target is
   *     no regular file, …); the message names the target and the reason, and the target is unchanged
   */
  public static void write(Path target, Content content) throws IOException {
    try {
      replace(Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath(), content);
    } catch (IOException e) {
      throw new IOException("cannot write " + target + ": " + reason(e), e);
    }
  }

  /**
   * Replaces a file, or creates it, with a text in UTF-8.
   *
   * @param target the file
   * @param text the new content
   * @throws IOException as {@link #write(Path, Content)} does
   */
  public static void write(Path target, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(target, out -> out.write(bytes));
  }

  private static void replace(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException("expected a regular file or none, got "
          + (Files.isDirectory(target) ? "a directory" : "a device, a pipe or a socket"));
    }
    Path directory = target.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IOException("expected an existing directory, got " + directory);
    }
    Path temporary = directory.resolve(".weft-" + UUID.randomUUID() + ".tmp");
    boolean renamed = false;
    try {
      writeAndSync(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      renamed = true;
    } finally {
      if (!renamed) {
        Files.deleteIfExists(temporary);
      }
    }
    syncDirectory(directory);
  }

  private static void writeAndSync(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(create(file), BUFFER_BYTES)) {
      content.writeTo(out);
    }
    sync(file, StandardOpenOption.WRITE);
  }

  private static OutputStream create(Path file) throws IOException {
    try {
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      throw new IOException("no permission to create files in " + file.getParent(), e);
    }
  }

  private static void sync(Path file, StandardOpenOption option) throws IOException {
    Uninterrupted.call(() -> {
      try (FileChannel channel = FileChannel.open(file, option)) {
        channel.force(true);
        return file;
      }
    });
  }

  /** Makes the rename itself durable where directories can be synced; elsewhere the file system sees to it. */
  private static void syncDirectory(Path directory) {
    try {
      sync(directory, StandardOpenOption.READ);
    } catch (IOException unsupported) {
      // Windows and some network file systems refuse. The new content is complete and in place either way.
    }
  }

  /** Why a file operation failed, in words; the JDK's exceptions often carry nothing but the path. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "no permission";
      case NoSuchFileException _ -> "no such file";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
    };
  }
}
