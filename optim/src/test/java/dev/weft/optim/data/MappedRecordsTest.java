package dev.weft.optim.data;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.optim.ChildJvm;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedRecordsTest {

  private static final int RECORD = 13;

  @TempDir
  private Path folder;

  /** Two floats, a byte, an int. */
  private Path file() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(3 * RECORD).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 3; i++) {
      bytes.putFloat(i).putFloat(i + 0.5f).put((byte) (200 + i)).putInt(1000 * i);
    }
    return Files.write(folder.resolve("records"), bytes.array());
  }

  @Test
  void readsFloatsBytesAndLabelsWhereTheyLie() throws IOException {
    MappedRecords records = MappedRecords.open(file(), RECORD);
    assertThat(records.size()).isEqualTo(3);
    float[] x = new float[3];
    records.floats(0, Shape.of(2)).load(2, x, 1);
    assertThat(x).containsExactly(0, 2, 2.5f);
    records.bytes(8, Shape.of(1), 2).load(1, x, 0);
    assertThat(x[0]).isEqualTo(402);
    assertThat(records.byteLabels(8)).containsExactly(200, 201, 202);
    assertThat(records.intLabels(9)).containsExactly(0, 1000, 2000);
    assertThat(records.floats(0, Shape.of(2)).describe(1)).startsWith("record 1 of ");
  }

  @Test
  void anInterruptedThreadOpensThemAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    MappedRecords records = MappedRecords.open(file(), RECORD);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(records.size()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsNoWholeNumberOfRecordsOrReachesBeyondOne() throws IOException {
    Path file = file();
    assertThatIllegalArgumentException().isThrownBy(() -> MappedRecords.open(file, 10))
        .withMessageContaining("expected a whole number of records of 10 bytes").withMessageContaining("got 39 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> MappedRecords.open(file, 0));
    MappedRecords records = MappedRecords.open(file, RECORD);
    assertThatIllegalArgumentException().isThrownBy(() -> records.floats(8, Shape.of(2)))
        .withMessage("expected bytes within a record of 13, got 8 from 8");
    assertThatIllegalArgumentException().isThrownBy(() -> records.byteLabels(-1));
  }

  @Test
  void aFileOfFiveGigabytesIsTrainedOnInAHeapOf256Megabytes() throws IOException, InterruptedException {
    Path large = folder.resolve("large");
    try (RandomAccessFile out = new RandomAccessFile(large.toFile(), "rw")) {
      out.setLength(5_000_000_000L); // a hole, which takes no room on the disk
    }
    ChildJvm child = ChildJvm.run(List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector", "-cp",
        System.getProperty("java.class.path"), Large.class.getName(), large.toString()));
    assertThat(child.out()).containsExactly("5000 records, loss 0.0");
  }

  /** Trains on some examples from all over the file. */
  static final class Large {

    public static void main(String[] arguments) throws IOException {
      MappedRecords records = MappedRecords.open(Path.of(arguments[0]), 1_000_000);
      Examples all = Examples.of(records.floats(0, Shape.of(1000)), records.floats(999_996, Shape.of(1)));
      Examples some = all.subset(IntStream.range(0, 100).map(i -> 50 * i + 49).toArray());
      var history = Trainer.of(Sequential.input(1000).add(dense(1)).build(1), meanSquaredError(), adam(1e-3f))
          .batchSize(10).epochs(1).fit(some);
      System.out.println(records.size() + " records, loss " + history.last().trainingLoss());
    }
  }
}
