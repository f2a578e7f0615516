package dev.weft.fmnist.live;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Writes a feed to one page as server-sent events
 * (<a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the format</a>). The id of an event is
 * its place in the feed: a browser that lost the connection names the last one it got and goes on from there.
 */
final class EventStream {

  /** A comment as often finds out whether the page is still there. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final int RETRY_MILLIS = 1000;

  private final Feed feed;
  private final String run;

  EventStream(Feed feed, String run) {
    this.feed = feed;
    this.run = run;
  }

  /** Writes until the feed is closed, or fails when the page has gone. */
  void write(String lastId, OutputStream out) throws IOException, InterruptedException {
    send(out, "retry: " + RETRY_MILLIS + "\nevent: hello\ndata: {\"run\":\"" + run + "\"}\n\n");
    Feed.Place place = after(lastId);
    boolean last = false;
    while (!last) {
      Feed.News news = feed.await(place, QUIET);
      send(out, text(place.events(), news));
      place = news.place();
      last = news.last();
    }
  }

  /** The place after the event of this id; the start if it is no id of ours. */
  private static Feed.Place after(String lastId) {
    try {
      return new Feed.Place(Math.max(0, Math.addExact(Integer.parseInt(lastId), 1)), 0);
    } catch (NumberFormatException | ArithmeticException _) {
      return Feed.Place.START;
    }
  }

  private static String text(int firstId, Feed.News news) {
    StringBuilder text = new StringBuilder();
    List<Feed.Event> events = news.events();
    for (int i = 0; i < events.size(); i++) {
      text.append("id: ").append(firstId + i).append("\nevent: ").append(events.get(i).name()).append("\ndata: ")
          .append(events.get(i).data()).append("\n\n");
    }
    if (!news.progress().isEmpty()) {
      text.append("event: progress\ndata: ").append(news.progress()).append("\n\n");
    }
    return text.isEmpty() ? ": still here\n\n" : text.toString();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
