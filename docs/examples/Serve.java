///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A trained network behind HTTP: every request on a virtual thread of its own, all of them with one predictor, which
// computes together what comes together and says when it is busy.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import com.sun.net.httpserver.*;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.*;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Trainer;
import java.net.*;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;

void main() throws Exception {
  try (var predictor = trained().predictor(PredictorSettings.standard().withLoss(softmaxCrossEntropy()).withQueue(256))) {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, predictor));
    server.start();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = callers.invokeAll(IntStream.range(0, 40).mapToObj(i -> ask(server, i)).toList());
      var right = 0;
      for (var i = 0; i < 40; i++) {
        right += answers.get(i).get().startsWith(i % 2 == 0 ? "left" : "right") ? 1 : 0;
      }
      IO.println("40 requests at once, right answers: " + right);
      IO.println(ask(server, "1,2,3").call());
    }
    server.stop(0);
  }
}

void answer(HttpExchange exchange, Predictor predictor) throws java.io.IOException {
  var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  var status = 200;
  String answer;
  try {
    var numbers = text.split(",");
    var x = new float[numbers.length];
    for (var i = 0; i < x.length; i++) {
      x[i] = Float.parseFloat(numbers[i]);
    }
    var probabilities = predictor.submit(Tensor.of(x, 1, x.length)).join();
    answer = String.format(Locale.ROOT, "%s %.2f", probabilities.argmax(1)[0] == 0 ? "left" : "right",
        probabilities.max());
  } catch (IllegalArgumentException e) { // not what the network takes
    status = 400;
    answer = e.getMessage();
  } catch (RejectedExecutionException e) { // more than 256 examples wait
    status = 503;
    answer = "busy, try again";
  }
  var body = answer.getBytes(StandardCharsets.UTF_8);
  exchange.sendResponseHeaders(status, body.length);
  exchange.getResponseBody().write(body);
  exchange.close();
}

Callable<String> ask(HttpServer server, int i) {
  return ask(server, (i % 2 == 0 ? -1 - i : 1 + i) + ",0.5");
}

Callable<String> ask(HttpServer server, String numbers) {
  return () -> {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      return client.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(numbers)).build(),
          HttpResponse.BodyHandlers.ofString()).body();
    }
  };
}

/** Points to the left and to the right. */
Network trained() {
  var x = Tensor.gaussian(1, 400, 2);
  var labels = IntStream.range(0, 400).map(i -> x.get(i, 0) < 0 ? 0 : 1).toArray();
  var network = Sequential.input(2).add(dense(8)).add(relu()).add(dense(2)).build(1);
  Trainer.of(network, softmaxCrossEntropy(), adam(0.05f)).epochs(20).fit(Examples.labelled(x, labels, List.of("left", "right")));
  return network;
}
