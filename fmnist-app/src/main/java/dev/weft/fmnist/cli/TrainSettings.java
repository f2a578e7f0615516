package dev.weft.fmnist.cli;

import dev.weft.optim.augment.Augmentation;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that decides what a training run computes, apart from the data.
 *
 * @param architecture the network
 * @param recipe how it is trained
 * @param seed of the weights, the order, dropout and augmentation
 * @param validationSplit the share of the training images held out; 0 for none
 * @param split how they are chosen
 * @param splitSeed of that choice, so that runs with different seeds hold the same images out
 * @param limit how many of the remaining images are used, from the first; 0 for all
 */
record TrainSettings(Architecture architecture, Recipe recipe, long seed, double validationSplit, SplitKind split,
    long splitSeed, int limit) {

  static final String ARCHITECTURE = "architecture";
  static final String RECIPE = "recipe";
  static final String EPOCHS = "epochs";
  static final String BATCH_SIZE = "batch-size";
  static final String LEARNING_RATE = "learning-rate";
  static final String AUGMENT = "augment";
  static final String SEED = "seed";
  static final String VALIDATION_SPLIT = "validation-split";
  static final String SPLIT = "split";
  static final String SPLIT_SEED = "split-seed";
  static final String LIMIT = "limit";

  private static final long DEFAULT_SEED = 2023;
  private static final double DEFAULT_VALIDATION_SPLIT = 0.2;

  /**
   * The settings for the options that were given, by name without the hyphens; the others have their defaults.
   *
   * @throws UsageException if a value is out of range; the message names the option
   */
  static TrainSettings of(Map<String, String> given) {
    Recipe named = recipe(given);
    Recipe recipe = named
        .withEpochs(positive(given, EPOCHS, named.epochs()))
        .withBatchSize(positive(given, BATCH_SIZE, named.batchSize()))
        .withLearningRate(learningRate(given, named.learningRate()))
        .withAugmentation(given.containsKey(AUGMENT) ? augmentation(given.get(AUGMENT)) : named.augmentation());
    Architecture architecture = constant(Architecture.class, given, ARCHITECTURE, Architecture.DROPOUT);
    SplitKind split = constant(SplitKind.class, given, SPLIT, SplitKind.SKLEARN);
    long seed = given.containsKey(SEED) ? Long.parseLong(given.get(SEED)) : DEFAULT_SEED;
    double held = given.containsKey(VALIDATION_SPLIT)
        ? Double.parseDouble(given.get(VALIDATION_SPLIT)) : DEFAULT_VALIDATION_SPLIT;
    if (!(held >= 0 && held < 1)) {
      throw new UsageException(VALIDATION_SPLIT, "a share from 0 to below 1", held);
    }
    long splitSeed = given.containsKey(SPLIT_SEED) ? Long.parseLong(given.get(SPLIT_SEED)) : DEFAULT_SEED;
    if (split == SplitKind.SKLEARN && (splitSeed < 0 || splitSeed >= 1L << 32)) {
      throw new UsageException(
          SPLIT_SEED, "0 to 4294967295, as scikit-learn's split takes it (or --split shuffled)", splitSeed);
    }
    int limit = given.containsKey(LIMIT) ? positive(given, LIMIT, 0) : 0;
    return new TrainSettings(architecture, recipe, seed, held, split, splitSeed, limit);
  }

  /** The options that are not null, as {@link #of} takes them. */
  static Map<String, String> given(Map<String, Object> options) {
    Map<String, String> given = new LinkedHashMap<>();
    options.forEach((name, value) -> {
      if (value != null) {
        given.put(name, value.toString());
      }
    });
    return given;
  }

  private static Recipe recipe(Map<String, String> given) {
    String name = given.getOrDefault(RECIPE, Recipe.DOCUMENT);
    try {
      return Recipe.named(name.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException(RECIPE, Recipe.DOCUMENT + " or " + Recipe.TUNED, name);
    }
  }

  /**
   * The augmentation that a line of text describes.
   *
   * @throws UsageException if it describes none
   */
  static Augmentation augmentation(String text) {
    try {
      return Augmentation.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(AUGMENT, e);
    }
  }

  private static int positive(Map<String, String> given, String name, int otherwise) {
    int value = given.containsKey(name) ? Integer.parseInt(given.get(name)) : otherwise;
    if (value < 1) {
      throw new UsageException(name, "1 or more", value);
    }
    return value;
  }

  private static float learningRate(Map<String, String> given, float otherwise) {
    float value = given.containsKey(LEARNING_RATE) ? Float.parseFloat(given.get(LEARNING_RATE)) : otherwise;
    if (!(value > 0 && value < Float.POSITIVE_INFINITY)) {
      throw new UsageException(LEARNING_RATE, "a number above 0", value);
    }
    return value;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Map<String, String> given, String name, E otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }

  /**
   * The images to train on and those held out, which are none if the share is 0.
   *
   * @throws UsageException if the limit is higher than the number of images to train on
   */
  Split<Dataset> split(Dataset all) {
    Split<Dataset> parts = validationSplit > 0 ? all.split(split.splitter(validationSplit, splitSeed))
        : new Split<>(all, all.head(0));
    Dataset training = parts.training();
    if (limit > training.size()) {
      throw new UsageException(LIMIT, "1 to " + training.size() + ", the number of training images after the split",
          limit);
    }
    return limit == 0 ? parts : new Split<>(training.head(limit), parts.validation());
  }

  /** These settings for another network. */
  TrainSettings withArchitecture(Architecture other) {
    return new TrainSettings(other, recipe, seed, validationSplit, split, splitSeed, limit);
  }

  /** All settings by option name; {@link #of} makes equal settings of them. */
  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(ARCHITECTURE, architecture.toString());
    map.put(RECIPE, recipe.name());
    map.put(EPOCHS, Integer.toString(recipe.epochs()));
    map.put(BATCH_SIZE, Integer.toString(recipe.batchSize()));
    map.put(LEARNING_RATE, Float.toString(recipe.learningRate()));
    if (!recipe.augmentation().equals(Recipe.named(recipe.name()).augmentation())) {
      map.put(AUGMENT, recipe.augmentation().toString());
    }
    map.put(SEED, Long.toString(seed));
    map.put(VALIDATION_SPLIT, Double.toString(validationSplit));
    map.put(SPLIT, split.toString());
    map.put(SPLIT_SEED, Long.toString(splitSeed));
    if (limit > 0) {
      map.put(LIMIT, Integer.toString(limit));
    }
    return map;
  }

  /**
   * Refuses options that differ from the settings of the run that is to be continued.
   *
   * @throws UsageException if one does; the message names it
   */
  void requireSame(Map<String, String> given) {
    Map<String, String> own = toMap();
    given.forEach((name, value) -> {
      boolean same = switch (name) {
        case AUGMENT -> augmentation(value).equals(recipe.augmentation());
        case ARCHITECTURE, RECIPE, SPLIT -> value.equalsIgnoreCase(own.get(name));
        default -> value.equals(own.get(name));
      };
      if (!same) {
        String expected = name.equals(AUGMENT) ? recipe.augmentation().toString() : own.getOrDefault(name, "no limit");
        throw new UsageException(name, expected + ", as the run to resume has", value);
      }
    });
  }
}
