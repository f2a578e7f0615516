///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A network with branches, whose layers are asked for by name: a part of it, what a layer puts out, and what an output owes to it.

import static dev.weft.layers.Blocks.*;
import static dev.weft.layers.Layers.*;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.*;
import dev.weft.layers.engine.*;

void main() {
  Node image = Graph.input("image", 16, 16, 3);
  Node words = Graph.input("words", 5);
  Node seen = image.then(
      conv2D(8, 3).same(), relu(),
      residualWithProjection(conv2D(16, 1).withStride(2), conv2D(16, 3).same().withStride(2), batchNorm()),
      squeezeExcitation(16, 4), // each channel times a gate that the whole image opens
      concat(conv2D(4, 1), chain(conv2D(4, 1), relu(), conv2D(8, 3).same())), globalAveragePool().named("features"));
  Node gate = words.then(dense(12), sigmoid().named("gate"));
  var network = Graph.inputs(image, words)
      .outputs(seen.then(dense(3).named("colour")), multiply(seen, gate).then(dense(1).named("fits"))).build(1);
  IO.println(network.inputNames() + " -> " + network.outputNames()); // network.summary() has all layers, and what each reads

  var part = network.upTo("features"); // the same weights, and no more inputs than it needs
  IO.println(part.inputNames() + " -> " + part.predict(Tensor.gaussian(1, 2, 16, 16, 3)).shape());

  try (var session = network.gradientSession(2)) {
    session.forward(Tensor.gaussian(1, 2, 16, 16, 3), Tensor.gaussian(2, 2, 5));
    session.backward(Tensor.zeros(2, 3), Tensor.zeros(2, 1).plus(1)); // of "fits" alone
    IO.println("gates " + session.activation("gate").shape() + ", all open a little: "
        + (session.activation("gate").min() > 0));
    IO.println("\"colour\" is not asked: " + (session.activationGradients("colour").abs().max() == 0));
    IO.println("words matter: " + (session.inputGradients("words").abs().max() > 0));
  }

  var other = Sequential.input(5).add(dense(12)).add(relu()).add(dense(1).named("fits")).build(7);
  var report = other.parameters().copyMatching(network.parameters());
  IO.println("taken: " + report.copied() + ", left: " + report.left());
}
