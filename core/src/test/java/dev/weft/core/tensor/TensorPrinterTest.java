package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TensorPrinterTest {

  /** The cases of printing.txt, written by printing.py beside it. Weft adds the shape where NumPy leaves elements out. */
  @TestFactory
  Stream<DynamicTest> printsAsNumPyDoes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : resource("printing.txt").split("\n---\n", 0)) {
      String[] parts = block.split("\n", 3);
      Shape shape = Shape.of(ints(parts[0]));
      Tensor tensor = parts[1].startsWith("/") ? ramp(shape, parts[1]) : fromBits(shape, ints(parts[1]));
      String expected = shape.size() > 1000 ? parts[2] + " shape " + shape : parts[2];
      String name = parts[2].substring(0, Math.min(40, parts[2].length()));
      tests.add(dynamicTest(name, () -> assertThat(tensor).hasToString(expected)));
    }
    return tests.stream();
  }

  @Test
  void aViewPrintsItsOwnElements() {
    assertThat(Tensor.arange(6).reshape(3, 2).slice(1, 3)).hasToString("[[2. 3.]\n [4. 5.]]");
  }

  @Test
  void aScalarPrintsAsANumber() {
    assertThat(Tensor.scalar(0.5f)).hasToString("0.5");
  }

  @Test
  void anEmptyTensorPrintsItsShape() {
    assertThat(Tensor.zeros(0, 3)).hasToString("[] shape (0, 3)");
  }

  private static Tensor ramp(Shape shape, String divisor) {
    return Tensor.arange(shape.size()).reshape(shape).dividedBy(Float.parseFloat(divisor.substring(2)));
  }

  private static Tensor fromBits(Shape shape, int[] bits) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < bits.length; i++) {
      tensor.array()[i] = Float.intBitsToFloat(bits[i]);
    }
    return tensor;
  }

  private static int[] ints(String line) {
    return Arrays.stream(line.split(" ", 0)).mapToInt(Integer::parseInt).toArray();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TensorPrinterTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
