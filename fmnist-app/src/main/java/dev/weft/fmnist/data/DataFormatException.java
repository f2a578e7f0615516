package dev.weft.fmnist.data;

import java.io.IOException;
import java.io.Serial;

/** A file whose content is not what its format or its place asks for. The message is one line and names the file. */
public final class DataFormatException extends IOException {

  @Serial
  private static final long serialVersionUID = 1L;

  /**
   * The message reads {@code FILE: expected EXPECTED, got ACTUAL}.
   *
   * @param file the file's path, or another name a reader recognises
   * @param expected what should be there
   * @param actual what is there
   */
  public DataFormatException(String file, String expected, String actual) {
    super(file + ": expected " + expected + ", got " + actual);
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
    super(file + ": expected " + expected + ", got " + actual, cause);
  }
}
