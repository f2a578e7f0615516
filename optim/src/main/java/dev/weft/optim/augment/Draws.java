package dev.weft.optim.augment;

import dev.weft.core.random.CounterRandom;

/**
 * The random numbers of one change of one example: the same ones for the same seed, epoch, example and change, whichever thread asks.
 *
 * {@snippet :
 * ImageChange darker = (image, draws) -> {
 *   float factor = draws.uniform(0.5f, 1);
 *   for (int i = image.start(); i < image.end(); i++) {
 *     image.values()[i] *= factor;
 *   }
 * };
 * }
 */
public final class Draws {

  private static final long STREAM = 0x4155474d454e54L;
  private static final long EVERY_EPOCH = -1;
  private static final int CLASSIC = 6;

  private final long[] keys = new long[2]; // of the epoch, and of all epochs
  private long seed;
  private int epoch;
  private int example;
  private int label;
  private long key;
  private int next;

  Draws() {}

  /** Goes on to an example. */
  void begin(long seed, int epoch, int example, int label) {
    if (this.seed != seed || this.epoch != epoch || keys[0] == 0) {
      long all = CounterRandom.key(seed, STREAM);
      keys[0] = CounterRandom.key(all, epoch);
      keys[1] = CounterRandom.key(all, EVERY_EPOCH);
    }
    this.seed = seed;
    this.epoch = epoch;
    this.example = example;
    this.label = label;
  }

  /** Goes on to a change of the example. */
  void beginChange(int change) {
    key = CounterRandom.key(CounterRandom.key(keys[0], change), example);
    next = 0;
  }

  /** Goes on to a change that has a place of its own among {@link #CLASSIC} numbers of the example. */
  void beginClassicChange(int place) {
    key = keys[0];
    next = CLASSIC * example + place;
  }

  /** The number of the epoch, from 0. */
  public int epoch() {
    return epoch;
  }

  /** The class of the example; −1 if the examples are not of classes. */
  public int label() {
    return label;
  }

  /** A uniform number from 0 to below 1. */
  public float uniform() {
    return CounterRandom.uniform(key, next++);
  }

  /** A uniform number between two. */
  public float uniform(float from, float to) {
    return from + (to - from) * uniform();
  }

  /** A uniform whole number from 0 to below the bound. */
  public int below(int bound) {
    return CounterRandom.below(key, next++, bound);
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return uniform() < probability;
  }

  /** A normal number of mean 0 and deviation 1, by Marsaglia's polar method. */
  public double gaussian() {
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        return u * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** 32 random bits. */
  public int bits() {
    return CounterRandom.bits(key, next++);
  }

  /** A coin that falls to the same side for this example in every epoch. */
  public boolean coinOfExample() {
    return CounterRandom.below(keys[1], example, 2) == 1;
  }
}
