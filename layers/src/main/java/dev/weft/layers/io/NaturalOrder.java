package dev.weft.layers.io;

import java.util.Comparator;

/** Texts by their characters, but numbers in them by their value: {@code layer2} before {@code layer10}. */
enum NaturalOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endOfA = endOfNumber(a, i);
      int endOfB = endOfNumber(b, j);
      int order = endOfA > i && endOfB > j
          ? compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB))
          : Character.compare(a.charAt(i), b.charAt(j));
      if (order != 0) {
        return order;
      }
      i = Math.max(endOfA, i + 1);
      j = Math.max(endOfB, j + 1);
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** By value, and texts that mean the same number by their length. */
  private static int compareNumbers(String a, String b) {
    String digitsOfA = a.replaceFirst("^0+", "");
    String digitsOfB = b.replaceFirst("^0+", "");
    int longer = Integer.compare(digitsOfA.length(), digitsOfB.length());
    int order = longer != 0 ? longer : digitsOfA.compareTo(digitsOfB);
    return order != 0 ? order : Integer.compare(a.length(), b.length());
  }
}
