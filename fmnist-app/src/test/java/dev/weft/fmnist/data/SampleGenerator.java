package dev.weft.fmnist.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Takes the sample out of the real data: of each class the first 600 training images and the first 100 test images, in
 * the original order.
 *
 * <p>Run {@code main} with the folder of the original data and the folder {@code
 * fmnist-app/src/main/resources/dev/weft/fmnist/data/sample}. A test compares the result with what is there.
 */
final class SampleGenerator {

  private SampleGenerator() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected the data's folder and the sample's folder");
    }
    for (Map.Entry<FashionMnistFile, byte[]> file : generate(Path.of(args[0])).entrySet()) {
      Files.write(Path.of(args[1]).resolve(file.getKey().gzipName()), IdxFiles.gzip(file.getValue()));
    }
  }

  /** The sample's four files, uncompressed, from the original data in a folder. */
  static Map<FashionMnistFile, byte[]> generate(Path data) throws IOException {
    Map<FashionMnistFile, byte[]> files = new EnumMap<>(FashionMnistFile.class);
    choose(data, FashionMnistFile.TRAINING_IMAGES, FashionMnistFile.TRAINING_LABELS, SampleData.TRAINING_PER_CLASS,
        files);
    choose(data, FashionMnistFile.TEST_IMAGES, FashionMnistFile.TEST_LABELS, SampleData.TEST_PER_CLASS, files);
    return files;
  }

  private static void choose(Path data, FashionMnistFile imageFile, FashionMnistFile labelFile, int perClass,
      Map<FashionMnistFile, byte[]> files) throws IOException {
    imageFile.verify(imageFile.in(data).orElseThrow());
    labelFile.verify(labelFile.in(data).orElseThrow());
    byte[] pixels = IdxReader.read(imageFile.in(data).orElseThrow()).bytes();
    byte[] labels = IdxReader.read(labelFile.in(data).orElseThrow()).bytes();
    int[] taken = new int[10];
    byte[] chosenPixels = new byte[10 * perClass * 784];
    byte[] chosenLabels = new byte[10 * perClass];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (taken[labels[i]]++ < perClass) {
        System.arraycopy(pixels, i * 784, chosenPixels, count * 784, 784);
        chosenLabels[count++] = labels[i];
      }
    }
    files.put(imageFile, IdxFiles.idx(chosenPixels, count, 28, 28));
    files.put(labelFile, IdxFiles.idx(chosenLabels, count));
  }
}
