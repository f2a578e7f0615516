package dev.weft.fmnist.cli;

import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.explain.Explanation;
import dev.weft.fmnist.image.ImageLoader;
import dev.weft.fmnist.image.Images;
import dev.weft.fmnist.report.ExplainPage;
import dev.weft.core.io.AtomicFiles;
import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code explain}: shows why a network takes an image for what it does. */
@Command(name = "explain", description = "Show why a network takes one image for what it does, as a page.",
    sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {"",
        "The page shows what each layer puts out, the first filters, the probabilities, and which pixels speak for"
            + " the class: saliency, SmoothGrad and Grad-CAM.",
        "", "@|bold Examples:|@",
        "  fmnist-app explain --model best/model.safetensors shoe.jpg",
        "  fmnist-app explain --model best/model.safetensors --index 17",
        "  fmnist-app explain --model best/model.safetensors --index 17 --class bag"})
final class ExplainCommand implements Callable<Integer> {

  @ParentCommand
  private Main main;

  @Option(names = "--model", paramLabel = "FILE", required = true, description = "model.safetensors of a run")
  private Path model;

  @Parameters(arity = "0..1", paramLabel = "IMAGE",
      description = "PNG, JPEG or TIFF of any size, or an IDX file of one image")
  private Path file;

  @Option(names = "--index", paramLabel = "N", description = "Test image N, from 0, instead of an IMAGE")
  private Integer index;

  @Option(names = "--train", description = "--index counts training images")
  private boolean train;

  @Option(names = "--class", paramLabel = "CLASS",
      description = "Explain this class, by name or number, and not the predicted one")
  private String target;

  @Option(names = "--out", paramLabel = "FILE", description = "The page (default: explain-<image>.html)")
  private Path out;

  @Mixin
  private DataSource source;

  /** An image, what to call it in a sentence and in a file name, and its class, or −1. */
  private record Chosen(Tensor pixels, String name, String stem, int truth) {}

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    requireOneImage();
    LoadedModel loaded = LoadedModel.load(model);
    int explained = target == null ? -1 : label(loaded.classNames());
    Chosen image = index == null ? read(file) : pick();
    Path page = out == null ? Path.of("explain-" + image.stem + ".html") : out;
    requireOther(page);
    Explanation explanation = explained < 0 ? Explanation.of(loaded.network(), image.pixels)
        : Explanation.of(loaded.network(), image.pixels, explained);
    ExplainPage.Subject subject =
        new ExplainPage.Subject(image.name, model.getFileName().toString(), loaded.classNames(), image.truth);
    AtomicFiles.write(page, ExplainPage.of(explanation, subject).html());
    main.screen().format("%s is taken for %s (%.2f %%). Wrote %s", image.name,
        loaded.classNames().get(explanation.predicted()),
        100 * explanation.probabilities().get(explanation.predicted()), page);
    return 0;
  }

  private void requireOneImage() {
    if ((file == null) == (index == null)) {
      throw new UsageException("index", "either an IMAGE or --index", file == null ? "neither" : "both");
    }
    if (train && index == null) {
      throw new UsageException("train", "--index beside it", file);
    }
  }

  private void requireOther(Path page) throws IOException {
    OutputFile.requireOther("out", page, "--model", model);
    if (file != null) {
      OutputFile.requireOther("out", page, "IMAGE", file);
    }
    OutputFile.requireOwn(page, "content=\"fmnist-app\"", "a page of this program");
  }

  private int label(List<String> classNames) {
    for (int label = 0; label < classNames.size(); label++) {
      if (target.equalsIgnoreCase(classNames.get(label)) || target.equals(Integer.toString(label))) {
        return label;
      }
    }
    throw new UsageException("class",
        "0 to " + (classNames.size() - 1) + " or one of " + String.join(", ", classNames), target);
  }

  private Chosen pick() throws IOException {
    Dataset images = train ? source.load(main.screen(), false).training() : source.load(main.screen(), false).test();
    String set = train ? "training" : "test";
    if (index < 0 || index >= images.size()) {
      throw new UsageException("index", "0 to " + (images.size() - 1) + ", the number of a " + set + " image", index);
    }
    Tensor pixels = Tensor.zeros(images.exampleShape());
    images.gatherScaled(pixels.array(), pixels.offset(), index, Dataset.UNIT_SCALE);
    return new Chosen(pixels, set + " image " + index, set + "-" + index, images.label(index));
  }

  private static Chosen read(Path file) throws IOException {
    Images images = ImageLoader.load(file);
    if (images.size() != 1) {
      throw new DataFormatException(file.toString(), "one image", images.size() + " images");
    }
    String name = file.getFileName().toString();
    String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    return new Chosen(Tensor.wrap(images.scaled(), 0, FashionMnist.IMAGE_SHAPE), name, stem, -1);
  }
}
