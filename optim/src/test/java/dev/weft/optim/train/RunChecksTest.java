package dev.weft.optim.train;

import static dev.weft.layers.Layers.batchNorm;
import static dev.weft.layers.Layers.conv2D;
import static dev.weft.layers.Layers.dense;
import static dev.weft.layers.Layers.flatten;
import static dev.weft.layers.Losses.softmaxCrossEntropy;
import static dev.weft.optim.Optimizers.adam;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.layers.Sequential;
import dev.weft.layers.engine.Network;
import dev.weft.optim.data.Dataset;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunChecksTest {

  private final Logger logger = Logger.getLogger("dev.weft.optim.train");
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord logged) {
      warnings.add(MessageFormat.format(logged.getMessage(), logged.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static void train(Network network, int examples, int batchSize) {
    Dataset images = Blobs.images(examples, 1);
    Trainer.of(network, softmaxCrossEntropy(), adam(0.01f)).batchSize(batchSize).epochs(2).fit(images);
  }

  private static Network denseNorm() {
    return Sequential.input(6, 6, 1).add(flatten()).add(dense(4)).add(batchNorm()).add(dense(3)).build(1);
  }

  @Test
  void oneWarningNamesTheBatchNormsThatGetOneValuePerChannel() {
    String warning = "A batch of one example gives [batch_norm_1] a single value per channel, which is normalised to 0"
        + " whatever it is; choose a batch size that leaves no batch of one";
    train(denseNorm(), 5, 1);
    assertThat(warnings).containsExactly(warning);
    train(denseNorm(), 5, 4); // the last batch has one
    assertThat(warnings).containsExactly(warning, warning);
  }

  @Test
  void nothingIsSaidWhereABatchNormHasSeveralValues() {
    train(denseNorm(), 6, 4);
    train(Sequential.input(6, 6, 1).add(conv2D(2, 3)).add(batchNorm()).add(flatten()).add(dense(3)).build(1), 5, 1);
    train(denseNorm().frozen("batch_norm_1"), 5, 1);
    assertThat(warnings).isEmpty();
  }
}
