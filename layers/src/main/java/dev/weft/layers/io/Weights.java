package dev.weft.layers.io;

import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.io.TensorArchive;
import dev.weft.core.io.TorchFile;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab.Copied;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Weights that another library has trained, for a network of the same layers.
 *
 * <pre>{@code
 * // Python: torch.save(model.state_dict(), "lenet.pt"), or safetensors.torch.save_file(model.state_dict(), "lenet.safetensors")
 * LoadedWeights loaded = Weights.pytorch(Path.of("lenet.pt")).into(network);
 * System.out.print(loaded);                     // conv2d_1/kernel ← conv1.weight, …
 * }</pre>
 *
 * <p>A file's modules and a network's layers belong together if {@link #named} says so; else if their names are equal; else by their
 * order among all that have parameters of the same shapes, if there are equally many; a norm goes with the layer just before it. So
 * layers of different shapes may come in any order. Where those of one shape do not come in the same order in both, give their names,
 * and look at what {@link #into} returns.
 *
 * <p>Layouts are turned: convolutions (out, in, h, w), transposed, grouped and depthwise ones too; linear layers; what follows
 * flatten, which puts channels first in PyTorch and last here; running statistics; the gates and the two biases of recurrent layers. Each
 * layer and direction of a recurrent module is a module for {@link #named}, {@code rnn.l0} and {@code rnn.l0_reverse}, as it is a layer here
 * ({@link dev.weft.layers.Blocks#bidirectional}). {@code num_batches_tracked} is passed over. Settings
 * are not in such files: a batch norm's epsilon is 10⁻⁵ in PyTorch and 10⁻³ here and in Keras, {@code batchNorm().withEpsilon(1e-5f)};
 * padding 1 with stride 2 is {@code withPadding(1)} and not {@code same()}.
 */
public final class Weights {

  private static final String ZEROS = "zeros";

  private final TensorArchive archive;
  private final Layout layout;
  private final List<TensorArchive.Entry> entries;
  private final Map<String, String> named;

  private Weights(TensorArchive archive, Layout layout, List<TensorArchive.Entry> entries, Map<String, String> named) {
    this.archive = archive;
    this.layout = layout;
    this.entries = entries;
    this.named = named;
  }

  /**
   * Weights of PyTorch, in a file of {@code torch.save(model.state_dict(), …)} or of safetensors, which is told by its content.
   *
   * @throws ModelFormatException if the file is damaged, or none of these; see {@link TorchFile} and {@link Safetensors}
   * @throws IOException if the file cannot be read
   */
  public static Weights pytorch(Path file) throws IOException {
    return pytorch(isZip(file) ? TorchFile.open(file) : sorted(Safetensors.open(file), name -> name));
  }

  /** Weights of PyTorch, of which modules of the same shapes come in the order of the network's layers. */
  public static Weights pytorch(TensorArchive archive) {
    return new Weights(archive, new PyTorchLayout(), archive.entries(), Map.of());
  }

  /**
   * Weights of Keras 3, named by their place in a file {@code .weights.h5}. The module {@code weft-keras} opens such files; core and
   * layers have no dependency that could.
   */
  public static Weights keras(TensorArchive archive) {
    return new Weights(archive, new KerasLayout(), sorted(archive, KerasLayout::sortKey).entries(), Map.of());
  }

  /**
   * A copy that takes a layer's parameters from this module of the file.
   *
   * @param layer the name of a layer of the network, such as {@code conv2d_1}
   * @param module the name without its last part, such as {@code features.0} of {@code features.0.weight}
   */
  public Weights named(String layer, String module) {
    Map<String, String> more = new LinkedHashMap<>(named);
    more.put(layer, module);
    return new Weights(archive, layout, entries, more);
  }

  /**
   * Gives the network all weights of the file, or none.
   *
   * @return which parameter got which tensor
   * @throws ModelFormatException if a parameter would get none or a tensor would not be taken; the network is then as it was
   * @throws IllegalArgumentException if a layer or module of {@link #named} is not there or its shapes differ
   * @throws IOException if the file cannot be read; the network is then as it was
   */
  public LoadedWeights into(Network network) throws IOException {
    return load(network, true);
  }

  /**
   * Gives the network those weights of the file for which there is a place.
   *
   * @return which parameter got which tensor, and what was left over on both sides
   * @throws IllegalArgumentException if a layer or module of {@link #named} is not there or its shapes differ
   * @throws IOException if the file cannot be read; the network is then as it was
   */
  public LoadedWeights matching(Network network) throws IOException {
    return load(network, false);
  }

  private LoadedWeights load(Network network, boolean all) throws IOException {
    Map<String, String> modules = Matching.of(layout, network, entries, named);
    Set<String> unused = new LinkedHashSet<>();
    entries.stream().map(TensorArchive.Entry::name).filter(name -> layout.place(name) != null).forEach(unused::add);
    Map<Slot, String> sources = new LinkedHashMap<>();
    Map<String, String> report = new LinkedHashMap<>();
    Set<String> left = new LinkedHashSet<>();
    network.ownParameters().forEach(parameter -> left.add(parameter.name()));
    for (Map.Entry<String, List<Slot>> layer : Matching.slots(layout, network).entrySet()) {
      String module = modules.get(layer.getKey());
      for (Slot slot : module == null ? List.<Slot>of() : layer.getValue()) {
        String tensor = nameIn(module, slot);
        sources.put(slot, tensor);
        report.merge(slot.parameter().name(), tensor == null ? ZEROS : tensor,
            (one, more) -> more.equals(ZEROS) ? one : one + " + " + more);
        left.remove(slot.parameter().name());
        unused.remove(tensor);
      }
    }
    LoadedWeights loaded =
        new LoadedWeights(report, new Copied(List.copyOf(report.keySet()), List.copyOf(left), List.copyOf(unused)));
    if (all && !loaded.isComplete()) {
      throw new ModelFormatException(archive.file(), "a tensor for each parameter and a parameter for each tensor",
          "none for " + shapes(network, left) + " and none for " + shapes(unused));
    }
    copy(network, sources);
    return loaded;
  }

  private String nameIn(String module, Slot slot) {
    for (TensorArchive.Entry entry : entries) {
      Layout.Place place = layout.place(entry.name());
      if (place != null && place.module().equals(module) && place.leaf().equals(slot.leaf())) {
        return entry.name();
      }
    }
    return null;
  }

  private void copy(Network network, Map<Slot, String> sources) throws IOException {
    float[] values = network.parameters().values().clone();
    Set<Parameter> begun = new HashSet<>();
    for (Map.Entry<Slot, String> source : sources.entrySet()) {
      Slot slot = source.getKey();
      Tensor to = Tensor.wrap(values, slot.parameter().offset(), slot.parameter().shape());
      Tensor ours = source.getValue() == null ? Tensor.zeros(to.shape())
          : slot.toOurs().apply(archive.read(source.getValue()).reshape(slot.theirs()));
      to.assign(begun.add(slot.parameter()) ? ours : to.plus(ours));
    }
    network.parameters().copyFrom(values);
  }

  private static List<String> shapes(Network network, Set<String> parameters) {
    return parameters.stream().map(name -> name + network.parameters().parameter(name).shape()).toList();
  }

  private List<String> shapes(Set<String> tensors) {
    return entries.stream().filter(entry -> tensors.contains(entry.name())).map(entry -> entry.name() + entry.shape())
        .toList();
  }

  /**
   * Writes a network's parameters as PyTorch has them, to a safetensors file.
   *
   * <pre>{@code
   * Weights.savePyTorch(file, network, layer -> layer);
   * // Python: model.load_state_dict(safetensors.torch.load_file(file))
   * }</pre>
   *
   * @param file the file, which is replaced whole
   * @param network the network
   * @param modules gives for the name of each layer that of PyTorch's module, such as {@code features.0} for {@code conv2d_1}, or {@code
   *     rnn.l0_reverse} for the layer that a bidirectional {@code rnn} reads backwards with; {@code rnn} alone is {@code rnn.l0}
   * @throws IllegalArgumentException if two layers get one name
   * @throws IOException if the file cannot be written
   */
  public static void savePyTorch(Path file, Network network, UnaryOperator<String> modules) throws IOException {
    PyTorchLayout layout = new PyTorchLayout();
    List<NamedTensor> tensors = new ArrayList<>();
    Matching.slots(layout, network).forEach((layer, slots) -> slots.forEach(slot -> {
      Parameter parameter = slot.parameter();
      Tensor theirs = slot.toTheirs().apply(network.parameters().tensor(parameter)).reshape(slot.theirs());
      tensors.add(new NamedTensor(layout.name(modules.apply(layer), slot.leaf()), theirs));
    }));
    Safetensors.write(file, Map.of("format", "pt"), tensors);
  }

  private static boolean isZip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false; // the reader of safetensors says what it is
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  /** An archive whose tensors come in the order of their names, numbers in them by their value, as their own order tells nothing. */
  private static TensorArchive sorted(TensorArchive archive, UnaryOperator<String> key) {
    List<TensorArchive.Entry> entries =
        archive.entries().stream().sorted(Comparator.comparing(entry -> key.apply(entry.name()), NaturalOrder.INSTANCE))
            .toList();
    return new TensorArchive() {
      @Override
      public Path file() {
        return archive.file();
      }

      @Override
      public List<Entry> entries() {
        return entries;
      }

      @Override
      public Tensor read(String name) throws IOException {
        return archive.read(name);
      }
    };
  }
}
