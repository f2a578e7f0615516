package dev.weft.book.initialization;

import dev.weft.book.Points;
import dev.weft.book.initialization.DeepNetwork.Activation;
import dev.weft.book.initialization.Scales.Rule;
import dev.weft.fmnist.plot.Curves;
import dev.weft.fmnist.plot.Curves.Axis;
import dev.weft.fmnist.plot.Curves.Curve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws the sizes that {@link Scales} prints, for every layer. */
public final class ScaleFigures {

  private ScaleFigures() {}

  /** Draws the figures of chapter 8 into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    draw(folder, "08-relu-activations", "Size of activations, ReLU", Activation.RELU, DeepNetwork::forward);
    draw(folder, "08-relu-gradients", "Size of gradients, ReLU", Activation.RELU, DeepNetwork::backward);
    draw(folder, "08-tanh-activations", "Size of activations, tanh", Activation.TANH, DeepNetwork::forward);
  }

  private static void draw(Path folder, String name, String title, Activation activation,
      Function<DeepNetwork, double[]> measurement) throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      if (rule != Rule.ZERO) { // which a logarithmic axis does not have
        curves.add(new Curve(rule.label(), Points.whole(0, DeepNetwork.DEPTH),
            measurement.apply(new DeepNetwork(activation, rule.deviation()))));
      }
    }
    Curves.of(name, title, Axis.linear("layer"), Axis.log("root mean square"), curves, List.of()).write(folder);
  }
}
