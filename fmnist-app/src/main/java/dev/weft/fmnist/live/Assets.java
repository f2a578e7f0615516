package dev.weft.fmnist.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The files of the page, by their path in the address. */
final class Assets {

  private static final String PLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private Assets() {}

  /** A file and its media type. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, not compared
  record Asset(String type, byte[] content) {}

  /**
   * All of them.
   *
   * @param token what the page shows to prove that a request comes from it
   * @param run what tells this run from an earlier one at the same address
   */
  static Map<String, Asset> of(String token, String run) throws IOException {
    String page = new String(read("live.html"), StandardCharsets.UTF_8).replace("{{token}}", token)
        .replace("{{run}}", run);
    return Map.of(
        "/", new Asset("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8)),
        "/live.js", new Asset(SCRIPT, read("live.js")),
        "/charts.js", new Asset(SCRIPT, read("charts.js")),
        "/live.css", new Asset(STYLE, read("live.css")),
        "/icon.svg", new Asset("image/svg+xml", read("icon.svg")),
        "/uPlot.js", new Asset(SCRIPT, read(PLOT + ".iife.min.js")),
        "/uPlot.css", new Asset(STYLE, read(PLOT + ".min.css")));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("expected " + name + " in the application's jar, got none");
      }
      return in.readAllBytes();
    }
  }
}
