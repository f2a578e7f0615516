package dev.weft.fmnist.cli;

import static dev.weft.layers.Blocks.concat;
import static dev.weft.layers.Blocks.squeezeExcitation;
import static dev.weft.layers.Layers.averagePool2D;
import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.conv2DTranspose;
import static dev.weft.layers.Layers.cropping2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.depthwiseConv2D;
import static dev.weft.layers.Layers.dropout;
import static dev.weft.layers.Layers.elu;
import static dev.weft.layers.Layers.embedding;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Layers.gaussianNoise;
import static dev.weft.layers.Layers.globalAveragePool;
import static dev.weft.layers.Layers.globalMaxPool;
import static dev.weft.layers.Layers.groupNorm;
import static dev.weft.layers.Layers.groupedConv2D;
import static dev.weft.layers.Layers.layerNorm;
import static dev.weft.layers.Layers.maxPool2D;
import static dev.weft.layers.Layers.prelu;
import static dev.weft.layers.Layers.relu;
import static dev.weft.layers.Layers.reshape;
import static dev.weft.layers.Layers.softmax;
import static dev.weft.layers.Layers.spatialDropout;
import static dev.weft.layers.Layers.stochasticDepth;
import static dev.weft.layers.Layers.upSampling2D;
import static dev.weft.layers.Layers.zeroPadding2D;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.Losses;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.layers.io.ModelFile;
import dev.weft.optim.Optimizers;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.train.Checkpoints;
import dev.weft.optim.train.EarlyStopping;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Trainer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small whole files of each kind that is read. What once was read wrongly stands in {@code fuzz/TARGET} of the resources. */
final class FuzzCorpus {

  private FuzzCorpus() {}

  /** Files of earlier findings, if there are any for this target. */
  static List<byte[]> found(String target) throws IOException {
    return files("fuzz/" + target, "");
  }

  static List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (String suffix : List.of(".png", ".jpg", ".tif", ".gif", ".bmp", ".wbmp")) {
      pictures.addAll(files("/dev/weft/fmnist/image/pictures", suffix));
    }
    return pictures;
  }

  private static List<byte[]> files(String folder, String suffix) throws IOException {
    var url = FuzzCorpus.class.getResource(folder);
    if (url == null) {
      return List.of();
    }
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(Path.of(url.toURI()))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(suffix)).sorted().toList()) {
        files.add(Files.readAllBytes(path));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return files;
  }

  static List<byte[]> models(Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    List<byte[]> models = new ArrayList<>();
    for (Network network : List.of(
        Sequential.input(6, 6, 1).add(conv2D(2, 3).same()).add(batchNorm()).add(relu()).add(maxPool2D(2)).add(flatten())
            .add(dropout(0.5f)).add(dense(3)).add(softmax()).build(1),
        Sequential.input(3).add(dense(2)).build(2), images(), norms())) {
      ModelFile.save(file, network, Map.of("note", "of a test"));
      models.add(Files.readAllBytes(file));
    }
    return models;
  }

  /** Layers with windows, and a branch. */
  private static Network images() {
    return Sequential.input(6, 6, 2).add(zeroPadding2D(1)).add(depthwiseConv2D(3)).add(groupedConv2D(2, 4, 3).same())
        .add(upSampling2D(2).bilinear()).add(maxPool2D(3).same()).add(averagePool2D(2)).add(conv2DTranspose(2, 2))
        .add(cropping2D(1)).add(concat(conv2D(2, 1), squeezeExcitation(2, 1))).add(globalMaxPool()).add(dense(2))
        .build(3);
  }

  /** Layers that have tables or sizes of another kind. */
  private static Network norms() {
    return Sequential.input(4).add(embedding(5, 4)).add(layerNorm()).add(reshape(2, 2, 4)).add(groupNorm(2))
        .add(prelu())
        .add(spatialDropout(0.1f)).add(gaussianNoise(0.1f)).add(stochasticDepth(0.1f)).add(globalAveragePool())
        .add(elu(0.5f)).add(dense(2)).build(4);
  }

  static List<byte[]> checkpoints(Path folder) throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Dataset data = Dataset.of(new byte[12], Shape.of(3), new byte[] {0, 1, 0, 1}, List.of("a", "b"));
    Trainer.of(Sequential.input(3).add(dense(2)).build(3), Losses.softmaxCrossEntropy(), Optimizers.adam(0.1f))
        .batchSize(2).epochs(2).threads(1).callback(EarlyStopping.patience(3)).callback(Checkpoints.to(file))
        .validateOn(data)
        .fit(data);
    return List.of(Files.readAllBytes(file));
  }

  static List<byte[]> idx() {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9};
    return List.of(images, labels, Mutator.gzip(images));
  }

  static List<byte[]> csv() {
    StringBuilder header = new StringBuilder("label");
    StringBuilder row = new StringBuilder("9");
    for (int i = 1; i <= 784; i++) {
      header.append(",pixel").append(i);
      row.append(',').append(i % 256);
    }
    byte[] headless = (row + "\n").repeat(2).getBytes(StandardCharsets.US_ASCII);
    byte[] whole = (header + "\n" + row + "\n").getBytes(StandardCharsets.US_ASCII);
    return List.of(whole, headless, Mutator.gzip(whole));
  }

  static List<byte[]> histories() {
    String line = "1,0.5,0.75,0.25,0.875,1.5,1000.0,0.001\n2,0.4,0.8,NaN,NaN,1.5,1000.0,0.001\n";
    return List.of((EpochResult.CSV_HEADER + "\n" + line).getBytes(StandardCharsets.UTF_8));
  }

  static List<byte[]> metrics() {
    return List.of("""
        {"testLoss": 0.25, "testAccuracy": 0.9, "seconds": 12.5, "imagesPerSecond": 1e4, "correct": 9, "incorrect": 1,
         "epochs": 3, "threads": 2, "classes": [{"name": "Trouser", "f1": 0.5, "support": 10}], "note": "\\u00e9"}
        """.getBytes(StandardCharsets.UTF_8));
  }

  static List<byte[]> predictions(List<String> classNames) {
    String row = ",1,2,0.1,0.1,0.2,0.1,0.1,0.1,0.1,0.1,0.05,0.05\n";
    return List.of(("index,true,predicted," + String.join(",", classNames) + "\n0" + row + "1" + row)
        .getBytes(StandardCharsets.UTF_8));
  }

  /** Arguments, one a line. */
  static List<byte[]> commandLines() {
    return Stream.of(
        "train\n--epochs\n3\n--batch-size=64\n--learning-rate\n1e-3\n--seed\n5\n--out\nx\n--limit\n100",
        "train\n--resume\n--out\nx\n--threads\n2", "study\n--epochs\n2\n--no-color", "evaluate\n--model\nm\n--json",
        "predict\n--model\nm\na.png\nb.png", "report\n--run\nx", "explain\n--model\nm\n--image\n3", "doctor\n--verbose")
        .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
