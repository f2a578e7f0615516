package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    Object value = Json.parse(" {\"a\" : [1, -2.5, 1e3, true, false, null, \"t\"], \"b\": {}, \"c\":[ ]}\n");

    Map<String, Object> expected = new LinkedHashMap<>();
    List<Object> items = new ArrayList<>(List.of(1L, -2.5, 1000.0, true, false));
    Collections.addAll(items, null, "t");
    expected.put("a", items);
    expected.put("b", Map.of());
    expected.put("c", List.of());
    assertThat(value).isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfKeys() {
    assertThat((Map<?, ?>) Json.parse("{\"z\":1,\"a\":2,\"m\":3}")).extracting(Map::keySet).hasToString("[z, a, m]");
  }

  @Test
  void readsEveryEscape() {
    assertThat(Json.parse("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\ud83d\\ude00 \\uD83D\\uDE00\""))
        .isEqualTo("\" \\ / \b \f \n \r \t é 😀 😀");
  }

  @Test
  void tellsIntegersFromOtherNumbers() {
    assertThat(Json.parse("[0, -0, 10, 1.0, 9223372036854775807, -9223372036854775808, 1E-2]"))
        .isEqualTo(List.of(0L, -0.0, 10L, 1.0, Long.MAX_VALUE, Long.MIN_VALUE, 0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
          "``            | line 1 column 1: expected a value, got the end of the text",
          "{             | line 1 column 2: expected a key in double quotes, got the end of the text",
          "{\"a\":1,}    | line 1 column 8: expected a key in double quotes, got '}'",
          "{\"a\" 1}     | line 1 column 6: expected ':', got '1'",
          "{\"a\":1 \"b\" | line 1 column 8: expected ',' or '}', got '\"'",
          "{\"a\":1,\"a\":2} | line 1 column 8: expected each key once, got \"a\" again",
          "[1,]          | line 1 column 4: expected a value, got ']'",
          "[1 2]         | line 1 column 4: expected ',' or ']', got '2'",
          "1 x           | line 1 column 3: expected the end of the text, got 'x'",
          "nul           | line 1 column 1: expected null, got 'n'",
          "01            | line 1 column 2: expected the end of the text, got '1'",
          "-             | line 1 column 2: expected a digit, got the end of the text",
          "1.            | line 1 column 3: expected a digit, got the end of the text",
          "1e+           | line 1 column 4: expected a digit, got the end of the text",
          "+1            | line 1 column 1: expected a value, got '+'",
          "NaN           | line 1 column 1: expected a value, got 'N'",
          "1e999         | line 1 column 1: expected a number in the range of a double, got 1e999",
          "9223372036854775808 | line 1 column 1: expected an integer of 64 bits, got 9223372036854775808",
          "\"abc         | line 1 column 1: expected a closing double quote, got the end of the text",
          "\"\\x\"       | line 1 column 3: expected an escape, one of \" \\ / b f n r t u, got 'x'",
          "\"\\u12g4\"   | line 1 column 6: expected four hexadecimal digits, got 'g'",
          "\"\\ud83d\"   | line 1 column 7: expected surrogates in pairs, got one alone",
          "\"\\ude00\"   | line 1 column 7: expected surrogates in pairs, got one alone",
          "'a'           | line 1 column 1: expected a value, got '''",
      })
  void rejectsWhatIsNotStrictJsonAndSaysWhere(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class).hasMessage(message);
  }

  @Test
  void countsLinesInErrors() {
    assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\n  \"b\": ?\n}")).hasMessageStartingWith("line 3 column 8:");
  }

  @Test
  void rejectsControlCharactersInStrings() {
    assertThatThrownBy(() -> Json.parse("\"a\nb\"")).hasMessageContaining("to be escaped, got U+000A");
  }

  @Test
  void readsNestingUpToTheLimitAndNoDeeper() {
    String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    assertThat(Json.write(Json.parse(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).hasMessageContaining("nesting of at most 64");
  }

  @Test
  void writesCompactTextWithNothingLost() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "a\"\\\n\u0001é😀");
    value.put("float", 0.1f);
    value.put("double", 1e-7);
    value.put("none", null);
    value.put("list", List.of(1, 2L, true));

    assertThat(Json.write(value))
        .isEqualTo(
            "{\"name\":\"a\\\"\\\\\\n\\u0001é😀\",\"float\":0.1,\"double\":1.0E-7,\"none\":null,\"list\":[1,2,true]}");
  }

  @Test
  void writesIndentedTextForPeople() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("accuracy", 0.92);
    value.put("matrix", List.of(List.of(1, 2), List.of(3, 4)));
    value.put("empty", Map.of());

    assertThat(Json.writeIndented(value))
        .isEqualTo(
            """
            {
              "accuracy": 0.92,
              "matrix": [
                [1, 2],
                [3, 4]
              ],
              "empty": {}
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesToWriteNumbersThatJsonDoesNotHave(double number) {
    assertThatThrownBy(() -> Json.write(List.of(number)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite number, got " + number);
  }

  @Test
  void refusesToWriteOtherObjectsKeysAndHalfSurrogates() {
    assertThatThrownBy(() -> Json.write(new int[0])).hasMessageContaining("got [I");
    assertThatThrownBy(() -> Json.write(Map.of(1, 2))).hasMessage("expected keys that are strings, got 1");
    assertThatThrownBy(() -> Json.write("\ud83dx")).hasMessageContaining("index 0");
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void readsBackWhatItWrote(@ForAll("values") Object value) {
    assertThat(Json.parse(Json.write(value))).isEqualTo(value);
    assertThat(Json.parse(Json.writeIndented(value))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.longs().asGeneric(),
            Arbitraries.doubles().asGeneric(),
            Arbitraries.of(true, false).asGeneric(),
            Arbitraries.strings().withCharRange('\0', '\u07ff').ofMaxLength(8).asGeneric());
    Arbitrary<Object> values = leaves;
    for (int depth = 0; depth < 2; depth++) {
      Arbitrary<Object> inner = values;
      values =
          Arbitraries.oneOf(
              leaves,
              inner.list().ofMaxSize(4).asGeneric(),
              Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(4), inner).ofMaxSize(4).asGeneric());
    }
    return values;
  }
}
