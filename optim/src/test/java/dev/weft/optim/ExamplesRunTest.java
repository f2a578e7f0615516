package dev.weft.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of one file that the page on using the library names are run from their sources. */
@Timeout(240)
class ExamplesRunTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "Flowers; accuracy above 0.9: true | large",
      "Tensors; last row, last column: NaN | sorted: [ 1.  2.  3. -1.  0.  5.] | two largest: [3. 2. 5. 0.] | "
          + "columns reversed: [ 2.  1.  3.  0.  5. -1.] | between 0 and 2: [2. 1. 2. 0. 2. 0.] | above 1: 3 elements | "
          + "of the right class above 0.6: true | first row, mean and deviation: 0, 1 | framed: (6, 6), sum of columns [0. 0. 4. 0.]",
      "FromPyTorch; conv2d_1/kernel ← 0.weight | conv2d_1/bias ← 0.bias | batch_norm_1/gamma ← 1.weight | "
          + "batch_norm_1/beta ← 1.bias | batch_norm_1/moving_mean ← 1.running_mean | batch_norm_1/moving_variance ← 1.running_var | "
          + "dense_1/kernel ← 5.weight | dense_1/bias ← 5.bias | same predictions: true | "
          + "taken: [first/kernel, first/bias], left: [dense_1/kernel, dense_1/bias]",
      "Regression; validation loss below 0.01: true",
      "YesOrNo; yes or no, accuracy above 0.95: true | three labels, accuracy above 0.95: true",
      "Autoencoder; a tenth of the first loss: true | codes of shape (8,)",
      "LargeFile; mapped, loss below 0.001: true | streamed, loss below 0.001: true",
      "Pets; [green, red] told apart: true",
      "RareClass; F1 above 0.9: true | area under the curve above 0.95 in three folds: true",
      "Transfer; trained: [dense_3/kernel, dense_3/bias] | accuracy above 0.9: true",
      "Serve; 40 requests at once, right answers: 40 | expected inputs of shape (N, ...) with examples (2,), got (1, 3)",
      "OwnLayer; gradients agree: true | loss below 0.01: true | own kinds are registered first | the same: true",
      "TwoOutputs; [side_loss, side_accuracy, sum_loss, side_macro_f1, sum_r_squared] | side, accuracy above 0.9: true | "
          + "sum, share explained above 0.9: true",
      "OwnLoss; gradients agree: true | nine in ten lie below: true",
      "AtOnce; the same bits: true",
      "GoOn; INTERRUPTED | the same bits: true",
      "Sequences; texts, accuracy above 0.95: true | time series, loss below 0.01: true",
      "LookInside; [image, words] -> [colour, fits] | [image] -> (2, 12) | gates (2, 12), all open a little: true | "
          + "\"colour\" is not asked: true | words matter: true | taken: [fits/kernel, fits/bias], "
          + "left: [dense_1/kernel, dense_1/bias]",
      "FindRate; true | a hundredth of the first loss: true"})
  void theExampleSaysWhatItShould(String example, String lines) throws IOException, InterruptedException {
    ChildJvm child = ChildJvm.run(List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector", "-cp",
        System.getProperty("java.class.path"), EXAMPLES.resolve(example + ".java").toString()));
    assertThat(String.join(" | ", child.out())).isEqualTo(lines);
  }

  @Test
  void thePageNamesEveryExample() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "using.md"));
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertThat(page).contains("(examples/" + file.getFileName() + ")");
      }
    }
    assertThat(Files.readString(Path.of("..", "README.md"))).contains("(docs/using.md)");
  }
}
