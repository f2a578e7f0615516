///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS dev.weft:weft-optim:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

// Weights from PyTorch and back to it. In Python, with model = Sequential(Conv2d(1, 8, 5), BatchNorm2d(8), ReLU(), MaxPool2d(2),
// Flatten(), Linear(8 * 12 * 12, 10)):   torch.save(model.state_dict(), "digits.pt")
// Give that file's name to this program; without one it uses a file that it wrote itself, as PyTorch would name and lay it out.

import static dev.weft.layers.Layers.*;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.Weights;
import java.io.IOException;
import java.nio.file.*;
import java.util.Map;

Network digits(long seed) {
  return Sequential.input(28, 28, 1).add(conv2D(8, 5)).add(batchNorm().withEpsilon(1e-5f)).add(relu()).add(maxPool2D(2))
      .add(flatten()).add(dense(10)).build(seed);
}

void main(String[] args) throws IOException {
  var trained = digits(1);
  var file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("digits", ".safetensors");
  if (args.length == 0) {
    var modules = Map.of("conv2d_1", "0", "batch_norm_1", "1", "dense_1", "5");
    Weights.savePyTorch(file, trained, modules::get);      // Python: model.load_state_dict(safetensors.torch.load_file(…))
  }

  var network = digits(2);
  IO.print(Weights.pytorch(file).into(network));           // refuses, and writes nothing, if the two do not fit

  var images = Tensor.uniform(3, 16, 28, 28, 1);
  IO.println("same predictions: " + network.predict(images).allClose(trained.predict(images), 1e-5, 1e-5));

  var other = Sequential.input(28, 28, 1).add(conv2D(8, 5).named("first")).add(relu()).add(globalAveragePool()).add(dense(2)).build(4);
  var loaded = Weights.pytorch(file).named("first", "0").matching(other);    // what there is a place for
  IO.println("taken: " + loaded.copied().copied() + ", left: " + loaded.copied().left());
}
