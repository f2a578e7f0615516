package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Tensor X = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);

  private static float[] inputs(Examples examples, int i) {
    float[] x = new float[1 + examples.inputShapes().getFirst().size()];
    examples.loadInputs(i, x, new int[] {1});
    return x;
  }

  private static float[] targets(Examples examples, int i) {
    float[] target = new float[1 + examples.targetShapes().getFirst().size()];
    examples.loadTargets(i, target, 1);
    return target;
  }

  @Test
  void rowsOfTensorsAreInputsAndTargets() {
    Examples examples = Examples.of(X, Tensor.of(7, 8, 9));
    assertThat(examples.size()).isEqualTo(3);
    assertThat(examples.inputShapes()).containsExactly(Shape.of(2));
    assertThat(examples.targetShapes()).containsExactly(Shape.of(1));
    assertThat(inputs(examples, 1)).containsExactly(0, 3, 4);
    assertThat(targets(examples, 1)).containsExactly(0, 8);
    assertThat(examples.weight(1)).isEqualTo(1);
    assertThat(examples.classLabels()).isEmpty();
    assertThat(examples).hasToString("Examples(3 of [(2,)] with targets [(1,)])");
  }

  @Test
  void aSliceOfATensorIsReadWhereItLies() {
    assertThat(inputs(Examples.of(X.slice(1, 3), Tensor.of(8, 9)), 1)).containsExactly(0, 5, 6);
  }

  @Test
  void severalInputsAndTargetsStandSideBySide() {
    Column a = Column.of(Tensor.of(1, 2));
    Column b = Column.of(2, Shape.of(2), (i, to, at) -> Arrays.fill(to, at, at + 2, 10 * i));
    Examples examples = Examples.of(List.of(a, b), List.of(b, a));
    float[] x = new float[3];
    examples.loadInputs(1, x, new int[] {2, 0});
    assertThat(x).containsExactly(10, 10, 2);
    examples.loadTargets(1, x, 0);
    assertThat(x).containsExactly(10, 10, 2);
  }

  @Test
  void labelsAreOneHotForAnyNumberOfClasses() {
    Examples examples = Examples.labelled(X, new int[] {299, 0, 256}, 300);
    assertThat(targets(examples, 2)).hasSize(301).containsOnly(0, 1);
    assertThat(targets(examples, 2)[257]).isEqualTo(1);
    assertThat(examples.classLabels().orElseThrow().label(0)).isEqualTo(299);
    assertThat(examples.classLabels().orElseThrow().classNames()).hasSize(300).endsWith("299");
    assertThat(examples.classCounts()[256]).isEqualTo(1);
    assertThat(targets(examples.asClassNumbers(), 2)).containsExactly(0, 256);
  }

  @Test
  void aSubsetIsAViewInAnyOrder() {
    Examples subset = Examples.labelled(X, new int[] {2, 0, 1}, 3).weighted(1, 2, 3).subset(new int[] {2, 0, 2});
    assertThat(inputs(subset, 0)).containsExactly(0, 5, 6);
    assertThat(inputs(subset, 1)).containsExactly(0, 1, 2);
    assertThat(targets(subset, 1)).containsExactly(0, 0, 0, 1);
    assertThat(subset.weight(0)).isEqualTo(3);
    assertThat(subset.classLabels().orElseThrow().label(0)).isEqualTo(1);
    assertThat(subset.describe(0)).isEqualTo("example 2");
    assertThat(subset.classCounts()).containsExactly(0, 2, 1);
    assertThat(subset.head(1).size()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> subset.subset(new int[] {3}))
        .withMessage("expected example indices from 0 to 2, got 3");
  }

  @Test
  void inputsMayBeTheirOwnTargets() {
    Examples own = Examples.labelled(X, new int[3], 2).asTargets();
    assertThat(own.targetShapes()).isEqualTo(own.inputShapes());
    assertThat(targets(own, 2)).containsExactly(0, 5, 6);
    assertThat(own.classLabels()).isEmpty();
  }

  @Test
  void aDatasetIsExamplesOfClasses() {
    Dataset data = Dataset.of(new byte[] {0, (byte) 255}, Shape.of(1), new byte[] {1, 0}, List.of("a", "b"));
    assertThat(inputs(data, 1)).containsExactly(0, 1);
    assertThat(targets(data, 0)).containsExactly(0, 0, 1);
    assertThat(data.classLabels().orElseThrow().label(0)).isEqualTo(1);
    assertThat(targets(data.asTargets(), 1)).containsExactly(0, 1);
  }

  @Test
  void splitsPartAnyExamples() {
    Examples examples = Examples.labelled(Tensor.zeros(20, 1), IntStream.range(0, 20).map(i -> i % 2).toArray(), 2);
    Split<? extends Examples> split = examples.split(Splits.stratified(0.4, 1));
    assertThat(split.validation().classCounts()).containsExactly(4, 4);
    assertThat(examples.split(0.25, 1).training().size()).isEqualTo(15);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Examples.of(X, Tensor.of(1, 2, 3)).split(Splits.stratified(0.4, 1)))
        .withMessageStartingWith("expected examples of classes for a stratified split, got Examples(3 of");
  }

  @Test
  void theDigestTellsExamplesApart() {
    Examples examples = Examples.of(X, Tensor.of(7, 8, 9));
    assertThat(examples.digest()).hasSize(64).isEqualTo(Examples.of(X.copy(), Tensor.of(7, 8, 9)).digest());
    assertThat(List.of(examples.digest(), Examples.of(X, Tensor.of(7, 8, 8)).digest(),
        Examples.of(X.reshape(Shape.of(3, 1, 2)), Tensor.of(7, 8, 9)).digest(), examples.weighted(1, 1, 2).digest(),
        examples.head(2).digest(), examples.subset(new int[] {0, 2, 1}).digest())).doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.of(X, Tensor.of(1, 2)))
        .withMessage("expected inputs and targets of as many examples, got 3 and 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.of(List.of(), List.of()))
        .withMessage("expected at least one input, got none");
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.labelled(X, new int[] {0, 1}, 2))
        .withMessage("expected as many labels as examples, 3, got 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.labelled(X, new int[] {0, 2, -1}, 2))
        .withMessage("expected labels from 0 to 1, got 2 for example 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.labelled(X, new int[3], 0))
        .withMessage("expected 1 or more class names, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Examples.labelled(X, new int[3], List.of("a", "b", "a")))
        .withMessage("expected different class names, got 'a' twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new byte[1], Shape.of(1), new byte[1], List.of("a", "a")))
        .withMessage("expected different class names, got 'a' twice");
    assertThatIllegalArgumentException().isThrownBy(() -> Column.of(Tensor.scalar(1)))
        .withMessage("expected a tensor of shape (N, ...), got a single number");
    Examples examples = Examples.of(X, Tensor.of(1, 2, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> examples.weighted(1, 2))
        .withMessage("expected a weight for each of 3 examples, got 2");
    assertThatIllegalArgumentException().isThrownBy(() -> examples.weighted(1, Float.NaN, 1))
        .withMessage("expected finite weights of 0 or more, got NaN for example 1");
    assertThatIllegalArgumentException().isThrownBy(() -> examples.weighted(0, 0, 0))
        .withMessage("expected a weight above 0 for at least one example, got only zeros");
    assertThatIllegalArgumentException().isThrownBy(() -> examples.weighted(1, 1, -1)).withMessageContaining("-1.0");
    assertThatIllegalArgumentException().isThrownBy(examples::asClassNumbers)
        .withMessageStartingWith("expected examples of classes, got Examples(3 of");
  }
}
