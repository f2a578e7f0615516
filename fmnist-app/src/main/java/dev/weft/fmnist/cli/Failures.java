package dev.weft.fmnist.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns exceptions into one line for people. */
final class Failures {

  private static final long MEGABYTES = 1024; // of a gigabyte

  private Failures() {}

  /** What went wrong. */
  static String message(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e -> message(e.getCause());
      case ExceptionInInitializerError e when e.getCause() != null -> message(e.getCause());
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case OutOfMemoryError e ->
          "not enough memory (" + e.getMessage() + "): " + remedy(String.valueOf(e.getMessage()));
      case IllegalArgumentException e when e.getMessage() != null -> oneLine(e.getMessage());
      case IllegalStateException e when e.getMessage() != null -> oneLine(e.getMessage());
      case RuntimeException e when e.getClass().getName().startsWith("dev.weft.") -> oneLine(e.getMessage());
      case java.io.IOException e when e.getMessage() != null -> oneLine(e.getMessage());
      default -> oneLine(failure.toString());
    };
  }

  /** What helps against an {@link OutOfMemoryError}, which has many causes that only its text tells apart. */
  private static String remedy(String cause) {
    String text = cause.toLowerCase(Locale.ROOT);
    if (text.contains("thread")) {
      return "use fewer --threads, or allow more processes (ulimit -u, or the container's limit)";
    } else if (text.contains("metaspace") || text.contains("class space")) {
      return "give Java more with -XX:MaxMetaspaceSize, or leave that option out";
    } else if (text.contains("direct")) {
      return "give Java more with -XX:MaxDirectMemorySize, or leave that option out";
    } else if (text.contains("array size")) {
      return "no array can be that large; use a smaller --batch-size or fewer images";
    } else if (text.contains("map failed") || text.contains("native") || text.contains("swap")) {
      return "the machine has none left; end other programs, or allow this one more";
    }
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return "give Java more than " + megabytes + " MB with -Xmx, as in java -Xmx" + (2 * megabytes / MEGABYTES + 1)
        + "g -jar fmnist-app.jar";
  }

  /** Why a file operation failed; the JDK's exceptions often carry only the path. */
  static String reason(FileSystemException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case FileAlreadyExistsException _ -> "exists already and is not a directory";
      default -> e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    };
  }

  /** The lines of a text as one. */
  static String oneLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
  }
}
