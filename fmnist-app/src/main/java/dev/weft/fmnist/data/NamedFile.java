package dev.weft.fmnist.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a file under several names. Archives are often unpacked into a directory for each file, named after it, so
 * a file is also found in a directory that bears one of its names.
 */
final class NamedFile {

  private static final List<String> OTHER_COMPRESSION = List.of(".zip", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar");

  private NamedFile() {}

  /** The path of the first name, best first, under which there is a regular file. */
  static Optional<Path> find(Path directory, List<String> names) {
    for (String name : names) {
      Path path = directory.resolve(name);
      if (Files.isRegularFile(path)) {
        return Optional.of(path);
      }
    }
    for (String outer : names) {
      for (String inner : names) {
        Path path = directory.resolve(outer).resolve(inner);
        if (Files.isRegularFile(path)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  /** What stands in the place of a file that was not found, in a few words; empty if nothing does. */
  static Optional<String> instead(Path directory, List<String> names) {
    for (String name : names) {
      Path path = directory.resolve(name);
      if (Files.isDirectory(path)) {
        return Optional.of("a directory " + name + " without the file");
      }
      if (Files.exists(path)) {
        return Optional.of("a device, a pipe or a socket " + name);
      }
      if (Files.isSymbolicLink(path)) {
        return Optional.of("a link " + name + " that leads nowhere");
      }
      for (String suffix : OTHER_COMPRESSION) {
        if (Files.exists(directory.resolve(name + suffix))) {
          return Optional.of(name + suffix + ", to be unpacked first");
        }
      }
    }
    return Optional.empty();
  }
}
