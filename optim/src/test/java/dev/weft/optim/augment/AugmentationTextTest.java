package dev.weft.optim.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTextTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "none", "flip", "alternating-flip, shift 2", "flip-vertically at 0.25",
      "rotate 10 + scale 0.9 1.1 + shear 5 + translate 1.5",
      "rotate 10, rotate 20 at 0.5 for 6 2", "elastic 2 4, noise 0.05, blur 1, brightness 0.2, contrast 0.3",
      "erase 0.02 0.2, cutout 8, mixup 0.2", "flip, cutmix 1 at 0.5"})
  void anAugmentationIsWrittenAsItIsRead(String text) {
    Augmentation augmentation = Augmentation.parse(text);
    assertThat(augmentation).hasToString(text).isEqualTo(Augmentation.parse(augmentation.toString()));
  }

  @Test
  void spacesAndCaseDoNotMatter() {
    assertThat(Augmentation.parse("  Flip ,shift  2,Rotate 10+scale 0.9 1.1"))
        .isEqualTo(Augmentation.of(ImageChanges.flip(), ImageChanges.shift(2),
            ImageChanges.affine().rotation(10).scale(0.9, 1.1)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "flop|'flop'", "flip 3|expected flip with 0 numbers, got 'flip 3'",
      "shift|expected shift with 1 number, got 'shift'",
      "shift x|expected a whole number, got 'x' in 'shift x'", "shift 1.5|expected a whole number, got '1.5'",
      "noise much|expected a number, got 'much' in 'noise much'",
      "mixup 0.2, flip|expected mixup or cutmix at the end, got 'flip'",
      "flip + rotate 3|expected only rotate, scale, shear and translate joined by +, got 'flip'", "flip,|got ''",
      "flip at 2|expected a probability from 0 to 1, got 2.0", "flip for x|expected a whole number, got 'x'",
      "mixup 0|above 0"})
  void whatIsNoAugmentationIsRefusedWithWhatIsKnown(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.parse(text)).withMessageContaining(message);
  }
}
