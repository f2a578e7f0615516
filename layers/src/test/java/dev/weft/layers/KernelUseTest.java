package dev.weft.layers;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.kernel.KernelUse;
import dev.weft.core.kernel.KernelUse.Group;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.Product;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers name all kernels that they run; one that is forgotten costs the first second of a training. */
class KernelUseTest {

  private static final Map<String, Group> GROUPS = Map.ofEntries(
      Map.entry("relu", Group.RELU), Map.entry("reluGradient", Group.RELU), Map.entry("sumRows", Group.SUM_ROWS),
      Map.entry("dropout", Group.DROPOUT), Map.entry("maxPool", Group.MAX_POOL),
      Map.entry("meanPool", Group.MEAN_POOL), Map.entry("meanPoolGradient", Group.MEAN_POOL),
      Map.entry("reluMaxPool", Group.RELU_MAX_POOL), Map.entry("unpool", Group.RELU_MAX_POOL),
      Map.entry("convolve3x3ReluMaxPool", Group.SINGLE_CHANNEL),
      Map.entry("convolve3x3Gradient", Group.SINGLE_CHANNEL), Map.entry("listChosen", Group.LIST_CHOSEN),
      Map.entry("addScaledPatches", Group.PATCHES), Map.entry("addProducts", Group.PRODUCTS_BY_ELEMENT),
      Map.entry("pooledTileInput", Group.POOLED_TILES), Map.entry("pooledTileOutput", Group.POOLED_TILES),
      Map.entry("largeTileInput", Group.LARGE_TILES), Map.entry("largeTileOutput", Group.LARGE_TILES),
      Map.entry("largeTileOutputGradient", Group.LARGE_TILES), Map.entry("combine", Group.LARGE_TILES),
      Map.entry("lstm", Group.LSTM), Map.entry("lstmGradient", Group.LSTM), Map.entry("gru", Group.GRU),
      Map.entry("gruGradient", Group.GRU));

  static List<Network> networks() {
    List<Network> networks = new ArrayList<>();
    LayerCase.all().forEach(layer -> networks.add(layer.network()));
    networks.add(Sequential.input(12, 12, 1).add(conv2D(20, 3)).add(relu()).add(maxPool2D(2)).add(conv2D(32, 3))
        .add(relu()).add(maxPool2D(2)).add(flatten()).build(1));
    networks.add(Sequential.input(12, 12, 16).add(conv2D(32, 3)).add(relu()).add(maxPool2D(2)).build(1));
    networks.add(Sequential.input(12, 12, 16).add(conv2D(32, 3)).add(batchNorm()).add(relu())
        .add(conv2D(48, 3).withPadding(1)).build(1));
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyKernelThatRunsIsNamed(Network network) {
    KernelUse named = new KernelUse(true);
    for (Step step : network.executed(true)) {
      step.layer().kernelUse(named);
    }
    KernelUse seen = seen(network);
    assertThat(named.groups()).containsAll(seen.groups());
    assertThat(named.products()).containsAll(seen.products());
    assertThat(named.transposedProducts()).containsAll(seen.transposedProducts());
  }

  private static KernelUse seen(Network network) {
    KernelUse seen = new KernelUse(true);
    Kernels kernels = (Kernels) Proxy.newProxyInstance(
        Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (_, method, arguments) -> {
          note(seen, method.getName(), arguments);
          try {
            return method.invoke(Kernels.active(), arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    LayerRun.training(network, Batch.reals(network, 3, 1), kernels, 1);
    return seen;
  }

  private static void note(KernelUse seen, String kernel, Object... arguments) {
    switch (kernel) {
      case "multiply" -> seen.products(((Product) arguments[arguments.length - 1]).n());
      case "multiplyTransposed" -> seen.transposedProducts(((Product) arguments[arguments.length - 1]).n());
      case "normalise", "normaliseGradientSums", "normaliseGradient" ->
          seen.add((Boolean) arguments[arguments.length - 1] ? Group.NORMALISE_RELU : Group.NORMALISE);
      default -> {
        if (GROUPS.containsKey(kernel)) {
          seen.add(GROUPS.get(kernel));
        }
      }
    }
  }
}
