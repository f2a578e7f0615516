package dev.weft.fmnist.launch;

/** A Java version such as {@code 25.0.3}, {@code 26-ea} or {@code 1.8.0_402}, ordered by age. */
final class JavaVersion implements Comparable<JavaVersion> {

  private static final int PARTS = 4;

  private final int[] numbers;

  private JavaVersion(int[] numbers) {
    this.numbers = numbers;
  }

  /** The version written in {@code text}; what is not a number counts as 0. */
  static JavaVersion parse(String text) {
    int[] numbers = new int[PARTS];
    int part = 0;
    String digits = text.startsWith("1.") ? text.substring(2) : text; // 1.8 is 8
    for (int i = 0; i < digits.length() && part < PARTS; i++) {
      char c = digits.charAt(i);
      if (c >= '0' && c <= '9') {
        numbers[part] = Math.min(numbers[part], 99999) * 10 + (c - '0');
      } else if (c == '.' || c == '_') {
        part++;
      } else {
        break;
      }
    }
    return new JavaVersion(numbers);
  }

  /** The version that runs this code. */
  static JavaVersion running() {
    return parse(System.getProperty("java.specification.version"));
  }

  /** The number that people call the version: 8, 17, 25. */
  int feature() {
    return numbers[0];
  }

  @Override
  public int compareTo(JavaVersion other) {
    for (int i = 0; i < PARTS; i++) {
      if (numbers[i] != other.numbers[i]) {
        return numbers[i] < other.numbers[i] ? -1 : 1;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JavaVersion && compareTo((JavaVersion) other) == 0;
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(numbers);
  }
}
