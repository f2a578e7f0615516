package dev.weft.fmnist.plot;

import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import dev.weft.fmnist.plot.Curves.Marker;
import dev.weft.fmnist.plot.GroupedBars.Series;
import dev.weft.fmnist.plot.ImageGrid.Cell;
import dev.weft.fmnist.plot.ImageGrid.Mark;
import dev.weft.fmnist.plot.Reliability.Bin;
import dev.weft.layers.Blocks;
import dev.weft.layers.Graph;
import dev.weft.layers.engine.Block;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Node;
import dev.weft.layers.Layers;
import dev.weft.layers.Sequential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A figure of each kind, as the report has them. */
final class Samples {

  static final List<String> CLASSES = FashionMnist.CLASS_NAMES;

  private Samples() {}

  /** Writes all figures, alone and in a page, to look at them. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    StringBuilder page = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><style>" + Palette.css()
        + "body { background: var(--plot-paper); margin: 8px }</style>");
    for (Figure figure : all()) {
      figure.write(directory);
      page.append(figure.inline());
    }
    Files.writeString(directory.resolve("page.html"), page);
  }

  static List<Figure> all() {
    return List.of(classCounts(), curves(), logarithmicCurves(), manyPoints(), groupedBars(), oneBarEach(), confusion(),
        reliability(), imageGrid(5), imageGrid(10), network(), smallNetwork(),
        residualNetwork(), inception(), twoInputs());
  }

  static Figure classCounts() {
    int[] counts = IntStream.range(0, 10).map(i -> 4800 + i * i * 7).toArray();
    return ClassCounts.of("01-training-classes", "Labels in the training set", CLASSES, counts);
  }

  static Figure curves() {
    double[] epochs = IntStream.rangeClosed(1, 50).asDoubleStream().toArray();
    double[] training = IntStream.rangeClosed(1, 50).mapToDouble(e -> 0.45 * Math.exp(-e / 12.0)).toArray();
    double[] validation = IntStream.rangeClosed(1, 50)
        .mapToDouble(e -> 0.24 + 0.2 * Math.exp(-e / 3.0) + e * 0.006 + 0.01 * Math.sin(e * 2.4)).toArray();
    return Curves.of("06-baseline-loss", "Baseline: loss after each epoch", "epoch", "loss (cross-entropy, nats)",
        List.of(new Curve("training", epochs, training), new Curve("validation", epochs, validation)),
        new Marker(8, "best validation loss: epoch 8"));
  }

  static Figure logarithmicCurves() {
    double[] rates = {1e-5, 1e-4, 1e-3, 1e-2, 1e-1};
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int n = i;
      curves.add(new Curve("optimiser " + i, rates,
          IntStream.range(0, 5).mapToDouble(k -> 2e-3 * (n + 1) * (1 + Math.pow(k - 2, 4)) * 3).toArray()));
    }
    return Curves.of("log-curves", "Loss by learning rate", Axis.log("learning rate"), Axis.log("validation loss"),
        curves,
        List.of());
  }

  static Figure manyPoints() {
    double[] steps = IntStream.range(0, 4000).asDoubleStream().toArray();
    double[] loss =
        IntStream.range(0, 4000).mapToDouble(s -> 2.3 * Math.exp(-s / 600.0) + 0.2 + 0.05 * Math.sin(s)).toArray();
    return Curves.of("steps", "Loss of each step", "step", "loss", List.of(new Curve("training", steps, loss)));
  }

  static Figure groupedBars() {
    double[][] values = new double[3][10];
    for (int i = 0; i < 30; i++) {
      values[i % 3][i / 3] = 0.99 - (i * 37 % 31) / 100.0;
    }
    return GroupedBars.of("07-scores", "Precision, recall and F1 of each class", "score", CLASSES,
        List.of(new Series("precision", values[0]), new Series("recall", values[1]), new Series("F1", values[2])));
  }

  static Figure oneBarEach() {
    return GroupedBars.of("08-comparison", "Accuracy of both networks", "accuracy", List.of("last epoch", "best epoch"),
        List.of(new Series("baseline", new double[] {0.9103, 0.9184}),
            new Series("dropout", new double[] {0.9258, 0.9261})));
  }

  static Figure confusion() {
    int[][] counts = new int[10][10];
    for (int t = 0; t < 10; t++) {
      int rest = 1000;
      for (int p = 0; p < 10; p++) {
        counts[t][p] = t == p ? 0 : (t * 31 + p * 17) % 7 == 0 ? (t * 13 + p * 29) % 90 : (t + p) % 4;
        rest -= counts[t][p];
      }
      counts[t][t] = rest;
    }
    counts[6][0] = 420;
    counts[6][6] -= 400;
    return Heatmap.confusion("09-confusion", "Confusion matrix of the test set", CLASSES, counts);
  }

  static Figure reliability() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int count = i < 2 ? 0 : i == 9 ? 8412 : 20 + i * 40;
      bins.add(new Bin(i / 10.0, (i + 1) / 10.0, count, i / 10.0 + 0.06, count == 0 ? Double.NaN : i / 10.0 + 0.02));
    }
    return Reliability.of("reliability", "Reliability on the test set", bins, 0.04);
  }

  static Figure imageGrid(int columns) {
    List<Mark> marks = List.of(Mark.NONE, Mark.RIGHT, Mark.WRONG);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 2 * columns; i++) {
      cells.add(new Cell(picture(i), 28, 28, "Ankle boot\nnot Sneaker, 98.3 %", "test image " + i,
          marks.get(i % 3)));
    }
    return ImageGrid.of("10-examples-" + columns, "Examples with predictions", columns, cells);
  }

  static byte[] picture(int seed) {
    byte[] pixels = new byte[784];
    for (int i = 0; i < 784; i++) {
      int dx = i % 28 - 14;
      int dy = i / 28 - 14;
      pixels[i] = (byte) (dx * dx + dy * dy < 100 ? 120 + (i * (seed + 3)) % 130 : 0);
    }
    return pixels;
  }

  static Figure network() {
    return NetworkGraph.of("05-baseline-network", "The baseline network",
        Sequential.input(28, 28, 1)
            .add(Layers.conv2D(32, 3)).add(Layers.relu()).add(Layers.maxPool2D(2)).add(Layers.dropout(0.25f))
            .add(Layers.conv2D(64, 3)).add(Layers.batchNorm()).add(Layers.relu()).add(Layers.maxPool2D(2))
            .add(Layers.flatten()).add(Layers.dense(128)).add(Layers.relu()).add(Layers.dense(10)).build(1));
  }

  /** A network with a residual block that keeps the image and two that halve it. */
  static Network residual() {
    Block cbr = Blocks.chain(Layers.conv2D(16, 3).same().withoutBias(), Layers.batchNorm(), Layers.relu());
    Sequential.Builder network = Sequential.input(28, 28, 1).add(cbr)
        .add(Blocks.residual(cbr, Layers.conv2D(16, 3).same().withoutBias(), Layers.batchNorm())).add(Layers.relu());
    for (int filters : new int[] {32, 64}) {
      network = network.add(Blocks.residualWithProjection(
          Blocks.chain(Layers.conv2D(filters, 1).withStride(2).withoutBias(), Layers.batchNorm()),
          Layers.conv2D(filters, 3).withStride(2).withPadding(1).withoutBias(), Layers.batchNorm(), Layers.relu(),
          Layers.conv2D(filters, 3).same().withoutBias(), Layers.batchNorm())).add(Layers.relu());
    }
    return network.add(Layers.globalAveragePool()).add(Layers.dense(10)).build(1);
  }

  static Figure residualNetwork() {
    return NetworkGraph.of("residual-network", "A residual network", residual());
  }

  static Figure inception() {
    Block block = Blocks.concat(
        Blocks.chain(Layers.conv2D(16, 1), Layers.relu()),
        Blocks.chain(Layers.conv2D(24, 1), Layers.relu(), Layers.conv2D(32, 3).same(), Layers.relu()),
        Blocks.chain(Layers.conv2D(4, 1), Layers.relu(), Layers.conv2D(8, 5).same(), Layers.relu()),
        Blocks.chain(Layers.maxPool2D(3).same().withStride(1), Layers.conv2D(8, 1), Layers.relu()));
    return NetworkGraph.of("inception", "Four branches", Sequential.input(28, 28, 1)
        .add(Layers.conv2D(32, 3).same()).add(Layers.relu()).add(Layers.maxPool2D(2)).add(block).add(block)
        .add(Layers.globalAveragePool()).add(Layers.dense(10)).build(1));
  }

  static Figure twoInputs() {
    Node image = Graph.input("image", 28, 28, 1);
    Node age = Graph.input("age", 3);
    Node joint = Blocks.concat(image.then(Layers.conv2D(8, 3), Layers.relu(), Layers.flatten()), age)
        .then(Layers.dense(16));
    return NetworkGraph.of("two-inputs", "Two inputs and outputs", Graph.inputs(image, age)
        .outputs(joint.then(Layers.dense(10).named("classes")), joint.then(Layers.dense(1).named("size"))).build(1));
  }

  static Figure smallNetwork() {
    return NetworkGraph.of("small-network", "A linear classifier",
        Sequential.input(28, 28, 1).add(Layers.flatten()).add(Layers.dense(10)).build(1));
  }
}
