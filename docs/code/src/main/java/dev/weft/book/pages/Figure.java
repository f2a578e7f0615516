package dev.weft.book.pages;

import java.nio.file.Path;

/**
 * A picture in a page that a program drew.
 *
 * @param place page and line
 * @param program what draws it into the folder it is given; its name is empty if no mark says so
 * @param file the picture
 */
public record Figure(String place, Program program, Path file) {

  @Override
  public String toString() {
    return place + " " + program;
  }
}
