package dev.weft.fmnist.live;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Callback;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page is told of a training. */
class LivePageTest {

  private static final Dataset IMAGES = images(100);

  private LivePage page;

  private static Dataset images(int count) {
    byte[] pixels = new byte[count * FashionMnist.IMAGE_SHAPE.size()];
    new Random(1).nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i / 7 % 10);
    }
    return Dataset.of(pixels, FashionMnist.IMAGE_SHAPE, labels, FashionMnist.CLASS_NAMES);
  }

  @BeforeEach
  void open() throws IOException {
    page = LivePage.open(0);
  }

  @AfterEach
  void close() {
    page.close();
  }

  private void train(int epochs, Dataset validation) {
    Callback callback = page.watch(Map.of("Network", "one layer"), validation, () -> true);
    Network network = Sequential.input(28, 28, 1).add(flatten()).add(dense(10)).build(1);
    Trainer trainer = Trainer.of(network, Losses.softmaxCrossEntropy(), Optimizers.sgd(0.01f)).batchSize(10)
        .epochs(epochs).threads(1).callback(callback);
    (validation == null ? trainer : trainer.validateOn(validation)).fit(IMAGES);
    page.finished("done");
  }

  private List<Events.Event> history(String lastId) throws Exception {
    try (Events events = new Events(page.address(), lastId)) {
      return events.untilState("finished");
    }
  }

  private static List<Events.Event> named(List<Events.Event> events, String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  @Test
  void aPageOpenedLateGetsTheWholeHistoryInOrder() throws Exception {
    train(3, IMAGES.head(40));

    List<Events.Event> events = history(null);

    assertThat(events.getFirst().name()).isEqualTo("hello");
    assertThat(events.stream().filter(event -> event.id() >= 0).map(Events.Event::id))
        .containsExactlyElementsOf(IntStream.range(0, named(events, "state").size() + named(events, "run").size()
            + named(events, "epoch").size() + named(events, "predictions").size() + named(events, "loss").size())
            .boxed().toList());
    assertThat(named(events, "state")).extracting(event -> event.data().get("state").asText())
        .containsExactly("preparing", "training", "finished");
    assertThat(named(events, "epoch")).extracting(event -> event.data().get("epoch").asInt())
        .containsExactly(1, 2, 3);
    assertThat(named(events, "epoch")).allSatisfy(
        event -> assertThat(event.data().get("validationAccuracy").asDouble()).isBetween(0.0, 1.0));
  }

  @Test
  void thePredictionsAreOfTwelveImagesAndOfAllClassesThereAre() throws Exception {
    train(2, IMAGES);

    List<Events.Event> events = history(null);
    JsonNode samples = named(events, "run").getFirst().data().get("samples");
    JsonNode predictions = named(events, "predictions").getLast().data();

    assertThat(samples).hasSize(12);
    assertThat(samples.findValuesAsText("truth")).startsWith(FashionMnist.CLASS_NAMES.toArray(new String[0]));
    assertThat(Base64.getDecoder().decode(samples.get(0).get("pixels").asText())).hasSize(784);
    assertThat(predictions.get("epoch").asInt()).isEqualTo(2);
    for (int i = 0; i < 12; i++) {
      JsonNode prediction = predictions.get("samples").get(i);
      boolean right = prediction.get("predicted").asText().equals(samples.get(i).get("truth").asText());
      assertThat(prediction.get("right").asBoolean()).isEqualTo(right);
      assertThat(prediction.get("confidence").asDouble()).isBetween(0.1, 1.0);
    }
  }

  @Test
  void withoutValidationDataThereAreNoSamplesAndNoValues() throws Exception {
    train(1, null);

    List<Events.Event> events = history(null);

    assertThat(named(events, "run").getFirst().data().get("samples")).isEmpty();
    assertThat(named(events, "predictions")).isEmpty();
    assertThat(named(events, "epoch").getFirst().data().get("validationLoss").isNull()).isTrue();
  }

  @Test
  void aPageThatLostTheConnectionGetsWhatItHasMissed() throws Exception {
    train(2, IMAGES);
    List<Events.Event> whole = history(null).stream().filter(event -> event.id() > 2).toList();

    List<Events.Event> rest = history("2").stream().filter(event -> event.id() >= 0).toList();

    assertThat(rest).isNotEmpty().isEqualTo(whole);
  }

  @Test
  void anIdThatIsNotOursGivesTheWholeHistory() throws Exception {
    train(1, null);

    assertThat(named(history("<script>"), "run")).hasSize(1);
  }

  @Test
  void twoPagesSeeTheTrainingGrow() throws Exception {
    try (Events first = new Events(page.address()); Events second = new Events(page.address())) {
      Thread training = Thread.ofPlatform().start(() -> train(20, IMAGES));
      List<Events.Event> one = first.untilState("finished");
      List<Events.Event> two = second.untilState("finished");
      training.join();

      assertThat(named(one, "progress")).isNotEmpty();
      assertThat(named(one, "epoch")).hasSize(20).isEqualTo(named(two, "epoch"));
    }
  }

  private int pressStop() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String html = client.send(HttpRequest.newBuilder(page.address()).build(), BodyHandlers.ofString()).body();
      String token = html.replaceFirst("(?s).*name=\"token\" content=\"(\\w+)\".*", "$1");
      HttpRequest press = HttpRequest.newBuilder(page.address().resolve("/stop")).header(LiveServer.TOKEN_HEADER, token)
          .POST(BodyPublishers.noBody()).build();
      return client.send(press, BodyHandlers.discarding()).statusCode();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theStopButtonHasEndedTheRunOnlyIfNothingElseHadBefore(boolean first) throws Exception {
    page.watch(Map.of(), null, () -> first);
    assertThat(page.stopRequested()).isFalse();

    assertThat(pressStop()).isEqualTo(204);

    assertThat(page.stopRequested()).isEqualTo(first);
  }

  @Test
  void afterAFailureThePageSaysWhy() throws Exception {
    page.watch(Map.of(), null, () -> true);
    page.failed("the loss is NaN");

    try (Events events = new Events(page.address())) {
      assertThat(events.untilState("failed").getLast().data().get("message").asText()).isEqualTo("the loss is NaN");
    }
  }
}
