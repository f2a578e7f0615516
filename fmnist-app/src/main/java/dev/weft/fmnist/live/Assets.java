package dev.weft.fmnist.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The files of the page, by their path in the address. */
final class Assets {

  /** The plotting library, with the version of its dependency. */
  private static final String PLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";

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
    String page = new String(own("live.html"), StandardCharsets.UTF_8).replace("{{token}}", token)
        .replace("{{run}}", run);
    return Map.of(
        "/", new Asset("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8)),
        "/live.js", new Asset(SCRIPT, own("live.js")),
        "/charts.js", new Asset(SCRIPT, own("charts.js")),
        "/live.css", new Asset(STYLE, own("live.css")),
        "/icon.svg", new Asset("image/svg+xml", own("icon.svg")),
        "/uPlot.js", new Asset(SCRIPT, library(PLOT + ".iife.min.js")),
        "/uPlot.css", new Asset(STYLE, library(PLOT + ".min.css")));
  }

  private static byte[] own(String name) throws IOException {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      return content(name, in);
    }
  }

  private static byte[] library(String name) throws IOException {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(name)) {
      return content(name, in);
    }
  }

  private static byte[] content(String name, InputStream in) throws IOException {
    if (in == null) {
      throw new IOException("expected " + name + " in the application's jar, got none");
    }
    return in.readAllBytes();
  }
}
