package dev.weft.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths are those that Python's {@code wcwidth} gives. */
class TextCellsTest {

  @ParameterizedTest
  @CsvSource({"'', 0", "dense, 5", "äöü, 3", "密集層, 6", "한글, 4", "カナ, 4", "ｶﾅ, 2", "Ｗｅｆｔ, 8", "😀, 2", "a😀b, 4",
      "→ ⊙, 3",
      "Привет, 6", "שלום, 4"})
  void wideCharactersTakeTwoColumns(String text, int columns) {
    assertThat(TextCells.width(text)).isEqualTo(columns);
  }

  @Test
  void whatIsDrawnOntoTheCharacterBeforeItTakesNone() {
    assertThat(TextCells.width("e\u0301te\u0301")).isEqualTo(3);
    assertThat(TextCells.width("\u1112\u1161\u11ab")).isEqualTo(2); // a syllable of three letters
    assertThat(TextCells.width("a\u200db\u00ad")).isEqualTo(2);
  }

  @Test
  void textsAreFilledUpToAWidthAndNeverCut() {
    assertThat(TextCells.left("層", 4)).isEqualTo("層  ");
    assertThat(TextCells.right("層", 4)).isEqualTo("  層");
    assertThat(TextCells.left("layers", 4)).isEqualTo("layers");
    assertThat(TextCells.right("layers", 4)).isEqualTo("layers");
  }
}
