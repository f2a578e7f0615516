package dev.weft.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What NumPyTest cannot see: shared memory, writing, errors, and what NumPy does not have. */
class ChooseTest {

  private final Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void aTensorIsMadeOfNestedArraysWhichAreCopied() {
    float[][] rows = {{1, 2}, {3, 4}};
    Tensor matrix = Tensor.of(rows);
    rows[0][0] = 9;
    assertThat(matrix).isEqualTo(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    assertThat(Tensor.of(new float[][][] {rows, rows}).shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(Tensor.of(new float[0][]).shape()).isEqualTo(Shape.of(0, 0));
    assertThat(Tensor.of(new float[2][0]).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.of(new float[0][][]).shape()).isEqualTo(Shape.of(0, 0, 0));
    refuses(() -> Tensor.of(new float[][] {{1, 2}, {3}}), "expected rows of 2 numbers, as the first, got 1 in row 1");
    refuses(() -> Tensor.of(new float[][][] {rows, {{1}}}), "expected tensors of one shape, got (2, 2) and (1, 1)");
  }

  @Test
  void negativePositionsCountFromTheEnd() {
    assertThat(x.get(-1, -1)).isEqualTo(6);
    assertThat(x.at(-1)).isEqualTo(Tensor.of(4, 5, 6));
    assertThat(x.slice(-1, 2).shape()).isEqualTo(Shape.of(1, 3));
    x.set(9, -2, -3);
    assertThat(x.get(0, 0)).isEqualTo(9);
    refuses(() -> x.get(-3, 0), "expected an index into (2, 3), got [-3, 0]");
    refuses(() -> x.at(-3), "expected a position within [-2, 2) along axis 0 of (2, 3), got -3");
    refuses(() -> x.at(2), "expected a position within [-2, 2) along axis 0 of (2, 3), got 2");
    refuses(() -> Tensor.scalar(1).at(0), "expected an axis from 0 to -1 of (), got 0");
  }

  @Test
  void aSliceOfTheFirstAxisIsWrittenThrough() {
    x.slice(-1, 2).assign(Tensor.of(7, 8, 9));
    x.at(0).fill(1);
    assertThat(x).isEqualTo(Tensor.of(new float[][] {{1, 1, 1}, {7, 8, 9}}));
  }

  @Test
  void aSliceOfAnyAxisIsWritten() {
    assertThat(x.assign(1, -2, 3, Tensor.of(new float[] {7, 8}, 2, 1))).isSameAs(x);
    assertThat(x).isEqualTo(Tensor.of(new float[][] {{1, 7, 7}, {4, 8, 8}}));
    refuses(() -> x.assign(1, 0, 2, Tensor.zeros(3)), "expected a shape that broadcasts to (2, 2), got (3,)");
    refuses(() -> x.assign(2, 0, 2, Tensor.zeros(3)), "expected an axis from -2 to 1 of (2, 3), got 2");
  }

  @Test
  void aTensorMayBeWrittenOverAPartOfItself() {
    Tensor vector = Tensor.arange(5);
    vector.slice(1, 5).assign(vector.slice(0, 4));
    assertThat(vector).isEqualTo(Tensor.of(0, 0, 1, 2, 3));
    Tensor matrix = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    assertThat(matrix.plusInPlace(matrix.at(0))).isEqualTo(Tensor.of(new float[][] {{2, 4}, {4, 6}}));
    assertThat(matrix.timesInPlace(matrix)).isEqualTo(Tensor.of(new float[][] {{4, 16}, {16, 36}}));
  }

  @Test
  void inPlaceFormsWriteOverThisTensorAndNothingElse() {
    Tensor vector = Tensor.arange(6);
    Tensor middle = vector.slice(2, 4);
    assertThat(middle.plusInPlace(10).minusInPlace(2).timesInPlace(4).dividedByInPlace(2).mapInPlace(a -> -a))
        .isSameAs(middle);
    assertThat(vector).isEqualTo(Tensor.of(0, 1, -20, -22, 4, 5));
    refuses(() -> Tensor.of(1, 2, 3).plusInPlace(x), "expected a shape that broadcasts to (3,), got (2, 3)");
    refuses(() -> Tensor.ones(1, 3).timesInPlace(x), "expected a shape that broadcasts to (1, 3), got (2, 3)");
  }

  @Test
  void whatIsChosenSharesNoMemory() {
    Tensor before = x.copy();
    for (Tensor chosen : new Tensor[] {x.take(0, 0, 1), x.flip(), x.repeat(0, 1), x.pad(0, 0, 0),
        x.broadcastTo(x.shape()),
        x.sort(1), x.clip(-9, 9), Tensor.where(x, x, x), x.gather(0, 0, 0, 0)}) {
      chosen.fill(-1);
    }
    assertThat(x).isEqualTo(before);
  }

  @Test
  void gatherTakesWhatArgmaxGives() {
    assertThat(x.gather(1, x.argmax(1))).isEqualTo(Tensor.of(new float[] {3, 6}, 2, 1));
    assertThat(x.gather(0, x.argmin(0))).isEqualTo(Tensor.of(new float[] {1, 2, 3}, 1, 3));
    assertThat(Tensor.zeros(0, 3).gather(1).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void aMaskIsTrueWhereItIsNotZero() {
    Tensor mask = Tensor.of(0, -0f, Float.NaN, -1);
    assertThat(Tensor.where(mask, Tensor.scalar(1), Tensor.scalar(2))).isEqualTo(Tensor.of(2, 2, 1, 1));
    assertThat(mask.isNaN()).isEqualTo(Tensor.of(0, 0, 1, 0));
    assertThat(mask.notEqualTo(0)).isEqualTo(Tensor.of(0, 0, 1, 1));
    assertThat(mask.equalTo(0)).isEqualTo(Tensor.of(1, 1, 0, 0));
    assertThat(mask.atLeast(0)).isEqualTo(Tensor.of(1, 1, 0, 0));
    assertThat(mask.greaterThan(-1)).isEqualTo(Tensor.of(1, 1, 0, 0));
    assertThat(mask.lessThan(0)).isEqualTo(Tensor.of(0, 0, 0, 1));
    assertThat(mask.atMost(-1)).isEqualTo(Tensor.of(0, 0, 0, 1));
  }

  @Test
  void theNormOfLargeNumbersDoesNotOverflow() {
    assertThat(Tensor.of(3e30f, 4e30f).norm()).isEqualTo(5e30f);
    assertThat(Tensor.zeros(0).norm()).isZero();
    assertThat(Tensor.zeros(0).std()).isNaN();
  }

  @Test
  void softmaxOfLargeNumbersDoesNotOverflow() {
    assertThat(Tensor.of(1000, 1000).softmax(0)).isEqualTo(Tensor.of(0.5f, 0.5f));
    assertThat(Tensor.of(-1e30f, 0).softmax(0)).isEqualTo(Tensor.of(0, 1));
  }

  @Test
  void errorsNameWhatWasExpected() {
    refuses(() -> x.take(1, 3), "expected a position within [-3, 3) along axis 1 of (2, 3), got 3");
    refuses(() -> x.gather(1, 0, 0, 0),
        "expected as many places for each of the 2 positions of the axes of (2, 3) other than 1, got 3 places");
    refuses(() -> x.gather(1, 0, 3), "expected a position within [-3, 3) along axis 1 of (2, 3), got 3");
    refuses(() -> x.flip(0, -2), "expected each axis once, got [0, -2]");
    refuses(() -> x.repeat(0, -1), "expected to repeat 0 times or more, got -1");
    refuses(() -> x.pad(0, 1, -1), "expected 0 or more positions around axis 0, got 1 and -1");
    refuses(() -> x.topK(4, 1), "expected from 0 to 3 elements along axis 1 of (2, 3), got 4");
    refuses(() -> x.clip(2, 1), "expected a lower bound and one not below it, got 2.0 and 1.0");
    refuses(() -> Tensor.linspace(0, 1, -1), "expected a count of 0 or more, got -1");
    refuses(() -> Tensor.zeros(0, 3).argmin(0), "expected at least one element for argmin, got shape (0, 3)");
    refuses(() -> Tensor.scalar(1).sort(-1), "expected an axis from 0 to -1 of (), got -1");
    refuses(() -> x.softmax(2), "expected an axis from -2 to 1 of (2, 3), got 2");
    refuses(() -> x.cumsum(-3), "expected an axis from -2 to 1 of (2, 3), got -3");
    refuses(() -> Tensor.of(1, 2).broadcastTo(Shape.of(3)), "expected a shape that broadcasts to (3,), got (2,)");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
