package dev.weft.fmnist.cli;

import dev.weft.core.io.Json;
import dev.weft.core.io.JsonException;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.Quoted;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.layers.Softmax;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.io.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network from a file that fits the images of Fashion-MNIST.
 *
 * @param network the network; its outputs are logits, and if the file's ends in softmax, that is left out
 * @param classNames a name for each output
 * @param metadata what else the file says
 */
record LoadedModel(Network network, List<String> classNames, Map<String, String> metadata) {

  private static final int LONGEST_NAME = 60;

  /**
   * Reads a model file.
   *
   * @throws ModelFormatException if it is damaged, or a weight is not finite, or its network takes other images or has another
   *     number of classes
   * @throws IOException if it cannot be read
   */
  static LoadedModel load(Path file) throws IOException {
    ModelFile.Model model = ModelFile.load(file);
    Network network = model.network();
    int classes = FashionMnist.CLASS_NAMES.size();
    if (!network.inputShape().equals(FashionMnist.IMAGE_SHAPE) || network.outputShape().size() != classes) {
      throw new ModelFormatException(file,
          "a network from " + FashionMnist.IMAGE_SHAPE + " to " + classes + " classes",
          "one from " + network.inputShape() + " to " + network.outputShape());
    }
    requireFinite(file, network.parameters());
    return new LoadedModel(Softmax.logits(network), classNames(file, model.metadata().get(RunSummary.CLASS_NAMES)),
        model.metadata());
  }

  private static void requireFinite(Path file, ParameterSlab slab) throws ModelFormatException {
    for (Parameter parameter : slab.parameters()) {
      for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
        if (!Float.isFinite(slab.values()[i])) {
          throw new ModelFormatException(file, "weights that are finite numbers",
              slab.values()[i] + " in '" + parameter.name() + "'");
        }
      }
    }
  }

  private static List<String> classNames(Path file, String json) throws ModelFormatException {
    if (json == null) {
      return FashionMnist.CLASS_NAMES;
    }
    List<String> names = new ArrayList<>();
    try {
      if (Json.parse(json) instanceof List<?> list) {
        list.forEach(name -> names.add(String.valueOf(name)));
      }
    } catch (JsonException e) {
      throw ModelFormatException.inPart(file, "class names as a JSON list", e.getMessage());
    }
    if (names.size() != FashionMnist.CLASS_NAMES.size()) {
      throw new ModelFormatException(file, FashionMnist.CLASS_NAMES.size() + " class names", json);
    }
    return names.stream().map(name -> Quoted.plain(name, LONGEST_NAME)).toList(); // they go to the terminal
  }
}
