package dev.weft.core.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file was read but is not what it should be: cut off, corrupt, of another format, or made for another network.
 *
 * <p>The message reads {@code FILE: expected …, got …}. What it quotes from the file is cut, and free of characters that steer a
 * terminal.
 */
public final class ModelFormatException extends IOException {

  private static final long serialVersionUID = 1;

  private static final int MOST_SHOWN = 400;

  private final String file;

  /**
   * A complaint about a file.
   *
   * @param file the file with the fault
   * @param expected what should have been there
   * @param got what is there
   */
  public ModelFormatException(Path file, String expected, String got) {
    super(file + ": expected " + Quoted.plain(expected, MOST_SHOWN) + ", got " + Quoted.plain(got, MOST_SHOWN));
    this.file = file.toString();
  }

  /** {@return the file with the fault, as it was given to the reader} */
  public Path file() {
    return Path.of(file);
  }
}
