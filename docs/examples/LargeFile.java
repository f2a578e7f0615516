///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A file that need not fit into the heap: records of 64 floats and a target, read where they lie. And the same as a stream.

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.*;
import dev.weft.optim.train.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

static final int RECORD = 65 * Float.BYTES;

void main() throws IOException {
  var file = write(2000);
  var records = MappedRecords.open(file, RECORD);
  var examples = Examples.of(records.floats(0, Shape.of(64)), records.floats(64 * Float.BYTES, Shape.of(1)));
  var network = Sequential.input(64).add(dense(1)).build(1);
  var mapped = Trainer.of(network, meanSquaredError(), adam(0.01f)).batchSize(50).epochs(20).fit(examples);
  IO.println("mapped, loss below 0.001: " + (mapped.last().trainingLoss() < 0.001));

  var stream = ExampleStream.of(2000, Shape.of(64), Shape.of(1), epoch -> new Records(Files.newInputStream(file)));
  var other = Sequential.input(64).add(dense(1)).build(1);
  var streamed =
      Trainer.of(other, meanSquaredError(), adam(0.01f)).batchSize(50).epochs(20).fit(stream.shuffled(500));
  IO.println("streamed, loss below 0.001: " + (streamed.last().trainingLoss() < 0.001));
}

record Records(InputStream in) implements ExampleStream.Reader {

  public boolean read(float[] x, int[] xOffsets, float[] target, int targetOffset) throws IOException {
    var bytes = ByteBuffer.wrap(in.readNBytes(RECORD)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < RECORD) {
      return false;
    }
    bytes.asFloatBuffer().get(x, xOffsets[0], 64).get(target, targetOffset, 1);
    return true;
  }

  public void close() throws IOException {
    in.close();
  }
}

/** Inputs at random, and the mean of the first four as target. */
Path write(int records) throws IOException {
  var random = new Random(1);
  var bytes = ByteBuffer.allocate(records * RECORD).order(ByteOrder.LITTLE_ENDIAN);
  for (int i = 0; i < records; i++) {
    float sum = 0;
    for (int j = 0; j < 64; j++) {
      float value = (float) random.nextGaussian();
      sum += j < 4 ? value / 4 : 0;
      bytes.putFloat(value);
    }
    bytes.putFloat(sum);
  }
  return Files.write(Files.createTempFile("records", ".bin"), bytes.array());
}
