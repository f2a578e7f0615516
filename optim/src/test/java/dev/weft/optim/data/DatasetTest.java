package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static final List<String> NAMES = List.of("a", "b", "c");

  /** Four images of one row and two columns, the last pixel above 127. */
  private static Dataset small() {
    return Dataset.of(new byte[] {0, 1, 2, 3, 4, 5, 6, (byte) 255}, Shape.of(1, 2), new byte[] {0, 2, 2, 1}, NAMES);
  }

  @Test
  void knowsItsExamples() {
    Dataset data = small();
    assertThat(data.size()).isEqualTo(4);
    assertThat(data.exampleShape()).isEqualTo(Shape.of(1, 2));
    assertThat(data.classes()).isEqualTo(3);
    assertThat(data.classNames()).isEqualTo(NAMES);
    assertThat(data.labels()).containsExactly(0, 2, 2, 1);
    assertThat(data.label(3)).isEqualTo(1);
    assertThat(data.classCounts()).containsExactly(1, 1, 2);
    assertThat(data).hasToString("Dataset(4 examples of (1, 2), 3 classes)");
  }

  @Test
  void pixelsAreUnsignedAndScaled() {
    float[] dst = {9, 9, 9, 9};
    small().gatherScaled(dst, 1, 3, 2f);
    assertThat(dst).containsExactly(9f, 12f, 510f, 9f);
  }

  @Test
  void theUnitScaleMapsTheLargestByteToOne() {
    float[] dst = new float[2];
    small().gatherScaled(dst, 0, 3, Dataset.UNIT_SCALE);
    assertThat(dst[1]).isEqualTo(1f);
  }

  @Test
  void copiesBytesAsTheyAre() {
    byte[] dst = new byte[3];
    small().copyPixels(dst, 1, 3);
    assertThat(dst).containsExactly(0, 6, 255);
  }

  @Test
  void aSubsetIsAViewInTheGivenOrder() {
    Dataset subset = small().subset(new int[] {3, 0, 3});
    assertThat(subset.labels()).containsExactly(1, 0, 1);
    assertThat(subset.positions()).containsExactly(3, 0, 3);
    float[] dst = new float[2];
    subset.gatherScaled(dst, 0, 1, 1f);
    assertThat(dst).containsExactly(0f, 1f);
  }

  @Test
  void aSubsetOfASubsetRefersToTheStoredData() {
    Dataset subset = small().subset(new int[] {3, 2, 0}).subset(new int[] {1, 2});
    assertThat(subset.positions()).containsExactly(2, 0);
    assertThat(subset.labels()).containsExactly(2, 0);
  }

  @Test
  void aSubsetDoesNotSeeLaterChangesOfTheIndices() {
    int[] indices = {1, 2};
    Dataset subset = small().subset(indices);
    indices[0] = 3;
    assertThat(subset.position(0)).isEqualTo(1);
  }

  @Test
  void theHeadIsTheFirstExamples() {
    assertThat(small().head(2).labels()).containsExactly(0, 2);
    assertThat(small().head(0).size()).isZero();
    assertThat(small().subset(new int[] {3, 1}).head(1).labels()).containsExactly(1);
  }

  @Test
  void labelsAbove127Work() {
    List<String> names = IntStream.range(0, 256).mapToObj(Integer::toString).toList();
    assertThat(Dataset.of(new byte[1], Shape.of(1), new byte[] {(byte) 200}, names).label(0)).isEqualTo(200);
  }

  @Test
  void theDigestDependsOnPixelsLabelsOrderAndShape() {
    Dataset data = small();
    byte[] pixels = {0, 1, 2, 3, 4, 5, 6, (byte) 255};
    byte[] labels = {0, 2, 2, 1};
    String digest = data.digest();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(data.subset(new int[] {0, 1, 2, 3}).digest()).isEqualTo(digest);
    assertThat(data.subset(new int[] {1, 0, 2, 3}).digest()).isNotEqualTo(digest);
    assertThat(data.head(3).digest()).isNotEqualTo(digest);
    assertThat(Dataset.of(pixels, Shape.of(2, 1), labels, NAMES).digest()).isNotEqualTo(digest);
    assertThat(Dataset.of(pixels, Shape.of(1, 2), new byte[] {0, 2, 2, 2}, NAMES).digest()).isNotEqualTo(digest);
    assertThat(Dataset.of(new byte[8], Shape.of(1, 2), labels, NAMES).digest()).isNotEqualTo(digest);
  }

  @Test
  void theDigestStaysTheSameBetweenReleases() {
    // printf '\0\0\0\2\0\0\0\1\0\0\0\2\0\0\0\4\0\1\2\3\4\5\6\377\0\2\2\1' | sha256sum
    assertThat(small().digest()).isEqualTo("0804b175fd581ba9a54ad01fbdb846665c0dd14c9e85de76568c361e0c80f1ff");
  }

  @Test
  void rejectsCountsThatDoNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new byte[7], Shape.of(1, 2), new byte[4], NAMES))
        .withMessage("expected 8 pixels for 4 labels and examples of shape (1, 2), got 7");
  }

  @Test
  void rejectsALabelWithoutAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new byte[2], Shape.of(1), new byte[] {0, 3}, NAMES))
        .withMessage("expected labels from 0 to 2, got 3 for example 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new byte[2], Shape.of(1), new byte[] {0, -1}, NAMES))
        .withMessageContaining("got 255");
  }

  @Test
  void rejectsNoClassNames() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dataset.of(new byte[0], Shape.of(1), new byte[0], List.of()))
        .withMessageContaining("got 0");
  }

  @Test
  void rejectsExamplesThatAreNotThere() {
    assertThatIllegalArgumentException().isThrownBy(() -> small().subset(new int[] {4})).withMessageContaining("got 4");
    assertThatIllegalArgumentException().isThrownBy(() -> small().head(5)).withMessageContaining("got 5");
    assertThatThrownBy(() -> small().label(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> small().head(2).label(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> small().gatherScaled(new float[2], 0, -1, 1f))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
