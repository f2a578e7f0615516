package dev.weft.fmnist.tensorboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The messages in an event file, as TensorFlow's <a
 * href="https://github.com/tensorflow/tensorboard/tree/master/tensorboard/compat/proto">event.proto and summary.proto</a>
 * define them. Scalars are {@code simple_value} and images {@code image}, which every version of TensorBoard reads and
 * PyTorch's writer uses too; the newer tensor form says the same in more bytes.
 */
final class Events {

  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  // Summary, and its Value
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int METADATA = 9;
  private static final int DESCRIPTION = 3;

  // Image
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLOUR_SPACE = 3;
  private static final int ENCODED = 4;
  private static final int RGB = 3;

  // SessionLog
  private static final int STATUS = 1;
  private static final int START = 1;

  private static final double MILLIS = 1e3;

  private Events() {}

  /** What a file begins with. */
  static Message version() {
    return now().text(FILE_VERSION, "brain.Event:2");
  }

  /** Says that the run starts again, so that what an earlier file has of this step and later ones no longer counts. */
  static Message restart(long step) {
    return now().integer(STEP, step).message(SESSION_LOG, new Message().integer(STATUS, START));
  }

  /** Values of one step. */
  static Message summary(long step, List<Message> values) {
    Message summary = new Message();
    for (Message value : values) {
      summary.message(VALUE, value);
    }
    return now().integer(STEP, step).message(SUMMARY, summary);
  }

  /** A point of a curve. */
  static Message scalar(String tag, double value) {
    return new Message().text(TAG, tag).real(SIMPLE_VALUE, (float) value);
  }

  /** A picture with a description in Markdown. */
  static Message image(String tag, String description, BufferedImage picture) {
    Message image = new Message().integer(HEIGHT, picture.getHeight()).integer(WIDTH, picture.getWidth())
        .integer(COLOUR_SPACE, RGB).bytes(ENCODED, png(picture));
    return new Message().text(TAG, tag).message(IMAGE, image)
        .message(METADATA, new Message().text(DESCRIPTION, description));
  }

  private static Message now() {
    return new Message().real(WALL_TIME, System.currentTimeMillis() / MILLIS);
  }

  private static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IllegalStateException("expected the JDK to write PNG, got no writer for " + picture);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
