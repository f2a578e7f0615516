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
    Axis axis = Axis.log("root mean square");
    List<Rule> rules = List.of(Rule.SMALL, Rule.LARGE, Rule.GLOROT, Rule.HE);
    draw(folder, "08-relu-activations", "Size of activations, ReLU", axis,
        curves(rules, rule -> new DeepNetwork(Activation.RELU, rule.deviation()).forward()));
    draw(folder, "08-relu-gradients", "Size of gradients, ReLU", axis,
        curves(rules, rule -> new DeepNetwork(Activation.RELU, rule.deviation()).backward()));
    draw(folder, "08-tanh-activations", "Size of activations, tanh", Axis.linear("root mean square"),
        curves(rules, rule -> new DeepNetwork(Activation.TANH, rule.deviation()).forward()));
  }

  private static List<Curve> curves(List<Rule> rules, Function<Rule, double[]> sizes) {
    List<Curve> curves = new ArrayList<>();
    for (Rule rule : rules) {
      curves.add(new Curve(rule.label(), Points.whole(0, DeepNetwork.DEPTH), sizes.apply(rule)));
    }
    return curves;
  }

  private static void draw(Path folder, String name, String title, Axis axis, List<Curve> curves) throws IOException {
    Curves.of(name, title, Axis.linear("layer"), axis, curves, List.of()).write(folder);
  }
}
