package dev.weft.fmnist.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a run has to tell, for any number of readers. Events are kept, in order; of the progress only the latest
 * counts.
 *
 * <p>A reader has a place in the events and asks for what comes after it. So a new reader gets the whole history,
 * one that was away what it has missed, and a slow one skips old progress. Whoever writes never waits for a reader.
 */
final class Feed {

  /** A reader gets no more events at once; it asks again. */
  static final int MOST_AT_ONCE = 500;

  /** Nor more letters, but for one event that is longer: a reader that is stuck holds them in memory. */
  static final int MOST_LETTERS = 1 << 16;

  private final ObjectMapper json = new ObjectMapper().registerModule(FiniteNumbers.module());
  private final List<Event> events = new ArrayList<>();
  private String progress = "";
  private long progressNumber;
  private boolean closed;

  /** Something to remember: its kind, and its values as JSON. */
  record Event(String name, String data) {}

  /** Where a reader is: the number of events and of the progress that it has got. */
  record Place(int events, long progress) {

    static final Place START = new Place(0, 0);
  }

  /**
   * What a reader has not got yet.
   *
   * @param place where the reader is with these
   * @param events in order; perhaps none
   * @param progress as JSON; empty if it is not new
   * @param last whether nothing more can come
   */
  record News(Place place, List<Event> events, String progress, boolean last) {}

  /** Adds an event. */
  void add(String name, Map<String, ?> values) {
    Event event = new Event(name, json(values));
    synchronized (this) {
      events.add(event);
      notifyAll();
    }
  }

  /** Replaces the progress. */
  void progress(Map<String, ?> values) {
    String now = json(values);
    synchronized (this) {
      progress = now;
      progressNumber++;
      notifyAll();
    }
  }

  /** Lets readers go once they have everything. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits for something new after this place, no longer than that: then the news are empty. */
  synchronized News await(Place place, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!closed && events.size() <= place.events() && progressNumber == place.progress()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    int from = Math.min(place.events(), events.size());
    int to = end(from);
    return new News(new Place(to, progressNumber), List.copyOf(events.subList(from, to)),
        progressNumber == place.progress() ? "" : progress, closed && to == events.size());
  }

  /** Where what a reader gets at once ends, from there. */
  private int end(int from) {
    int to = from;
    long letters = 0;
    while (to < Math.min(events.size(), from + MOST_AT_ONCE)
        && (to == from || letters + events.get(to).data().length() <= MOST_LETTERS)) {
      letters += events.get(to++).data().length();
    }
    return to;
  }

  private String json(Map<String, ?> values) {
    try {
      return json.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected values that have a JSON form, got " + values, e);
    }
  }
}
