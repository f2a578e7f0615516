package dev.weft.layers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.weft.core.io.Json;
import dev.weft.core.io.ModelFormatException;
import dev.weft.core.io.NamedTensor;
import dev.weft.core.io.Safetensors;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Layers;
import dev.weft.layers.Padding;
import dev.weft.layers.Sequential;
import dev.weft.layers.engine.LayerSpec;
import dev.weft.layers.engine.Network;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files with layers of large images: whether they can be read or not, that takes little memory and time. */
class LargeArchitectureTest {

  private static final long MOST_BYTES = 64L << 20;
  private static final double MOST_SECONDS = 2;
  private static final double NANOS = 1e9;

  @TempDir
  private Path folder;

  static Stream<Arguments> layers() {
    int huge = Integer.MAX_VALUE;
    return Stream.of(
        Arguments.of("[1,1,1]", Layers.upSampling2D(30_000)),
        Arguments.of("[1,1,1]", Layers.upSampling2D(1, 30_000_000).bilinear()),
        Arguments.of("[1,1,1]", Layers.upSampling2D(60_000)),
        Arguments.of("[2,2,1]", Layers.upSampling2D(huge)),
        Arguments.of("[3,3,1]", Layers.upSampling2D(huge / 2, 1)),
        Arguments.of("[10000,10000,1]", Layers.maxPool2D(10_000)),
        Arguments.of("[1000,1000,1]", Layers.maxPool2D(500).same().withStride(1)),
        Arguments.of("[11000,11000,1]", Layers.averagePool2D(3).same()),
        Arguments.of("[11000,11000,1]", Layers.averagePool2D(5000).withStride(1)),
        Arguments.of("[11000,11000,1]", Layers.maxPool2D(2).withStride(huge)),
        Arguments.of("[46340,46340,1]", Layers.globalMaxPool()),
        Arguments.of("[46340,46340,1]", Layers.groupNorm(1)),
        Arguments.of("[46340,46340,1]", Layers.layerNorm()),
        Arguments.of("[11000,11000,1]", Layers.conv2D(1, 1)),
        Arguments.of("[11000,11000,1]", Layers.conv2D(1, 3).same().withStride(7)),
        Arguments.of("[11000,11000,1]", Layers.groupedConv2D(1, 1, 3).same()),
        Arguments.of("[11000,11000,1]", Layers.depthwiseConv2D(3).same()),
        Arguments.of("[1000,1000,1]", Layers.depthwiseConv2D(3).same().withStride(1000)),
        Arguments.of("[100,100,1]", Layers.depthwiseConv2D(3).withStride(huge)),
        Arguments.of("[11000,11000,1]", Layers.conv2DTranspose(1, 1)),
        Arguments.of("[3,3,1]", Layers.conv2DTranspose(1, 1).withStride(huge)),
        Arguments.of("[3,3,1]", Layers.conv2DTranspose(1, 1).same().withStride(huge)),
        Arguments.of("[3,3,1]", Layers.conv2DTranspose(1, 3).withStride(1_500_000_000)),
        Arguments.of("[3,3,1]", Layers.zeroPadding2D(Padding.of(100_000_000, 0, 0, 100_000_000))),
        Arguments.of("[2000000000]", Layers.embedding(2, 1)),
        Arguments.of("[2000000000]", Layers.prelu()));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("layers")
  void readingTakesLittle(String input, LayerSpec spec) throws IOException {
    Path file = folder.resolve("large.safetensors");
    String layer = Json.write(Map.of("kind", spec.kind(), "config", spec.config()));
    Safetensors.write(file, Map.of(ModelFile.ARCHITECTURE, "{\"input\":" + input + ",\"layers\":[" + layer + "]}"),
        List.of(new NamedTensor("filler", Tensor.zeros(100))));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    try {
      ModelFile.load(file);
    } catch (ModelFormatException e) {
      assertThat(e).hasMessageContaining("expected");
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).isLessThan(MOST_BYTES);
    assertThat((threads.getCurrentThreadCpuTime() - nanos) / NANOS).isLessThan(MOST_SECONDS);
  }

  @Test
  void aConvolutionOfALargeImageIsSavedAndLoaded() throws IOException {
    Path file = folder.resolve("large.safetensors");
    Network network = Sequential.input(1200, 1200, 1).add(Layers.conv2D(2, 3)).add(Layers.globalAveragePool()).build(1);
    ModelFile.save(file, network, Map.of());
    Tensor x = Tensor.uniform(1, 1, 1200, 1200, 1);
    assertThat(ModelFile.load(file).network().predict(x).toArray()).isEqualTo(network.predict(x).toArray());
  }

  @Test
  void whatAReaderWouldRefuseIsNotSaved() {
    Path file = folder.resolve("large.safetensors");
    Network network = Sequential.input(4000, 4000, 1).add(Layers.globalMaxPool()).build(1);
    assertThatIllegalArgumentException().isThrownBy(() -> ModelFile.save(file, network, Map.of()))
        .withMessage("expected a layer of at most 14680064 places for parameters of 0 values, got 16000000");
    assertThat(Files.exists(file)).isFalse();
  }
}
