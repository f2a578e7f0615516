package dev.weft.layers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What PyTorch says of losses, a line each; the scripts beside the files in {@code losses} wrote them. */
final class LossFixtures {

  private LossFixtures() {}

  static List<String> lines(String file) throws IOException {
    try (InputStream in = LossFixtures.class.getResourceAsStream("losses/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  static float[] numbers(String text) {
    String[] words = text.strip().split(" ", -1);
    float[] numbers = new float[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.parseFloat(words[i]);
    }
    return numbers;
  }
}
