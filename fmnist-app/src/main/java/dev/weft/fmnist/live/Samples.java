package dev.weft.fmnist.live;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Evaluation;
import dev.weft.optim.train.Evaluator;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A few images of the validation data, the same in every epoch, and what the network makes of them. */
final class Samples {

  /** How many there are, if the data has as many. */
  static final int COUNT = 12;

  private final Dataset images;

  private Samples(Dataset images) {
    this.images = images;
  }

  /** The first image of each class, then the first of the others. */
  static Samples of(Dataset data) {
    int[] firsts = IntStream.range(0, data.classes())
        .map(label -> Arrays.stream(all(data)).filter(i -> data.label(i) == label).findFirst().orElse(-1))
        .filter(i -> i >= 0).toArray();
    int[] chosen = IntStream.concat(Arrays.stream(firsts), Arrays.stream(all(data))).distinct().limit(COUNT).toArray();
    return new Samples(data.subset(chosen));
  }

  private static int[] all(Dataset data) {
    return IntStream.range(0, data.size()).toArray();
  }

  /** For each its true class and its pixels: unsigned bytes, light on dark, in base64. */
  List<Map<String, Object>> pictures() {
    int size = images.exampleShape().size();
    return IntStream.range(0, images.size()).mapToObj(i -> {
      byte[] pixels = new byte[size];
      images.copyPixels(pixels, 0, i);
      return Map.<String, Object>of("truth", name(images.label(i)), "pixels",
          Base64.getEncoder().encodeToString(pixels));
    }).toList();
  }

  /** For each the likeliest class, how sure the network is of it, and whether it is right. */
  List<Map<String, Object>> predictions(Network network) {
    try (WorkerPool one = new WorkerPool(1)) {
      Evaluation result = new Evaluator(network, Losses.softmaxCrossEntropy(), images.size(), one).evaluate(images);
      return IntStream.range(0, images.size()).mapToObj(i -> prediction(result, i)).toList();
    }
  }

  private Map<String, Object> prediction(Evaluation result, int i) {
    int predicted = result.predicted()[i];
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("predicted", name(predicted));
    values.put("confidence", result.probabilities()[i * images.classes() + predicted]);
    values.put("right", predicted == images.label(i));
    return values;
  }

  private String name(int label) {
    return images.classNames().get(label);
  }
}
