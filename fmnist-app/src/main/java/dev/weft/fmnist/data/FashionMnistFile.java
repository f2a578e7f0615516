package dev.weft.fmnist.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The four files of Fashion-MNIST.
 *
 * <p>The digests are of the uncompressed content: distributors compress the files anew, so those of the {@code .gz}
 * files differ. See <a href="https://github.com/zalandoresearch/fashion-mnist">the dataset's repository</a>.
 */
public enum FashionMnistFile {
  /** 60,000 images to train on. */
  TRAINING_IMAGES("train-images", "idx3", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
  /** Their classes. */
  TRAINING_LABELS("train-labels", "idx1", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
  /** 10,000 images to test on. */
  TEST_IMAGES("t10k-images", "idx3", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
  /** Their classes. */
  TEST_LABELS("t10k-labels", "idx1", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private final String stem;
  private final String rank;
  private final String sha256;

  FashionMnistFile(String stem, String rank, String sha256) {
    this.stem = stem;
    this.rank = rank;
    this.sha256 = sha256;
  }

  /** {@return the file's name without compression, such as {@code train-images-idx3-ubyte}} */
  public String fileName() {
    return stem + "-" + rank + "-ubyte";
  }

  /** {@return the name of the compressed file, under which the dataset is published} */
  public String gzipName() {
    return fileName() + ".gz";
  }

  /** {@return SHA-256 of the uncompressed original, in lowercase hexadecimal} */
  public String sha256() {
    return sha256;
  }

  /** The names accepted in a directory, best first; some distributors write a dot for the second hyphen. */
  List<String> acceptedNames() {
    String dotted = stem + "." + rank + "-ubyte";
    return List.of(fileName(), gzipName(), dotted, dotted + ".gz");
  }

  /**
   * Looks for this file in a directory, or in a directory there that bears its name.
   *
   * @param directory the directory
   * @return the path, under the first accepted name that is there
   */
  public Optional<Path> in(Path directory) {
    return NamedFile.find(directory, acceptedNames());
  }

  /**
   * Checks that a file holds the original content.
   *
   * @param path the file, plain or compressed
   * @throws DataFormatException if it is damaged or holds something else
   * @throws IOException if it cannot be read
   */
  public void verify(Path path) throws IOException {
    String actual = IdxReader.digest(path);
    if (!actual.equals(sha256)) {
      throw new DataFormatException(path.toString(), "content with SHA-256 " + sha256, actual);
    }
  }
}
