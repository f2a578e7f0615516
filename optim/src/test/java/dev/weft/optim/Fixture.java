package dev.weft.optim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text fixtures that lie beside the test classes, each next to the script that wrote it. */
public final class Fixture {

  private Fixture() {}

  /** The lines of a fixture, found as a resource of the test class's package. */
  public static List<String> lines(Class<?> test, String file) {
    try (InputStream in = test.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("expected a resource " + file + " beside " + test);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of every line that starts with this name, in order. */
  static List<float[]> numbers(List<String> lines, String name) {
    List<float[]> rows = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(name)) {
        float[] row = new float[words.length - 1];
        for (int i = 0; i < row.length; i++) {
          row[i] = Float.parseFloat(words[i + 1]);
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
