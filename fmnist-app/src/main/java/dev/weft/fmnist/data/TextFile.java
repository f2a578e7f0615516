package dev.weft.fmnist.data;

import dev.weft.core.io.Quoted;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text, read whole, with errors that name the file. */
public final class TextFile {

  private static final int MOST_SHOWN = 200;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private TextFile() {}

  /**
   * Reads a file in UTF-8, without the byte order mark that some editors put first.
   *
   * @throws DataFormatException if it is no regular file or not in UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataFormatException(file.toString(), "a file of text",
          Files.isDirectory(file) ? "a directory" : "a device, a pipe or a socket");
    }
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    } catch (CharacterCodingException e) {
      throw new DataFormatException(file.toString(), "text in UTF-8", "other bytes", e);
    }
  }

  /** A line for a message: its beginning if it is long, and a word for it if there is nothing to see. */
  public static String shown(String line) {
    if (line.isBlank()) {
      return "an empty line";
    }
    return Quoted.plain(line, MOST_SHOWN);
  }
}
