package dev.weft.fmnist.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server by its protocol: what it serves, and to whom. */
@Timeout(60)
class LiveServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Feed feed = new Feed();
  private final AtomicInteger stops = new AtomicInteger();
  private LiveServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LiveServer(0, feed, Map.of("/stop", () -> stops.incrementAndGet() == 1));
  }

  @AfterEach
  void close() {
    server.close();
    client.shutdownNow();
  }

  private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path)).method(method,
        HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token() throws Exception {
    Matcher matcher = Pattern.compile("name=\"token\" content=\"(\\w{32})\"").matcher(send("GET", "/").body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** The first line of the answer to a request with this host. */
  private String statusFor(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.address().getPort())) {
      socket.getOutputStream()
          .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII).lines().findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/live.js", "/charts.js", "/live.css", "/icon.svg", "/uPlot.js", "/uPlot.css"})
  void aFileIsServedToBeUsedOnThePageOnlyAndNeverStored(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
    assertThat(answer.headers().map()).containsEntry("cache-control", List.of("no-store"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"));
    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'").doesNotContain("unsafe", "http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/events"})
  void aHeadRequestGetsTheHeadersAlone(String path) throws Exception {
    HttpResponse<String> answer = send("HEAD", path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).isPresent();
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/live.html", "/../live.js", "/events/", "/stop/"})
  void nothingElseIsThere(String path) throws Exception {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(
        server.address().toString().replaceFirst("/$", "") + path)).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void theWrongMethodIsToldTheRightOne() throws Exception {
    assertThat(send("POST", "/").statusCode()).isEqualTo(405);
    assertThat(send("DELETE", "/events").headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(send("GET", "/stop").headers().firstValue("Allow")).contains("POST");
    assertThat(stops).hasValue(0);
  }

  @Test
  void aButtonNeedsTheTokenOfThePage() throws Exception {
    String token = token();

    assertThat(send("POST", "/stop").statusCode()).isEqualTo(403);
    assertThat(send("POST", "/stop", LiveServer.TOKEN_HEADER, "0".repeat(32)).statusCode()).isEqualTo(403);
    assertThat(stops).hasValue(0);
    assertThat(send("POST", "/stop", LiveServer.TOKEN_HEADER, token).statusCode()).isEqualTo(204);
    assertThat(stops).hasValue(1);
  }

  @Test
  void aButtonThatHasNothingToDoSaysSo() throws Exception {
    stops.set(1);

    assertThat(send("POST", "/stop", LiveServer.TOKEN_HEADER, token()).statusCode()).isEqualTo(409);
  }

  @Test
  void eachServerHasATokenOfItsOwn() throws Exception {
    String before = token();
    server.close();
    start();

    assertThat(token()).isNotEqualTo(before);
  }

  @Test
  void aNameThatASiteGaveToThisAddressIsRefused() throws IOException {
    int port = server.address().getPort();

    assertThat(statusFor("127.0.0.1:" + port)).contains("200");
    assertThat(statusFor("localhost:" + port)).contains("200");
    assertThat(statusFor("evil.example:" + port)).contains("403");
    assertThat(statusFor("127.0.0.1")).contains("403");
    assertThat(statusFor("")).contains("403");
  }

  @Test
  void otherMachinesCannotConnect() throws IOException {
    InetAddress outer = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress()).findFirst().orElse(null);
    assumeTrue(outer != null, "this machine has no address but its own");

    assertThatThrownBy(() -> new Socket(outer, server.address().getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aBusyPortIsNamedWithTheWayOut() {
    int port = server.address().getPort();

    assertThatThrownBy(() -> new LiveServer(port, feed, Map.of())).isInstanceOf(IOException.class)
        .hasMessageContaining("--live: expected a free port, got " + port).hasMessageContaining("--live=0");
  }

  @Test
  void aPageThatReadsNothingHoldsNobodyUp() throws Exception {
    int events = 300;
    String much = "x".repeat(100_000);
    try (Socket dead = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.address().getPort());
        Events reader = new Events(server.address())) {
      dead.getOutputStream().write(("GET /events HTTP/1.1\r\nHost: " + server.address().getAuthority() + "\r\n\r\n")
          .getBytes(US_ASCII));
      assertThat(dead.getInputStream().read()).isEqualTo('H'); // it is being served, and now stops reading

      long began = System.nanoTime();
      for (int i = 0; i < events; i++) {
        feed.add("loss", Map.of("much", much, "number", i));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));

      assertThat(reader.until(event -> event.id() == events - 1)).hasSize(events + 1);
      server.close(); // does not wait for it either
    }
  }
}
