package dev.weft.fmnist.cli;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnist;
import dev.weft.fmnist.image.ImageLoader;
import dev.weft.fmnist.image.Images;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.Losses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code predict}: classifies pictures. */
@Command(name = "predict", description = "Classify pictures of clothing.", sortOptions = false,
    mixinStandardHelpOptions = true, versionProvider = Version.class, footer = {"",
        "A picture is turned upright and to grey, inverted if its background is light, and scaled to 28 x 28 pixels."
            + " The images of an IDX file are taken as they are.",
        "", "@|bold Examples:|@",
        "  fmnist-app predict --model best/model.safetensors shoe.jpg bag.png"})
final class PredictCommand implements Callable<Integer> {

  private static final int BATCH = 64;
  private static final int SHOWN = 3;
  private static final double PERCENT = 100;

  @ParentCommand
  private Main main;

  @Option(names = "--model", paramLabel = "FILE", required = true, description = "model.safetensors of a run")
  private Path model;

  @Parameters(arity = "1..*", paramLabel = "IMAGE",
      description = "PNG, JPEG or TIFF of any size, or an IDX file of images")
  private List<Path> files;

  private boolean meaningless; // whether an output was no number

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    LoadedModel loaded = LoadedModel.load(model);
    List<Images> readable = new ArrayList<>();
    int exitCode = 0;
    int width = 0;
    for (Path file : files) {
      try {
        Images images = ImageLoader.load(file);
        if (images.size() == 0) {
          throw new DataFormatException(file.toString(), "at least one image", "none");
        }
        readable.add(images);
        width = Math.max(width, images.names().stream().mapToInt(String::length).max().orElse(0));
      } catch (IOException e) { // the other files are still worth a look
        main.screen().error(Failures.message(e));
        exitCode = 1;
      }
    }
    meaningless = false;
    try (InferenceSession session = loaded.network().session(BATCH)) {
      for (Images images : readable) {
        predict(session, images, loaded.classNames(), width);
      }
    }
    if (meaningless) {
      main.screen().remark(model + ": the network's outputs are no numbers, and its classes mean nothing.");
    }
    return exitCode;
  }

  private void predict(InferenceSession session, Images images, List<String> classNames, int width) {
    float[] pixels = images.scaled();
    int classes = classNames.size();
    for (int from = 0; from < images.size() && !main.screen().readerGone(); from += BATCH) {
      int count = Math.min(BATCH, images.size() - from);
      Shape shape = FashionMnist.IMAGE_SHAPE.prepend(count);
      float[] scores = session.predict(Tensor.wrap(pixels, from * Images.PIXELS, shape)).toArray();
      for (int i = 0; i < count; i++) {
        meaningless |= !Float.isFinite(scores[i * classes]);
        Losses.softmaxCrossEntropy().activate(scores, i * classes, classes);
        main.screen().line(line(images.names().get(from + i), width, scores, i * classes, classNames));
      }
    }
  }

  private static String line(String name, int width, float[] probabilities, int offset, List<String> classNames) {
    int widest = classNames.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder line = new StringBuilder(name).repeat(' ', width - name.length());
    boolean[] shown = new boolean[classNames.size()];
    for (int rank = 0; rank < SHOWN; rank++) {
      int best = -1;
      for (int c = 0; c < shown.length; c++) {
        if (!shown[c] && (best < 0 || probabilities[offset + c] > probabilities[offset + best])) {
          best = c;
        }
      }
      shown[best] = true;
      String className = classNames.get(best);
      line.append("  ").append(className).repeat(' ', widest - className.length())
          .append(String.format(Locale.ROOT, " %6.2f %%", PERCENT * probabilities[offset + best]));
    }
    return line.toString();
  }
}
