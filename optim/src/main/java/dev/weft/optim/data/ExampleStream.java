package dev.weft.optim.data;

import dev.weft.core.tensor.Shape;
import java.io.IOException;
import java.util.List;

/**
 * Examples that come one after the other, from a socket, a compressed file, a generator: each can be read once in an epoch, and none by
 * its number. {@link Examples} need less care where that is possible.
 *
 * {@snippet :
 * ExampleStream stream = ExampleStream.of(1000, Shape.of(4), Shape.of(3), epoch -> (x, xOffsets, target, at) -> {
 *   x[xOffsets[0]] = 1; // the next example of the epoch
 *   target[at + 2] = 1;
 *   return true;
 * });
 * trainer.fit(stream.shuffled(100));
 * }
 *
 * <p>The thread that called {@code fit} reads it between two steps. An epoch that is opened again must give the same examples: then the
 * same seed gives the same weights, and a resumed run, which reads over what it has seen, those of one that was not interrupted.
 */
public interface ExampleStream {

  /** The number of examples of an epoch; what the stream has beyond them is not read. */
  int size();

  /** The shapes of the inputs of one example, one for each input of the network. */
  List<Shape> inputShapes();

  /** The shapes of the targets of one example, one for each output of the network. */
  List<Shape> targetShapes();

  /**
   * Begins an epoch.
   *
   * @param epoch counted from 0
   * @throws IOException if the stream cannot be opened
   */
  Reader open(int epoch) throws IOException;

  /** How many examples wait to be drawn from at random; 1 keeps the order. */
  default int buffer() {
    return 1;
  }

  /** A text that tells this stream from others, by which a saved run knows its data. */
  default String digest() {
    return "a stream of " + size() + " examples, " + inputShapes() + " to " + targetShapes();
  }

  /** Gives the examples of one epoch in order. */
  @FunctionalInterface
  interface Reader extends AutoCloseable {

    /**
     * Writes the next example.
     *
     * @param x receives the floats of input k from {@code xOffsets[k]}
     * @param target receives the floats of all targets, side by side, from {@code targetOffset}
     * @return false if there is none
     * @throws IOException if it cannot be read
     */
    boolean read(float[] x, int[] xOffsets, float[] target, int targetOffset) throws IOException;

    /** Ends the epoch, read to its end or not. */
    @Override
    default void close() throws IOException {}
  }

  /** Begins the epochs of a stream. */
  @FunctionalInterface
  interface Opener {

    /**
     * Begins an epoch.
     *
     * @param epoch counted from 0
     * @throws IOException if the stream cannot be opened
     */
    Reader open(int epoch) throws IOException;
  }

  /**
   * A stream of examples of one input and one target.
   *
   * @param size the number of examples of an epoch
   * @throws IllegalArgumentException if the size is below 1
   */
  static ExampleStream of(int size, Shape input, Shape target, Opener opener) {
    return new OpenedStream(size, List.of(input), List.of(target), 1, opener);
  }

  /**
   * The stream in a random order: of so many examples that wait, one is drawn at random and replaced by the next. An example of place p
   * cannot come before place p − buffer; a buffer of the size of an epoch shuffles as well as anything.
   *
   * @throws IllegalArgumentException if the buffer is below 1
   */
  default ExampleStream shuffled(int buffer) {
    return new OpenedStream(size(), inputShapes(), targetShapes(), buffer, this::open);
  }
}
