package dev.weft.benchmarks.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZooMemoryTest {

  @Test
  void aResidualNetworkPredictsLargeImagesInASmallHeap() throws IOException, InterruptedException {
    String output = ChildJvm.run(
        List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"), LargeImages.class);

    assertThat(output.strip()).isEqualTo("[8, 10]");
  }

  /** Eight images of 224 × 224 × 3 through resnet_wide, whose activations would be several times the heap if each were kept. */
  static final class LargeImages {

    private static final int BATCH = 8;

    private LargeImages() {}

    public static void main(String[] arguments) {
      Shape image = Shape.of(224, 224, 3);
      Network network = Zoo.builder("resnet_wide", image).build(1);
      try (InferenceSession session = network.session(BATCH)) {
        Tensor y = session.predict(Tensor.of(ZooWork.random(BATCH, image), image.prepend(BATCH).dims()));
        for (float value : y.toArray()) {
          if (!Float.isFinite(value)) {
            throw new AssertionError("expected finite outputs, got " + y);
          }
        }
        System.out.println(Arrays.toString(y.shape().dims()));
      }
    }
  }
}
