package dev.weft.fmnist.cli;

import dev.weft.core.kernel.Kernels;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.layers.Losses;
import dev.weft.layers.check.GradientCheck;
import dev.weft.layers.check.GradientReport;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code gradcheck}: compares the gradients of a reference network with differences of its outputs, layer by layer. */
@Command(name = "gradcheck", description = "Compare each layer's gradients with slopes measured by moving numbers.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {"",
        "Weights are those that training starts from, and biases small random numbers: with zeros, empty background"
            + " would lie exactly at the kink of every ReLU. Exit code: 0 if all agree, 1 if a"
            + " check failed or no gradient could be compared.",
        "", "@|bold Examples:|@",
        "  fmnist-app gradcheck",
        "  fmnist-app gradcheck --layer conv2d_2 --elements 500"})
final class GradcheckCommand implements Callable<Integer> {

  private static final int BIAS_STREAM = 0x62696173; // "bias"
  private static final double BIAS_SPREAD = 0.1;
  private static final float PIXEL_SCALE = 1 / 255f;
  private static final int MOST_IMAGES = 64;

  @ParentCommand
  private Main main;

  @Mixin
  private DataSource source;

  @Option(names = "--architecture", paramLabel = "NAME", defaultValue = "dropout",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Architecture architecture;

  @Option(names = "--layer", paramLabel = "NAME",
      description = "Check only this layer, such as conv2d_2; may be given several times")
  private List<String> layers = new ArrayList<>();

  @Option(names = "--elements", paramLabel = "N", defaultValue = "50",
      description = "Check up to N elements of each tensor (default: ${DEFAULT-VALUE})")
  private int elements;

  @Option(names = "--images", paramLabel = "N", defaultValue = "4",
      description = "Use the first N test images (default: ${DEFAULT-VALUE})")
  private int images;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "2023",
      description = "Of weights, dropout and the choice of elements (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Network network = network();
    GradientCheck check = settings(network);
    FashionMnistData data = source.load(main.screen(), json);
    Dataset test = data.test();
    int count = Math.min(images, test.size());
    Tensor x = Tensor.zeros(FashionMnist.IMAGE_SHAPE.prepend(count));
    for (int n = 0; n < count; n++) {
      test.gatherScaled(x.array(), x.offset() + n * FashionMnist.IMAGE_SHAPE.size(), n, PIXEL_SCALE);
    }
    GradientReport report = check.check(x, Arrays.copyOf(test.labels(), count));
    if (json) {
      main.screen().out().print(Report.json(values(report, check, count)));
      main.screen().out().flush();
    } else {
      main.screen().format("Network  %s, %,d parameters, in training mode, %s kernels", architecture,
          network.parameters().size(), Kernels.active().name());
      main.screen().format("Data     %d test images from %s%n", count, data.source());
      main.screen().line(report.toString().stripTrailing());
    }
    return exitCode(report);
  }

  /** 0 if something could be compared and nothing failed, else 1. */
  static int exitCode(GradientReport report) {
    return report.passed() ? 0 : 1;
  }

  private Network network() {
    Network network = ReferenceNetworks.of(architecture, seed, ReferenceNetworks.DropoutRates.DOCUMENT);
    long key = CounterRandom.key(seed, BIAS_STREAM);
    for (Parameter parameter : network.parameters().parameters()) {
      for (int i = parameter.offset(); parameter.name().endsWith("/bias")
          && i < parameter.offset() + parameter.size(); i++) {
        network.parameters().values()[i] = (float) (BIAS_SPREAD * CounterRandom.gaussian(key, i));
      }
    }
    return network;
  }

  private GradientCheck settings(Network network) {
    if (elements < 1) {
      throw new UsageException("elements", "1 or more", elements);
    }
    if (images < 1 || images > MOST_IMAGES) {
      throw new UsageException("images", "1 to " + MOST_IMAGES, images);
    }
    Loss loss = Losses.softmaxCrossEntropy();
    List<String> known = GradientCheck.layerNames(network, loss);
    for (String layer : layers) {
      if (!known.contains(layer)) {
        throw new UsageException("layer", "one of " + String.join(", ", known), layer);
      }
    }
    return GradientCheck.of(network, loss).withElements(elements).withSeed(seed)
        .withLayers(layers.toArray(new String[0]));
  }

  private Map<String, Object> values(GradientReport report, GradientCheck check, int count) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("passed", report.passed());
    values.put("architecture", architecture.toString());
    values.put("seed", seed);
    values.put("images", count);
    values.put("kernels", check.kernels().name());
    values.put("tolerance", check.tolerance());
    values.put("tensors", report.tensors().stream().map(GradcheckCommand::values).toList());
    return values;
  }

  private static Map<String, Object> values(GradientReport.TensorCheck tensor) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("layer", tensor.layer());
    values.put("tensor", tensor.tensor());
    values.put("shape", tensor.shape().dims());
    values.put("verdict", tensor.verdict().toString());
    values.put("checked", tensor.checked());
    values.put("kinks", tensor.kinks());
    values.put("resolved", tensor.resolved());
    values.put("worst", tensor.worst());
    return values;
  }
}
