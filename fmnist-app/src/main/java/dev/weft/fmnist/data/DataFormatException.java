package dev.weft.fmnist.data;

import dev.weft.core.io.Quoted;
import java.io.IOException;
import java.io.Serial;

/** A file whose content is not what its format or its place asks for. The message is one line and names the file. */
public final class DataFormatException extends IOException {

  @Serial
  private static final long serialVersionUID = 1L;

  private static final int MOST_SHOWN = 500;

  /**
   * The message reads {@code FILE: expected EXPECTED, got ACTUAL}.
   *
   * @param file the file's path, or another name a reader recognises
   * @param expected what should be there
   * @param actual what is there
   */
  public DataFormatException(String file, String expected, String actual) {
    super(message(file, expected, actual));
  }

  /**
   * As {@link #DataFormatException(String, String, String)}, with the exception that revealed it.
   *
   * @param file the file's path, or another name a reader recognises
   * @param expected what should be there
   * @param actual what is there
   * @param cause how it was noticed
   */
  public DataFormatException(String file, String expected, String actual, Throwable cause) {
    super(message(file, expected, actual), cause);
  }

  /** What is quoted from a file is cut, and free of characters that steer a terminal. */
  private static String message(String file, String expected, String actual) {
    return file + ": expected " + Quoted.plain(expected, MOST_SHOWN) + ", got " + Quoted.plain(actual, MOST_SHOWN);
  }
}
