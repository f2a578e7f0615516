///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A table with names and numbers, some missing: which kind of flower it is. The model file knows how rows are encoded.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.layers.Sequential;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.data.*;
import dev.weft.optim.train.*;
import java.nio.file.*;

void main() throws IOException {
  var parts = Table.csv(flowers()).target("kind").without("id").split(0.25, 1);
  var encoder = TableEncoder.of(parts.training());
  var network = Sequential.input(encoder.inputShape()).add(dense(16)).add(relu()).add(dense(encoder.outputs())).build(1);
  Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(16).epochs(60)
      .fit(encoder.examples(parts.training()));
  var held = Evaluator.evaluate(network, softmaxCrossEntropy(), encoder.examples(parts.validation()), 1, 64);
  var file = Files.createTempFile("flowers", ".safetensors");
  ModelFile.save(file, network, softmaxCrossEntropy(), encoder.metadata());

  var model = ModelFile.load(file); // in another program, perhaps
  var rows = TableEncoder.of(model.metadata());
  var probabilities = model.predict(rows.inputs(List.of(Map.of("length", "5.1", "width", "1.9", "colour", "blue"))));
  IO.println("accuracy above 0.9: " + (held.accuracy() > 0.9));
  IO.println(rows.classNames().get(probabilities.argmax(1)[0]));
}

/** A file of 240 invented flowers. */
Path flowers() throws IOException {
  var random = new Random(1);
  var csv = new StringBuilder("id,length,width,colour,kind\n");
  for (int i = 0; i < 240; i++) {
    double size = i % 3 + 0.2 * random.nextGaussian();
    String width = i % 20 == 7 ? "NA" : String.format(Locale.ROOT, "%.2f", 0.2 + 0.8 * size);
    String colour = i % 3 == 0 ? "white" : random.nextBoolean() ? "blue" : "violet";
    csv.append(String.format(Locale.ROOT, "%d,%.2f,%s,%s,%s%n", i, 1.2 + 2 * size, width, colour,
        List.of("small", "medium", "large").get(i % 3)));
  }
  return Files.writeString(Files.createTempFile("flowers", ".csv"), csv);
}
