///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.tensor.*;
import dev.weft.layers.Sequential;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Trainer;

void main() {
  byte[] inputs = {0, 0, 0, -1, -1, 0, -1, -1}; // unsigned bytes: 255 is scaled to 1
  var table = Dataset.of(inputs, Shape.of(2), new byte[] {0, 1, 1, 0}, List.of("false", "true"));
  var network = Sequential.input(2).add(dense(8)).add(tanh()).add(dense(2)).build(2023);
  Trainer.of(network, softmaxCrossEntropy(), adam(0.05f)).batchSize(4).epochs(200).fit(table);
  var questions = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
  IO.println(Arrays.toString(network.predict(questions).argmax(1))); // [0, 1, 1, 0]
}
