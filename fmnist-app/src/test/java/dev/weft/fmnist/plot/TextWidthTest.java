package dev.weft.fmnist.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {

  @Test
  void wideCharactersAreAtLeastAsWideAsTheFontIsHigh() {
    assertThat(TextWidth.of("密集層", 10)).isGreaterThanOrEqualTo(30);
    assertThat(TextWidth.of("😀", 10)).isGreaterThanOrEqualTo(10).isLessThan(20);
  }

  @Test
  void whatIsDrawnOntoTheCharacterBeforeItTakesNoRoom() {
    assertThat(TextWidth.of("e\u0301te\u0301", 10)).isEqualTo(TextWidth.of("ete", 10));
  }

  @Test
  void aTextThatIsCutStaysWhole() {
    assertThat(TextWidth.fit("😀😀😀", 30, 10)).isEqualTo("😀…");
  }
}
