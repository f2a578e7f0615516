package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.io.IOException;
import java.util.List;

/** A stream whose epochs a function opens. */
record OpenedStream(int size, List<Shape> inputShapes, List<Shape> targetShapes, int buffer, Opener opener)
    implements
    ExampleStream {

  OpenedStream {
    if (size < 1) {
      throw new IllegalArgumentException("expected an epoch of 1 or more examples, got " + size);
    }
    if (buffer < 1) {
      throw new IllegalArgumentException("expected a buffer of 1 or more examples, got " + buffer);
    }
  }

  @Override
  public Reader open(int epoch) throws IOException {
    return opener.open(epoch);
  }
}
