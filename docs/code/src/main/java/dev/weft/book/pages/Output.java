package dev.weft.book.pages;

import java.util.List;

/**
 * A block of text in a page that a program printed.
 *
 * @param place page and line
 * @param start index of its first line in the page
 * @param program what prints it; its name is empty if no mark says so
 * @param text its lines
 */
public record Output(String place, int start, Program program, List<String> text) {

  @Override
  public String toString() {
    return place + " " + program;
  }
}
