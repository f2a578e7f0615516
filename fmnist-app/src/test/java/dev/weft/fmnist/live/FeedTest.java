package dev.weft.fmnist.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final Duration SOON = Duration.ofMillis(10);

  private final Feed feed = new Feed();

  @Test
  void aSlowReaderGetsAllEventsButOnlyTheLatestProgress() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      feed.add("epoch", Map.of("epoch", i));
      feed.progress(Map.of("share", i));
    }

    Feed.News news = feed.await(Feed.Place.START, SOON);

    assertThat(news.events()).extracting(Feed.Event::data)
        .containsExactly("{\"epoch\":0}", "{\"epoch\":1}", "{\"epoch\":2}");
    assertThat(news.progress()).isEqualTo("{\"share\":2}");
  }

  @Test
  void whatWasGotIsNotGivenAgain() throws InterruptedException {
    feed.add("epoch", Map.of());
    feed.progress(Map.of());
    Feed.Place place = feed.await(Feed.Place.START, SOON).place();

    Feed.News news = feed.await(place, SOON);

    assertThat(news.events()).isEmpty();
    assertThat(news.progress()).isEmpty();
    assertThat(news.last()).isFalse();
  }

  @Test
  void aLongHistoryComesInParts() throws InterruptedException {
    for (int i = 0; i < Feed.MOST_AT_ONCE + 1; i++) {
      feed.add("loss", Map.of("loss", i));
    }
    feed.close();

    Feed.News first = feed.await(Feed.Place.START, SOON);
    Feed.News second = feed.await(first.place(), SOON);

    assertThat(first.events()).hasSize(Feed.MOST_AT_ONCE);
    assertThat(first.last()).isFalse();
    assertThat(second.events()).extracting(Feed.Event::data).containsExactly("{\"loss\":" + Feed.MOST_AT_ONCE + "}");
    assertThat(second.last()).isTrue();
  }

  @Test
  void aReaderThatWaitsIsWoken() throws Exception {
    Thread writer = Thread.ofVirtual().start(() -> feed.add("epoch", Map.of()));

    assertThat(feed.await(Feed.Place.START, Duration.ofMinutes(1)).events()).hasSize(1);
    writer.join();
  }

  @Test
  void aReaderThatIsStuckHoldsALimitedText() throws InterruptedException {
    Feed feed = new Feed();
    for (int i = 0; i < 400; i++) {
      feed.add("long", Map.of("text", "x".repeat(1000)));
    }
    feed.add("longer", Map.of("text", "x".repeat(2 * Feed.MOST_LETTERS)));

    Feed.Place place = Feed.Place.START;
    int events = 0;
    while (events < 401) {
      Feed.News news = feed.await(place, Duration.ofSeconds(1));
      int letters = news.events().stream().mapToInt(event -> event.data().length()).sum();
      assertThat(news.events()).isNotEmpty();
      assertThat(letters <= Feed.MOST_LETTERS || news.events().size() == 1).isTrue();
      events += news.events().size();
      place = news.place();
    }
  }

  @Test
  void aNumberThatIsNoneIsNull() throws InterruptedException {
    Feed feed = new Feed();
    feed.add("epoch", Map.of("loss", Double.NaN, "least", Float.NEGATIVE_INFINITY));

    assertThat(feed.await(Feed.Place.START, Duration.ofSeconds(1)).events().getFirst().data())
        .contains("\"loss\":null", "\"least\":null");
  }
}
