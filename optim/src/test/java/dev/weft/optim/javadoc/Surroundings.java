package dev.weft.optim.javadoc;

import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.optim.Optimizer;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What an example in the Javadoc may take as given. An example is the body of {@link #example} in a class that extends this one. */
public abstract class Surroundings {

  /** A folder for this example alone. */
  protected Path folder;

  /** A file that is not there yet. */
  protected Path file;

  /** A table of flowers. */
  protected Path csv;

  /** Of 40 examples, 4 numbers each. */
  protected final Tensor x = Tensor.gaussian(1, 40, 4);

  /** A number for each example. */
  protected final Tensor y = x.sum(1);

  /** 1 or 0 for each example. */
  protected final Tensor yesOrNo = y.greaterThan(0);

  /** One of three classes for each example. */
  protected final int[] labels = x.slice(1, 0, 3).argmax(1);

  /** Of the classes. */
  protected final List<String> names = List.of("a", "b", "c");

  /** Examples of three classes. */
  protected final Examples training = Examples.labelled(x, labels, names);

  /** Others. */
  protected final Examples validation = training.head(12);

  /** Images of two classes. */
  protected final Dataset images =
      Dataset.of(new byte[20 * 16], Shape.of(4, 4, 1), new byte[20], List.of("cat", "dog"));

  /** A classifier of the examples. */
  protected final Network network = Sequential.input(4).add(dense(8)).add(relu()).add(dense(3)).build(1);

  /** Of the classifier. */
  protected final Loss loss = softmaxCrossEntropy();

  /** A slow one. */
  protected final Optimizer optimizer = adam(1e-3f);

  /** Of the classifier, for one epoch. */
  protected final Trainer trainer = Trainer.of(network, loss, optimizer).batchSize(8).epochs(1).threads(1);

  /** The example. */
  protected abstract void example() throws Exception;

  final void run(Path own) throws Exception {
    folder = own;
    file = own.resolve("file");
    csv = Files.writeString(own.resolve("flowers.csv"), """
        petal_length,petal_width,species
        1.4,0.2,setosa
        1.3,0.2,setosa
        4.7,1.4,versicolor
        4.5,1.5,versicolor
        6.0,2.5,virginica
        5.1,1.9,virginica
        """);
    example();
  }

  /** Refuses a value that is not printed as the example says. */
  protected static void expect(String printed, Object value) {
    if (!printed.equals(String.valueOf(value).strip())) {
      throw new AssertionError("the example says " + printed + ", got " + Objects.toString(value));
    }
  }
}
