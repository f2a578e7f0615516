package dev.weft.fmnist.data;

import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sample inside the jar: the first 600 training images and the first 100 test images of each class, in the
 * original order. It lets everything be tried without a network, and no more: accuracy is far below that of the
 * whole data.
 *
 * <p>The images are Zalando's under the MIT licence; the {@code NOTICE} beside them says so.
 */
public final class SampleData {

  /** The number of training images of each class. */
  public static final int TRAINING_PER_CLASS = 600;

  /** The number of test images of each class. */
  public static final int TEST_PER_CLASS = 100;

  private SampleData() {}

  /**
   * Reads the sample.
   *
   * @return its images and labels
   * @throws IOException if the jar is damaged
   */
  public static FashionMnistData load() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    Dataset training = join(FashionMnistFile.TRAINING_IMAGES, FashionMnistFile.TRAINING_LABELS, digests);
    Dataset test = join(FashionMnistFile.TEST_IMAGES, FashionMnistFile.TEST_LABELS, digests);
    String source = "the sample inside the application (" + training.size() + " + " + test.size() + " images)";
    return new FashionMnistData(training, test, source, digests, true, List.of());
  }

  private static Dataset join(FashionMnistFile images, FashionMnistFile labels, Map<String, String> digests)
      throws IOException {
    return FashionMnist.dataset(read(images, digests), read(labels, digests));
  }

  private static IdxArray read(FashionMnistFile file, Map<String, String> digests) throws IOException {
    String resource = "sample/" + file.gzipName();
    try (InputStream in = SampleData.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DataFormatException("fmnist-app.jar", resource, "no such entry");
      }
      IdxArray array = IdxReader.read(resource, in);
      digests.put(file.fileName(), array.sha256());
      return array;
    }
  }
}
