package dev.weft.fmnist.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Downloads the four files of Fashion-MNIST.
 *
 * <p>A file arrives as {@code NAME.gz.part}, which a later call continues if this one is cut off. Only when the
 * SHA-256 of its uncompressed content is right does it get its name, in one step, so a file with that name is whole.
 * An immutable value; each {@code with…} method returns a changed copy.
 *
 * @param addresses the folders that hold the files, HTTPS outside of tests; each ends in a slash
 * @param connectTimeout how long to wait for a connection
 * @param stallTimeout how long to wait for the next byte
 * @param sha256 the digest of a file's uncompressed content
 * @param progress who is told
 */
public record Downloader(List<URI> addresses, Duration connectTimeout, Duration stallTimeout,
    FileDigest sha256, Progress progress) {

  /**
   * Where the dataset is published: its repository, and the bucket that its README links to.
   *
   * <p>The README's {@code s3-website} address speaks only plain HTTP, as every
   * <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html">S3 website endpoint</a>
   * does; this is the same bucket's HTTPS address.
   */
  public static final List<URI> PUBLISHED = List.of(
      URI.create("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
      URI.create("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"));

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_RESUMPTIONS = 5;

  /** Copies the list. */
  public Downloader {
    addresses = List.copyOf(addresses);
  }

  /** Receives the progress of a download, several times a second, in the thread that called {@link #download}. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some of a file has arrived.
     *
     * @param file which
     * @param received its bytes so far, those of an earlier attempt included
     * @param total its bytes in the end, or −1 if the server has not said
     */
    void update(FashionMnistFile file, long received, long total);
  }

  /** Knows what a file should be. */
  @FunctionalInterface
  public interface FileDigest {
    /**
     * The SHA-256 that a file's uncompressed content must have.
     *
     * @param file which
     * @return the digest in lowercase hexadecimal
     */
    String of(FashionMnistFile file);
  }

  /** {@return one that fetches the originals from where they are published and tells nobody about it} */
  public static Downloader published() {
    return new Downloader(PUBLISHED, CONNECT_TIMEOUT, STALL_TIMEOUT, FashionMnistFile::sha256, (f, r, t) -> {});
  }

  /**
   * Reports progress to somebody else.
   *
   * @param other who is told
   * @return the changed copy
   */
  public Downloader withProgress(Progress other) {
    return new Downloader(addresses, connectTimeout, stallTimeout, sha256, other);
  }

  /**
   * Downloads what a directory lacks of the four files; the directory is created if need be. If two processes do so
   * at once, the second waits for the first.
   *
   * @param directory where the files go
   * @throws IOException if a file came from no address, or the directory cannot be written
   */
  public void download(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException("cannot create " + directory + ": " + Transfer.reason(e), e);
    }
    HttpClient client = HttpClient.newBuilder()
        .connectTimeout(connectTimeout).followRedirects(HttpClient.Redirect.NORMAL).build();
    try (FileChannel channel = openLock(directory)) {
      channel.lock(); // closing the channel releases it
      List<URI> order = new ArrayList<>(addresses);
      for (FashionMnistFile file : FashionMnistFile.values()) {
        if (file.in(directory).isEmpty()) {
          downloadFromAny(client, order, file, directory);
        }
      }
    } finally {
      client.shutdownNow();
    }
  }

  private static FileChannel openLock(Path directory) throws IOException {
    try {
      return FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("cannot write to " + directory + ": " + Transfer.reason(e), e);
    }
  }

  /** Tries one address after the other; those that fail move to the end of {@code order} for the files to come. */
  private void downloadFromAny(HttpClient client, List<URI> order, FashionMnistFile file, Path directory)
      throws IOException {
    IOException failure = null;
    for (URI address : List.copyOf(order)) {
      try {
        download(client, address.resolve(file.gzipName()), file, directory);
        return;
      } catch (IOException e) {
        order.remove(address);
        order.add(address);
        if (failure == null) {
          failure = e;
        } else {
          failure = new IOException(failure.getMessage() + "; " + e.getMessage(), e);
        }
      }
    }
    throw failure == null ? new IOException("no address to download " + file.gzipName() + " from") : failure;
  }

  private void download(HttpClient client, URI uri, FashionMnistFile file, Path directory) throws IOException {
    Path part = directory.resolve(file.gzipName() + ".part");
    boolean resumed = Files.exists(part);
    Transfer transfer = new Transfer(client, uri, part, stallTimeout,
        (received, total) -> progress.update(file, received, total));
    transfer.run(MAX_RESUMPTIONS);
    if (resumed && !isRight(part, file)) { // what an earlier run left may be from elsewhere
      Files.delete(part);
      transfer.run(MAX_RESUMPTIONS);
    }
    if (!isRight(part, file)) {
      Files.delete(part);
      throw new IOException(uri + ": expected content with SHA-256 " + sha256.of(file) + ", got something else");
    }
    try (RandomAccessFile written = new RandomAccessFile(part.toFile(), "rw")) {
      written.getFD().sync();
    }
    Files.move(part, directory.resolve(file.gzipName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private boolean isRight(Path part, FashionMnistFile file) throws IOException {
    try {
      return IdxReader.digest(part).equals(sha256.of(file));
    } catch (DataFormatException e) {
      return false;
    }
  }
}
