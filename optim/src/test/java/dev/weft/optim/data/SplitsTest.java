package dev.weft.optim.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Shape;
import dev.weft.optim.Fixture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitsTest {

  private static Dataset dataset(int n) {
    return dataset(new byte[n]);
  }

  private static Dataset dataset(byte[] labels) {
    return Dataset.of(new byte[labels.length], Shape.of(1), labels, List.of("a", "b", "c"));
  }

  private static int[] sorted(Split<Dataset> split) {
    return IntStream.concat(Arrays.stream(split.training().positions()), Arrays.stream(split.validation().positions()))
        .sorted().toArray();
  }

  static List<String> sklearnCases() {
    return Fixture.lines(SplitsTest.class, "splits.txt");
  }

  @ParameterizedTest
  @MethodSource("sklearnCases")
  void equalsScikitLearnsIndexForIndex(String line) {
    String[] words = line.split(" ", 4);
    Dataset data = dataset(Integer.parseInt(words[0]));
    Split<Dataset> split = data.split(Splits.sklearn(Double.parseDouble(words[1]), Long.parseLong(words[2])));
    String indices = join(split.validation()) + " | " + join(split.training());
    assertThat(indices).isEqualTo(words[3]);
  }

  private static String join(Dataset data) {
    return String.join(" ", Arrays.stream(data.positions()).mapToObj(Integer::toString).toList());
  }

  /** SHA-256 of numpy.random.RandomState(2023).permutation(60000)[:12000].astype("<i4"). */
  @Test
  void equalsScikitLearnsSplitOfTheWholeTrainingSet() throws Exception {
    int[] validation = dataset(60_000).split(Splits.sklearn(0.2, 2023)).validation().positions();
    assertThat(Arrays.copyOf(validation, 8)).containsExactly(49393, 6182, 32436, 29771, 6591, 6764, 56713, 9497);
    ByteBuffer bytes = ByteBuffer.allocate(4 * validation.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(validation);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())))
        .isEqualTo("740c1e3d3955a68bf618daa21649d25934e2cf5a8d39892dfbffde48fc3cc883");
  }

  @Property(tries = 200)
  void everyExampleIsInExactlyOnePart(@ForAll @IntRange(min = 10, max = 300) int n,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double fraction, @ForAll @IntRange(min = 0) int seed) {
    Dataset data = dataset(n);
    for (Splitter splitter : List.of(Splits.shuffled(fraction, seed), Splits.stratified(fraction, seed),
        Splits.sklearn(fraction, seed))) {
      Split<Dataset> split = data.split(splitter);
      assertThat(sorted(split)).isEqualTo(IntStream.range(0, n).toArray());
      assertThat(split.validation().size()).isEqualTo((int) Math.ceil(fraction * n));
    }
  }

  @Property(tries = 200)
  void aStratifiedSplitKeepsTheProportions(@ForAll @Size(min = 10, max = 200) List<@IntRange(max = 2) Integer> labels,
      @ForAll @DoubleRange(min = 0.01, max = 0.9) double fraction, @ForAll long seed) {
    byte[] bytes = new byte[labels.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = labels.get(i).byteValue();
    }
    Dataset data = dataset(bytes);
    Split<Dataset> split = data.split(Splits.stratified(fraction, seed));
    assertThat(sorted(split)).isEqualTo(IntStream.range(0, bytes.length).toArray());
    for (int c = 0; c < 3; c++) {
      double share = fraction * data.classCounts()[c];
      assertThat(split.validation().classCounts()[c]).isBetween((int) Math.floor(share), (int) Math.ceil(share));
    }
  }

  @Test
  void theSeedDecidesTheSplit() {
    Dataset data = dataset(100);
    assertThat(data.split(0.2, 1).validation().positions()).isEqualTo(data.split(0.2, 1).validation().positions());
    assertThat(data.split(0.2, 1).validation().positions()).isNotEqualTo(data.split(0.2, 2).validation().positions());
  }

  @Test
  void aSplitOfAViewRefersToTheStoredData() {
    Split<Dataset> split = dataset(100).subset(IntStream.range(50, 60).toArray()).split(0.3, 5);
    assertThat(sorted(split)).isEqualTo(IntStream.range(50, 60).toArray());
  }

  @Test
  void rejectsFractionsAndSeedsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.shuffled(0, 1)).withMessageContaining("got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.stratified(1, 1)).withMessageContaining("got 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.shuffled(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.sklearn(0.2, -1)).withMessageContaining("got -1");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.sklearn(0.2, 1L << 32));
  }

  @Test
  void rejectsADatasetTooSmallToSplit() {
    assertThatIllegalArgumentException().isThrownBy(() -> dataset(1).split(0.2, 1)).withMessageContaining("got 1");
    assertThatIllegalArgumentException().isThrownBy(() -> dataset(0).split(0.2, 1)).withMessageContaining("got 0");
  }
}
