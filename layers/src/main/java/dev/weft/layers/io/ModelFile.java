package dev.weft.layers.io;

import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.SafetensorsFile;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.FinalActivation;
import dev.weft.layers.LayerKinds;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Objective;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import dev.weft.layers.engine.Predictor;
import dev.weft.layers.engine.PredictorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as a safetensors file, from which alone it can be rebuilt.
 *
 * <p>The parameters are the tensors, under their names and in Keras's layout. The architecture is the metadata {@code
 * weft.architecture}, as JSON: {@code {"input": [28, 28, 1], "layers": [{"kind": "conv2d", "config": {…}}, …]}}. A layer has also
 * {@code "name"}, if that is not kind and number, and {@code "inputs"}, names of inputs or of layers before it, if that is not the
 * layer just before it (the first input, for the first one). Several inputs are {@code "inputs": [{"name": "image", "shape": […]},
 * …]} in place of {@code "input"}, and {@code "outputs"} names the layers whose outputs the network puts out, if that is not the
 * last one. {@code "frozen"} names the parameters that are not trained although they could be, if there are any. Other metadata is the caller's: settings, digests, metrics.
 *
 * {@snippet :
 * ModelFile.save(file, network, softmaxCrossEntropy(), Map.of("made by", "me"));
 * ModelFile.Model model = ModelFile.load(file);
 * model.predict(x); // probabilities, for the file has the loss
 * model.network().predict(x); // logits
 * }
 */
public final class ModelFile {

  /** The metadata key of the architecture. */
  public static final String ARCHITECTURE = "weft.architecture";

  /** The metadata key of what the network was trained for. */
  public static final String LOSS = "weft.loss";

  private ModelFile() {}

  /**
   * What a model file holds.
   *
   * @param network the network with its parameters
   * @param metadata the caller's metadata, without the architecture
   */
  public record Model(Network network, Map<String, String> metadata) {

    /** Copies the metadata. */
    public Model {
      metadata = Map.copyOf(metadata);
    }

    /**
     * The losses that the network was saved with, one for each output; empty if it was saved without.
     *
     * @throws IllegalArgumentException if the file tells of a loss that is not Weft's
     */
    public Optional<Objective> objective() {
      return Optional.ofNullable(metadata.get(LOSS)).map(LossMetadata::read);
    }

    /**
     * The outputs as people read them, such as probabilities: those of {@link Network#predict}, to which the loss that the network was
     * saved with has applied its activation.
     *
     * @param x inputs (N, …), one tensor for each input of the network
     * @return outputs (N, …); the first, if there are several
     * @throws IllegalArgumentException if there is no example, its shape is not the network's, or the file tells of a loss that is not
     *     Weft's
     */
    public Tensor predict(Tensor... x) {
      Tensor outputs = network.predict(x);
      Loss loss = objective().map(objective -> objective.losses().getFirst()).orElse(null);
      if (loss != null && !FinalActivation.isAppliedTwice(network, 0, loss)) {
        int size = network.outputShape().size();
        for (int i = 0; i < outputs.size(); i += size) {
          loss.activate(outputs.array(), outputs.offset() + i, size);
        }
      }
      return outputs;
    }

    /**
     * Predictions for any number of threads at once, as people read them: with the activation of the loss that the network was saved
     * with. To be closed.
     */
    public Predictor predictor() {
      PredictorSettings settings = PredictorSettings.standard();
      return network.predictor(objective().map(settings::withObjective).orElse(settings));
    }
  }

  /**
   * Writes a network of Weft's own layers, replacing the file whole.
   *
   * @param metadata texts to keep with it; keys must not start with {@code weft.architecture}
   * @throws IllegalArgumentException if a layer could not be read back, or is of images too large for its weights to be, or a key or text of the metadata is null or reserved
   * @throws IOException if the file cannot be written; the old one is then untouched
   */
  public static void save(Path file, Network network, Map<String, String> metadata) throws IOException {
    save(file, network, metadata, LayerKinds.standard());
  }

  /**
   * Writes a network of Weft's own layers and what it was trained for, replacing the file whole. {@link Model#predict} then gives
   * probabilities.
   *
   * @param loss one of {@link dev.weft.layers.Losses}
   * @param metadata texts to keep with it; keys must not start with {@code weft.architecture}, or be {@code weft.loss}
   * @throws IllegalArgumentException if a layer or the loss could not be read back, or a key or text of the metadata is null or
   *     reserved
   * @throws IOException if the file cannot be written; the old one is then untouched
   */
  public static void save(Path file, Network network, Loss loss, Map<String, String> metadata) throws IOException {
    save(file, network, Objective.of(loss), metadata);
  }

  /**
   * Writes a network of Weft's own layers and what its outputs were trained for, replacing the file whole.
   *
   * @param objective a loss for each output, each one of {@link dev.weft.layers.Losses}
   * @param metadata texts to keep with it; keys must not start with {@code weft.architecture}, or be {@code weft.loss}
   * @throws IllegalArgumentException if a layer or a loss could not be read back, there is not a loss for each output, or a key or text
   *     of the metadata is null or reserved
   * @throws IOException if the file cannot be written; the old one is then untouched
   */
  public static void save(Path file, Network network, Objective objective, Map<String, String> metadata)
      throws IOException {
    if (objective.losses().size() != network.outputShapes().size()) {
      throw new IllegalArgumentException("expected a loss for each of " + network.outputShapes().size()
          + " outputs, got " + objective.losses().size());
    }
    if (metadata.containsKey(LOSS)) {
      throw new IllegalArgumentException("expected metadata without the key " + LOSS + ", which is the file's own");
    }
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(LOSS, LossMetadata.write(objective));
    save(file, network, more);
  }

  /**
   * Writes a network that may have layers of other kinds, replacing the file whole.
   *
   * @param metadata texts to keep with it; keys must not start with {@code weft.architecture}
   * @param kinds those that {@link #load(Path, LayerKinds)} will be given
   * @throws IllegalArgumentException if a layer could not be read back, or is of images too large for its weights to be, or a key or text of the metadata is null or reserved
   * @throws IOException if the file cannot be written; the old one is then untouched
   */
  public static void save(Path file, Network network, Map<String, String> metadata, LayerKinds kinds)
      throws IOException {
    network.specs().forEach(kinds::requireReadable);
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      if (entry.getKey() == null || entry.getValue() == null) {
        throw new IllegalArgumentException("expected texts as metadata, got null as "
            + (entry.getKey() == null ? "a key" : "the value of '" + entry.getKey() + "'"));
      }
      if (entry.getKey().startsWith(ARCHITECTURE)) {
        throw new IllegalArgumentException("expected metadata without keys that start with " + ARCHITECTURE
            + ", which are the file's own, got '" + entry.getKey() + "'");
      }
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put(ARCHITECTURE, Json.write(Architecture.of(network)));
    all.putAll(metadata);
    ParameterSlab slab = network.parameters();
    List<NamedTensor> tensors = new ArrayList<>();
    long values = 0;
    for (Parameter parameter : network.ownParameters()) {
      tensors.add(new NamedTensor(parameter.name(), slab.tensor(parameter)));
      values += parameter.size();
    }
    slab.requireReadableWith(values);
    Safetensors.write(file, all, tensors);
  }

  /**
   * Rebuilds a network of Weft's own layers from its file.
   *
   * @throws IOException as {@link #load(Path, LayerKinds)} says
   */
  public static Model load(Path file) throws IOException {
    return load(file, LayerKinds.standard());
  }

  /**
   * Rebuilds a network from its file.
   *
   * @param kinds the kinds of layers that may be in it
   * @throws ModelFormatException if the file is no safetensors file, has no architecture or one that cannot be built, or its
   *     tensors are not the parameters of that architecture
   * @throws IOException if the file cannot be read
   */
  public static Model load(Path file, LayerKinds kinds) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    long values = content.tensors().values().stream().mapToLong(Tensor::size).sum();
    Network network = build(file, content.metadata(ARCHITECTURE), kinds, values);
    ParameterSlab slab = network.parameters();
    for (Parameter parameter : slab.parameters()) {
      Tensor tensor = content.tensor(parameter.name(), parameter.shape());
      System.arraycopy(tensor.array(), tensor.offset(), slab.values(), parameter.offset(), parameter.size());
    }
    if (content.tensors().size() != slab.parameters().size()) {
      throw new ModelFormatException(
          file, slab.parameters().size() + " tensors for this architecture", content.tensors().size() + " tensors");
    }
    Map<String, String> rest = new LinkedHashMap<>(content.metadata());
    rest.remove(ARCHITECTURE);
    return new Model(network, rest);
  }

  private static Network build(Path file, String text, LayerKinds kinds, long values) throws ModelFormatException {
    try {
      return ArchitectureReader.network(Json.parse(text), kinds, values);
    } catch (IllegalArgumentException e) {
      throw ModelFormatException.inPart(file, "metadata '" + ARCHITECTURE + "'", e.getMessage());
    }
  }
}
