package dev.weft.book.pages;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of Java in a page. It has consecutive lines of one method, field or type; only the indentation may differ.
 *
 * @param place page and line
 * @param file the source, from the project's folder; empty if no mark says so
 * @param member the name of the method, field or type
 * @param code its lines
 */
public record Excerpt(String place, String file, String member, List<String> code) {

  private static final String DECLARATION = "\\s*(?!return |new |throw |else )([\\w<>\\[\\],.?@]+ )+";

  /** Whether the source has a member of this name with these lines one after the other. */
  public boolean isIn(List<String> source) {
    Pattern declaration = Pattern.compile(DECLARATION + member + "[ (;<].*");
    for (int i = 0; i < source.size(); i++) {
      if (declaration.matcher(source.get(i)).matches()
          && Collections.indexOfSubList(stripped(source.subList(i, endOf(source, i))), stripped(code)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** One more than the last line of a declaration: its own, or that of the brace below its beginning. */
  private static int endOf(List<String> source, int declaration) {
    String first = source.get(declaration);
    if (first.endsWith(";")) {
      return declaration + 1;
    }
    String brace = " ".repeat(first.length() - first.stripLeading().length()) + "}";
    int end = source.subList(declaration, source.size()).indexOf(brace);
    return end < 0 ? source.size() : declaration + end + 1;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::stripLeading).toList();
  }

  @Override
  public String toString() {
    return place + " " + file + "#" + member;
  }
}
