package dev.weft.fmnist.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the events of a page as a browser does. */
final class Events implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Stream<String> lines;
  private final List<Event> all = new ArrayList<>();

  /** One event; the id is -1 where none was sent. */
  record Event(int id, String name, JsonNode data) {}

  Events(URI page) throws IOException, InterruptedException {
    this(page, null);
  }

  Events(URI page, String lastId) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve("/events"));
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    lines = client.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body();
  }

  /** All events up to the first one that is meant, or to the end; call it once. */
  List<Event> until(Predicate<Event> end) throws IOException {
    int id = -1;
    String name = "";
    for (String line : (Iterable<String>) lines::iterator) {
      if (line.startsWith("id: ")) {
        id = Integer.parseInt(line.substring("id: ".length()));
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        Event event = new Event(id, name, new ObjectMapper().readTree(line.substring("data: ".length())));
        all.add(event);
        if (end.test(event)) {
          break;
        }
        id = -1;
      }
    }
    return all;
  }

  /** All events up to the one that tells of this state. */
  List<Event> untilState(String state) throws IOException {
    return until(event -> event.name().equals("state") && event.data().get("state").asText().equals(state));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
