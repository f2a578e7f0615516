package dev.weft.fmnist.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Serves the page, its events and its two buttons, to this machine only.
 *
 * <p>Other machines cannot connect, since it listens on the loopback address alone. Other sites open in the same
 * browser can send requests, and are kept out thus: a request must name this address as its {@code Host}, whatever
 * name a site gave to 127.0.0.1; a button's request must carry a token that only the page itself has; no other site
 * may frame the page; and the page may load nothing from elsewhere.
 */
final class LiveServer implements AutoCloseable {

  /** The header that carries the page's token. */
  static final String TOKEN_HEADER = "X-Weft-Token";

  /** More are closed at once: they would take files from the training. */
  static final int MOST_CONNECTIONS = 64;

  private static final int REQUEST_SECONDS = 10;

  /** Then a page has to connect again, which browsers do by themselves; so one that reads nothing does not stay. */
  private static final int RESPONSE_SECONDS = 300;
  private static final String ADDRESS = "127.0.0.1";
  private static final int HTTP_PORT = 80;
  private static final int TOKEN_BYTES = 16;
  private static final long FAREWELL_MILLIS = 500;
  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Feed feed;
  private final Map<String, BooleanSupplier> buttons;
  private final String token = random();
  private final String run = random();
  private final Map<String, Assets.Asset> assets = Assets.of(token, run);
  private final Set<String> hosts;

  /**
   * Starts to listen.
   *
   * @param port 0 for any that is free
   * @param buttons what a POST to a path does; false if there is nothing to do now
   * @throws IOException if the port cannot be had
   */
  LiveServer(int port, Feed feed, Map<String, BooleanSupplier> buttons) throws IOException {
    this.feed = feed;
    this.buttons = Map.copyOf(buttons);
    this.server = listen(port);
    int actual = server.getAddress().getPort();
    this.hosts =
        actual == HTTP_PORT ? Set.of(ADDRESS, "localhost") : Set.of(ADDRESS + ":" + actual, "localhost:" + actual);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The JDK's server has limits only as properties, which it reads when its first server is made. */
  private static void limit() {
    setDefault("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    setDefault("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    setDefault("sun.net.httpserver.maxRspTime", RESPONSE_SECONDS);
  }

  private static void setDefault(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  private static HttpServer listen(int port) throws IOException {
    limit();
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port), 0);
    } catch (BindException e) {
      throw new IOException("--live: expected a free port, got " + port + ", which another program uses or which is not"
          + " allowed (" + e.getMessage() + "); choose another with --live=PORT, or any free one with --live=0", e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Where a browser finds the page. */
  URI address() {
    return URI.create("http://" + ADDRESS + ":" + server.getAddress().getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      protect(exchange.getResponseHeaders());
      if (!hosts.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")))) {
        answer(exchange, 403, "expected this server's own address as the host");
        return;
      }
      String path = exchange.getRequestURI().getPath();
      if (buttons.containsKey(path)) {
        press(exchange, buttons.get(path));
      } else if (path.equals("/events")) {
        events(exchange);
      } else if (assets.containsKey(path)) {
        asset(exchange, assets.get(path));
      } else {
        answer(exchange, 404, "nothing here");
      }
    } catch (InterruptedException _) { // the server is closed
      Thread.currentThread().interrupt();
    }
  }

  private static void protect(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
  }

  private void press(HttpExchange exchange, BooleanSupplier button) throws IOException {
    if (!allows(exchange, "POST")) {
      return;
    }
    String given = String.valueOf(exchange.getRequestHeaders().getFirst(TOKEN_HEADER));
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      answer(exchange, 403, "expected the token of the page; reload it");
    } else if (button.getAsBoolean()) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      answer(exchange, 409, "not now");
    }
  }

  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    if (!allows(exchange, "GET, HEAD")) {
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    if (isHead(exchange)) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    new EventStream(feed, run).write(exchange.getRequestHeaders().getFirst("Last-Event-ID"),
        exchange.getResponseBody());
  }

  private static void asset(HttpExchange exchange, Assets.Asset asset) throws IOException {
    if (allows(exchange, "GET, HEAD")) {
      send(exchange, 200, asset.type(), asset.content());
    }
  }

  private static boolean allows(HttpExchange exchange, String methods) throws IOException {
    if (Set.of(methods.split(", ")).contains(exchange.getRequestMethod())) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", methods);
    answer(exchange, 405, "expected " + methods.replace(", ", " or "));
    return false;
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /** Gives pages a moment to get what they have not got yet, and closes all connections. */
  @Override
  public void close() {
    feed.close();
    threads.shutdown();
    try {
      threads.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
