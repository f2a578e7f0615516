package dev.weft.fmnist.data;

import dev.weft.optim.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A directory that holds the whole dataset: the four IDX files, plain or gzipped, or Kaggle's pair of CSV files,
 * plain or gzipped.
 *
 * @param path the directory
 * @param csv whether the CSV pair is what is read; IDX files win where both are
 */
public record DataDirectory(Path path, boolean csv) {

  /** Kaggle's name for the training set. */
  public static final String TRAINING_CSV = "fashion-mnist_train.csv";

  /** Kaggle's name for the test set. */
  public static final String TEST_CSV = "fashion-mnist_test.csv";

  private static final List<List<String>> ALL_NAMES = Stream
      .concat(Stream.of(FashionMnistFile.values()).map(FashionMnistFile::acceptedNames),
          Stream.of(csvNames(TRAINING_CSV), csvNames(TEST_CSV)))
      .toList();

  /**
   * The dataset in a directory. The content of the files is not looked at.
   *
   * @param path the directory
   * @return the dataset, if all its files are there
   */
  public static Optional<DataDirectory> in(Path path) {
    if (missingIdx(path).isEmpty()) {
      return Optional.of(new DataDirectory(path, false));
    }
    return missingCsv(path).isEmpty() ? Optional.of(new DataDirectory(path, true)) : Optional.empty();
  }

  /** What a directory without the dataset has instead, in a few words. */
  static String whatIsWrong(Path path) {
    if (!Files.exists(path)) {
      return "no such directory";
    }
    if (!Files.isDirectory(path)) {
      return "a file";
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      return "permission denied";
    }
    for (List<String> names : ALL_NAMES) {
      Optional<String> instead = NamedFile.find(path, names).isPresent()
          ? Optional.empty()
          : NamedFile.instead(path, names);
      if (instead.isPresent()) {
        return instead.get();
      }
    }
    List<String> missing = missingIdx(path);
    if (missing.size() < FashionMnistFile.values().length) {
      return "no " + String.join(", no ", missing);
    }
    missing = missingCsv(path);
    return missing.size() == 1 ? "no " + missing.getFirst() : "none of these files";
  }

  private static List<String> missingIdx(Path path) {
    List<String> missing = new ArrayList<>();
    for (FashionMnistFile file : FashionMnistFile.values()) {
      if (file.in(path).isEmpty()) {
        missing.add(file.fileName());
      }
    }
    return missing;
  }

  private static List<String> missingCsv(Path path) {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(TRAINING_CSV, TEST_CSV)) {
      if (csvFile(path, name).isEmpty()) {
        missing.add(name);
      }
    }
    return missing;
  }

  private static List<String> csvNames(String name) {
    return List.of(name, name + ".gz");
  }

  private static Optional<Path> csvFile(Path directory, String name) {
    return NamedFile.find(directory, csvNames(name));
  }

  /**
   * Reads all files, two at a time.
   *
   * @param source where this directory came from, for people
   * @return the images and labels
   * @throws DataFormatException if a file is damaged or does not fit the others
   * @throws IOException if a file cannot be read
   */
  public FashionMnistData load(String source) throws IOException {
    return csv ? loadCsv(source) : loadIdx(source);
  }

  private FashionMnistData loadIdx(String source) throws IOException {
    FutureTask<IdxArray> largest = inBackground(() -> read(FashionMnistFile.TRAINING_IMAGES));
    IdxArray trainingLabels = read(FashionMnistFile.TRAINING_LABELS);
    IdxArray testImages = read(FashionMnistFile.TEST_IMAGES);
    IdxArray testLabels = read(FashionMnistFile.TEST_LABELS);
    Dataset test = FashionMnist.dataset(testImages, testLabels);
    IdxArray trainingImages = await(largest);
    Dataset training = FashionMnist.dataset(trainingImages, trainingLabels);
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put(FashionMnistFile.TRAINING_IMAGES.fileName(), trainingImages.sha256());
    digests.put(FashionMnistFile.TRAINING_LABELS.fileName(), trainingLabels.sha256());
    digests.put(FashionMnistFile.TEST_IMAGES.fileName(), testImages.sha256());
    digests.put(FashionMnistFile.TEST_LABELS.fileName(), testLabels.sha256());
    return new FashionMnistData(training, test, source, digests, false, List.of());
  }

  private IdxArray read(FashionMnistFile file) throws IOException {
    return IdxReader.read(file.in(path).orElseThrow(() -> gone(file.fileName())));
  }

  private CsvReader.Labelled readCsv(String name) throws IOException {
    return CsvReader.read(csvFile(path, name).orElseThrow(() -> gone(name)));
  }

  private DataFormatException gone(String name) {
    return new DataFormatException(path.toString(), name, "a directory without it");
  }

  private FashionMnistData loadCsv(String source) throws IOException {
    FutureTask<CsvReader.Labelled> larger = inBackground(() -> readCsv(TRAINING_CSV));
    CsvReader.Labelled test = readCsv(TEST_CSV);
    CsvReader.Labelled training = await(larger);
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put(TRAINING_CSV, training.sha256());
    digests.put(TEST_CSV, test.sha256());
    return new FashionMnistData(dataset(training), dataset(test), source, digests, false, List.of());
  }

  private static Dataset dataset(CsvReader.Labelled data) {
    return Dataset.of(data.pixels(), FashionMnist.IMAGE_SHAPE, data.labels(), FashionMnist.CLASS_NAMES);
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("fmnist-data").start(task);
    return task;
  }

  private static <T> T await(FutureTask<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading the data", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        default -> throw new IOException(e.getCause());
      }
    }
  }
}
