///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// A layer, an activation and first weights of one's own: checked, trained, saved and read back.

import static dev.weft.layers.Layers.*;
import static dev.weft.layers.Losses.meanSquaredError;
import static dev.weft.optim.Optimizers.adam;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.*;
import dev.weft.layers.*;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.engine.*;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.data.Examples;
import dev.weft.optim.train.Trainer;
import java.nio.file.Files;
import java.util.*;

/** An activation is a value and a slope: x² keeps a sign. */
record SignedSquare() implements Elementwise {
  public String kind() { return "signed_square"; }
  public float value(float x) { return x * Math.abs(x); }
  public float slope(float x, float y) { return 2 * Math.abs(x); }
}

/** First weights: sparse, one in three is not 0. */
record Sparse(float deviation) implements Initializer {
  public String configValue() { return "sparse"; }
  public void fill(float[] values, int offset, Shape shape, int fanIn, int fanOut, long key) {
    for (int i = 0; i < shape.size(); i++) {
      values[offset + i] = i % 3 == 0 ? (float) (deviation * CounterRandom.gaussian(key, i)) : 0;
    }
  }
}

/** A layer with a parameter: y = x · e^s, s learnt. */
static final class Gain extends BaseLayer {
  record Spec(float start) implements LayerSpec {
    public String kind() { return "gain"; }
    public Gain build(Shape input, String name, ParameterSlab.Builder parameters) {
      return new Gain(this, input, name, parameters);
    }
  }

  private final Parameter s;
  private final int size;

  Gain(Spec spec, Shape input, String name, ParameterSlab.Builder parameters) {
    super(name, spec, input, input);
    s = parameters.add(name + "/s", Shape.of(1), spec.start());
    size = input.size();
  }

  @Override public List<Parameter> parameters() { return List.of(s); }

  @Override public void forward(Pass p, int worker, int from, int to) {
    var gain = (float) Math.exp(p.values()[s.offset()]);
    for (int i = 0; i < (to - from) * size; i++) {
      p.memory()[p.y(from) + i] = gain * p.memory()[p.x(from) + i];
    }
  }

  @Override public void backward(Pass p, int worker, int from, int to) {
    var gain = (float) Math.exp(p.values()[s.offset()]);
    for (int i = 0; p.wantsDx() && i < (to - from) * size; i++) {
      p.memory()[p.dx(from) + i] = gain * p.memory()[p.dy(from) + i];
    }
  }

  @Override public int gradientTasks() { return 1; }

  @Override public void gradient(Pass p, int worker, int task) { // ds = Σ dy · y
    for (int i = 0; i < p.batch() * size; i++) {
      p.gradients()[s.offset()] += p.memory()[p.dy(0) + i] * p.memory()[p.y(0) + i];
    }
  }
}

void main() throws Exception {
  var network = Sequential.input(3).add(dense(8).withInitializer(new Sparse(1))).add(new SignedSquare())
      .add(new Gain.Spec(0.1f)).add(dense(1)).build(1);
  var x = Tensor.uniform(1, 600, 3);
  IO.println("gradients agree: "
      + GradientCheck.of(network, meanSquaredError()).check(Tensor.gaussian(2, 4, 3), Tensor.gaussian(3, 4, 1)).passed());

  var y = new float[600];
  for (int i = 0; i < y.length; i++) {
    y[i] = x.get(i, 0) * x.get(i, 0) - x.get(i, 1);
  }
  var history = Trainer.of(network, meanSquaredError(), adam(0.02f)).batchSize(50).epochs(60)
      .fit(Examples.of(x, Tensor.of(y)));
  IO.println("loss below 0.01: " + (history.last().trainingLoss() < 0.01));

  var file = Files.createTempFile("own", ".safetensors");
  try {
    ModelFile.save(file, network, Map.of()); // refused now, and not when somebody reads it
  } catch (IllegalArgumentException e) {
    IO.println(e.getMessage().contains("LayerKinds") ? "own kinds are registered first" : e.getMessage());
  }
  var kinds = LayerKinds.standard().with("signed_square", SignedSquare.class).with("gain", Gain.Spec.class)
      .withInitializer(new Sparse(1));
  ModelFile.save(file, network, Map.of(), kinds);
  var again = ModelFile.load(file, kinds).network();
  IO.println("the same: " + again.predict(x).equals(network.predict(x)));
}
