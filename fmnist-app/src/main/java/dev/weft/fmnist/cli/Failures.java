package dev.weft.fmnist.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** Turns exceptions into one line for people. */
final class Failures {

  private Failures() {}

  /** What went wrong. */
  static String message(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e -> message(e.getCause());
      case ExceptionInInitializerError e when e.getCause() != null -> message(e.getCause());
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case OutOfMemoryError e -> "not enough memory (" + e.getMessage() + "): give Java more than "
          + (Runtime.getRuntime().maxMemory() >> 20) + " MB with -Xmx, as in java -Xmx1g -jar fmnist-app.jar";
      case IllegalArgumentException e when e.getMessage() != null -> oneLine(e.getMessage());
      case IllegalStateException e when e.getMessage() != null -> oneLine(e.getMessage());
      case RuntimeException e when e.getClass().getName().startsWith("dev.weft.") -> oneLine(e.getMessage());
      case java.io.IOException e when e.getMessage() != null -> oneLine(e.getMessage());
      default -> oneLine(failure.toString());
    };
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
