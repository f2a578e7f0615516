package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operations of Tensor against NumPy's on the cases of operations.py: random shapes, empty ones too, ties, NaN, infinities and −0. All
 * operands lie somewhere within an array.
 */
class NumPyTest {

  private static final int IN_FRONT = 3;

  private static List<List<?>> all() throws IOException {
    try (InputStream in = NumPyTest.class.getResourceAsStream("operations.json")) {
      List<?> cases = (List<?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return cases.stream().<List<?>>map(one -> (List<?>) one).toList();
    }
  }

  static Stream<String> operations() throws IOException {
    return new TreeSet<>(all().stream().map(one -> (String) one.get(0)).toList()).stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationGivesWhatNumPyGives(String operation) throws IOException {
    for (List<?> one : all()) {
      if (one.get(0).equals(operation)) {
        float[] arguments = floats((List<?>) one.get(1));
        Tensor[] operands = ((List<?>) one.get(2)).stream().map(NumPyTest::tensor).toArray(Tensor[]::new);
        String text = operation + Arrays.toString(arguments) + " of " + Arrays.toString(operands);
        if (integers(operation)) {
          assertThat(places(operation, arguments, operands)).as(text).isEqualTo(ints((List<?>) one.get(3)));
        } else {
          requireClose(compute(operation, arguments, operands), tensor(one.get(3)), ((Number) one.get(4)).doubleValue(),
              text);
        }
      }
    }
  }

  @Test
  void everyOperationHasCases() throws IOException {
    assertThat(operations()).hasSizeGreaterThan(30);
    assertThat(all()).hasSizeGreaterThan(1000);
  }

  private static boolean integers(String operation) {
    return operation.startsWith("arg") || operation.endsWith("Places");
  }

  private static int[] places(String operation, float[] a, Tensor... x) {
    return switch (operation) {
      case "argsort" -> x[0].argsort((int) a[0]);
      case "argmin" -> x[0].argmin((int) a[0]);
      case "argmax" -> x[0].argmax((int) a[0]);
      case "topKPlaces" -> x[0].topK((int) a[0], (int) a[1]).places();
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static Tensor compute(String operation, float[] a, Tensor... x) {
    return switch (operation) {
      case "sort" -> x[0].sort((int) a[0]);
      case "topK" -> x[0].topK((int) a[0], (int) a[1]).values();
      case "take" -> x[0].take((int) a[0], rest(a));
      case "gather" -> x[0].gather((int) a[0], rest(a));
      case "pad" -> x[0].pad((int) a[0], (int) a[1], (int) a[2], a[3]);
      case "flip" -> x[0].flip(a.length == 0 ? new int[0] : new int[] {(int) a[0]});
      case "repeat" -> x[0].repeat((int) a[0], (int) a[1]);
      case "slice" -> slice(x[0], (int) a[0], (int) a[1], (int) a[2]);
      case "assign" -> x[0].assign((int) a[0], (int) a[1], (int) a[2], x[1]);
      case "cumsum" -> x[0].cumsum((int) a[0]);
      case "softmax" -> x[0].softmax((int) a[0]);
      case "norm" -> x[0].norm(new int[] {(int) a[0]});
      case "std" -> x[0].std(new int[] {(int) a[0]});
      case "norms" -> Tensor.scalar(x[0].norm());
      case "stds" -> Tensor.scalar(x[0].std());
      case "linspace" -> Tensor.linspace(exact(a[0]), exact(a[1]), (int) a[2]);
      case "where" -> Tensor.where(x[0], x[1], x[2]);
      default -> elementwise(operation, a, x);
    };
  }

  private static Tensor elementwise(String operation, float[] a, Tensor... x) {
    return switch (operation) {
      case "clip" -> x[0].clip(a[0], a[1]);
      case "power" -> x[0].pow(x[1]);
      case "greater" -> x[0].greaterThan(x[1]);
      case "greater_equal" -> x[0].atLeast(x[1]);
      case "less" -> x[0].lessThan(x[1]);
      case "less_equal" -> x[0].atMost(x[1]);
      case "equal" -> x[0].equalTo(x[1]);
      case "not_equal" -> x[0].notEqualTo(x[1]);
      case "maximum" -> x[0].maximum(x[1]);
      case "minimum" -> x[0].minimum(x[1]);
      case "add" -> x[0].plusInPlace(x[1]);
      case "subtract" -> x[0].minusInPlace(x[1]);
      case "multiply" -> x[0].timesInPlace(x[1]);
      case "divide" -> x[0].dividedByInPlace(x[1]);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  /** The decimal number that a float stands for. */
  private static double exact(float number) {
    return Double.parseDouble(Float.toString(number));
  }

  /** Both ways to slice the first axis, which must agree. */
  private static Tensor slice(Tensor x, int axis, int from, int to) {
    Tensor slice = x.slice(axis, from, to);
    if (x.shape().axis(axis) == 0) {
      assertThat(x.slice(from, to)).isEqualTo(slice);
    }
    return slice;
  }

  private static void requireClose(Tensor got, Tensor expected, double tolerance, String text) {
    assertThat(got.shape()).as(text).isEqualTo(expected.shape());
    for (int i = 0; i < got.size(); i++) {
      float a = got.array()[got.offset() + i];
      float b = expected.array()[expected.offset() + i];
      boolean equal = Float.floatToIntBits(a) == Float.floatToIntBits(b)
          || (tolerance > 0 && (a == b || Math.abs(a - b) <= tolerance * Math.abs(b)));
      assertThat(equal).as("%s: expected %s, got %s", text, expected, got).isTrue();
    }
  }

  private static Tensor tensor(Object shapeAndBits) {
    int[] dims = ints((List<?>) ((List<?>) shapeAndBits).get(0));
    int[] bits = ints((List<?>) ((List<?>) shapeAndBits).get(1));
    float[] values = new float[IN_FRONT + bits.length + 1];
    Arrays.fill(values, Float.NaN);
    for (int i = 0; i < bits.length; i++) {
      values[IN_FRONT + i] = Float.intBitsToFloat(bits[i]);
    }
    return Tensor.wrap(values, IN_FRONT, Shape.of(dims));
  }

  private static int[] rest(float[] arguments) {
    int[] rest = new int[arguments.length - 1];
    Arrays.setAll(rest, i -> (int) arguments[i + 1]);
    return rest;
  }

  private static float[] floats(List<?> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) numbers.get(i)).floatValue();
    }
    return floats;
  }

  private static int[] ints(List<?> numbers) {
    return numbers.stream().mapToInt(number -> ((Number) number).intValue()).toArray();
  }
}
