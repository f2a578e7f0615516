package dev.weft.fmnist.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One file from one address, continued where an earlier attempt stopped. */
final class Transfer {

  /** Is told how many bytes are there, and how many there will be, or −1. */
  @FunctionalInterface
  interface Listener {
    void update(long received, long total);
  }

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int POLL_MILLIS = 100;

  private final HttpClient client;
  private final URI uri;
  private final Path part;
  private final Duration stallTimeout;
  private final Listener listener;
  private volatile long total = -1;

  Transfer(HttpClient client, URI uri, Path part, Duration stallTimeout, Listener listener) {
    this.client = client;
    this.uri = uri;
    this.part = part;
    this.stallTimeout = stallTimeout;
    this.listener = listener;
  }

  /**
   * Fetches the rest of the file. When the connection breaks after some bytes have come, it is made anew.
   *
   * @throws IOException if the server refuses, stalls, or breaks off more often than {@code maxResumptions}
   */
  void run(int maxResumptions) throws IOException {
    for (int resumption = 0;; resumption++) {
      long before = received();
      try {
        int status = attempt(before);
        if (status == OK || status == PARTIAL_CONTENT) {
          return;
        }
        if (status != RANGE_NOT_SATISFIABLE || before == 0) {
          throw new IOException(uri + ": expected HTTP status 200 or 206, got " + status);
        }
        Files.delete(part); // longer than the file: not a part of it
        before = 0;
      } catch (BrokenConnection e) {
        if (received() <= before || resumption == maxResumptions) {
          throw e;
        }
      }
    }
  }

  private long received() throws IOException {
    try {
      return Files.size(part);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private int attempt(long offset) throws IOException {
    // No HttpRequest.timeout: until JDK 25 it ends with the headers, from 26 on it includes the body.
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "weft-fmnist");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    total = -1;
    CompletableFuture<HttpResponse<Path>> response =
        client.sendAsync(request.build(), info -> receiver(info, offset));
    try {
      int status = await(response).statusCode();
      listener.update(received(), total);
      return status;
    } finally {
      response.cancel(true);
    }
  }

  private BodySubscriber<Path> receiver(ResponseInfo info, long offset) {
    long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    String range = info.headers().firstValue("Content-Range").orElse("");
    if (info.statusCode() == OK) {
      total = length;
      return BodySubscribers.ofFile(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    }
    if (info.statusCode() == PARTIAL_CONTENT) {
      if (!range.startsWith("bytes " + offset + "-")) {
        throw new IllegalStateException("expected the range from byte " + offset + ", got \"" + range + "\"");
      }
      total = length < 0 ? -1 : offset + length;
      return BodySubscribers.ofFile(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
    return BodySubscribers.replacing(part);
  }

  private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> response) throws IOException {
    long seen = received();
    long deadline = System.nanoTime() + stallTimeout.toNanos();
    while (true) {
      try {
        return response.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = received();
        if (now != seen) {
          seen = now;
          deadline = System.nanoTime() + stallTimeout.toNanos();
          listener.update(now, total);
        } else if (System.nanoTime() - deadline > 0) {
          throw new IOException(uri + ": no data for " + stallTimeout.toMillis() / 1000.0 + " s", e);
        }
      } catch (ExecutionException e) {
        throw new BrokenConnection(uri + ": " + reason(e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException(uri + ": interrupted");
      }
    }
  }

  /** What went wrong, in a few words; some exceptions of the HTTP client have no message of their own. */
  static String reason(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return "the host's address is not known";
      }
      if (t instanceof HttpConnectTimeoutException) {
        return "no connection in time";
      }
      if (t instanceof AccessDeniedException denied) {
        return "permission denied for " + denied.getFile();
      }
    }
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "connection refused";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The connection could not be made or broke; what has come so far is kept. */
  private static final class BrokenConnection extends IOException {

    @java.io.Serial
    private static final long serialVersionUID = 1L;

    BrokenConnection(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
