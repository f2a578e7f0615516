package dev.weft.core.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file was read but is not what it should be: cut off, corrupt, of another format, or made for another network.
 *
 * <p>The message reads {@code FILE: expected …, got …}. What it quotes from the file is cut, and free of characters that steer a
 * terminal.
 *
 * {@snippet :
 * Files.writeString(file, "no model");
 * try {
 *   ModelFile.load(file);
 * } catch (ModelFormatException e) {
 *   e.file().equals(file); // = true
 * }
 * }
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

  private ModelFormatException(Path file, String message) {
    super(file + ": " + message);
    this.file = file.toString();
  }

  /**
   * A complaint by a reader of a part of a file, which says itself what it expected and got: {@code FILE: PART: expected …, got …}.
   *
   * @param file the file with the fault
   * @param part where it is, such as metadata of a name
   * @param complaint what the reader says
   */
  public static ModelFormatException inPart(Path file, String part, String complaint) {
    return new ModelFormatException(file,
        Quoted.plain(part, MOST_SHOWN) + ": " + Quoted.plain(complaint, 2 * MOST_SHOWN));
  }

  /** {@return the file with the fault, as it was given to the reader} */
  public Path file() {
    return Path.of(file);
  }
}
