package dev.weft.fmnist.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A stream for results that keeps the reason if they are lost; a {@link PrintStream} only keeps that they are. */
final class ResultStream extends PrintStream {

  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private final Sink sink;
  private final boolean standard;

  /** A stream into this one. */
  ResultStream(OutputStream to, Charset charset) {
    this(new Sink(to), charset, false);
  }

  private ResultStream(Sink sink, Charset charset, boolean standard) {
    super(sink, false, charset);
    this.sink = sink;
    this.standard = standard;
  }

  /** The process's own output. */
  static ResultStream standard() {
    return new ResultStream(new Sink(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))),
        System.out.charset(), true);
  }

  /** Why something could not be written; null if everything could. */
  IOException failure() {
    return sink.failure;
  }

  /** Whether the failure is that nobody reads any more, as after {@code | head}. */
  boolean readerGone() {
    return sink.failure != null && (mentionsPipe(sink.failure) || (standard && isPipe()));
  }

  private static boolean mentionsPipe(IOException failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /** The message may be in the user's language. */
  private static boolean isPipe() {
    try {
      String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private static final class Sink extends FilterOutputStream {

    private volatile IOException failure;

    Sink(OutputStream to) {
      super(to);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw noted(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw noted(e);
      }
    }

    private IOException noted(IOException e) {
      if (failure == null) {
        failure = e;
      }
      return e;
    }
  }
}
