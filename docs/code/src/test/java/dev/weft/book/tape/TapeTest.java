package dev.weft.book.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.book.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class TapeTest {

  @Test
  void theDerivativeOfEveryOperationIsTheMeasuredSlope() {
    assertSlope((x, three) -> x.plus(three));
    assertSlope((x, three) -> three.plus(x));
    assertSlope((x, three) -> x.minus(three));
    assertSlope((x, three) -> three.minus(x));
    assertSlope((x, three) -> x.times(three));
    assertSlope((x, three) -> x.times(x));
    assertSlope((x, three) -> x.tanh());
    assertSlope((x, three) -> x.times(x).minus(x.tanh()).times(x.plus(three)));
  }

  @Test
  void aSecondBackwardPassStartsFromZero() {
    Tape tape = new Tape();
    Tape.Value x = tape.value(2);
    Tape.Value square = x.times(x);
    tape.backward(square);
    tape.backward(square);
    assertThat(x.gradient()).isEqualTo(4);
  }

  @Test
  void rewindKeepsTheFirstValues() {
    Tape tape = new Tape();
    Tape.Value x = tape.value(2);
    int weights = tape.size();
    x.times(x);
    tape.rewind(weights);
    assertThat(tape.size()).isEqualTo(1);
  }

  @Test
  void theNetworkLearnsXor() {
    Xor xor = new Xor();
    for (int step = 0; step < 500; step++) {
      xor.step(0.1);
    }
    assertThat(xor.predict(0, 0)).isLessThan(-0.9);
    assertThat(xor.predict(0, 1)).isGreaterThan(0.9);
    assertThat(xor.predict(1, 0)).isGreaterThan(0.9);
    assertThat(xor.predict(1, 1)).isLessThan(-0.9);
  }

  @Test
  void theTapeStaysAtAboutOneHundredLines() throws IOException {
    assertThat(Files.readAllLines(Page.ROOT.resolve("docs/code/src/main/java/dev/weft/book/tape/Tape.java")))
        .hasSizeLessThanOrEqualTo(110);
  }

  private static void assertSlope(BinaryOperator<Tape.Value> function) {
    double h = 1e-6;
    Tape tape = new Tape();
    Tape.Value x = tape.value(0.7);
    tape.backward(function.apply(x, tape.value(3)));
    double slope = (at(function, 0.7 + h) - at(function, 0.7 - h)) / (2 * h);
    assertThat(x.gradient()).isCloseTo(slope, within(1e-8));
  }

  private static double at(BinaryOperator<Tape.Value> function, double x) {
    Tape tape = new Tape();
    return function.apply(tape.value(x), tape.value(3)).data();
  }
}
