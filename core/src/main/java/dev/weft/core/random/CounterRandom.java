package dev.weft.core.random;

/**
 * A counter-based random number generator: a draw is a pure function of (seed, stream, index).
 *
 * <p>There is no generator object and no state. A caller mixes a seed and the number of a stream into a {@link #key}
 * once, then asks for any element of that stream, in any order and on any thread:
 *
 * {@snippet :
 * long key = CounterRandom.key(2023, 7); // of a seed and a stream, such as that of one layer's dropout
 * float u = CounterRandom.uniform(key, 41); // always the same u for the same seed, stream and index
 * Float.compare(CounterRandom.uniform(key, 41), u); // = 0
 * }
 *
 * <p>Streams nest: a key is a seed in its own right, so {@code key(key(seed, layer), step)} is a stream of its own for
 * every step of every layer.
 *
 * <p>With {@code l} and {@code h} the low and high half of the key, the 32 bits at index i are
 *
 * <pre>{@code bits = m(m(i + l) ^ h)}</pre>
 *
 * where {@code m} is the finaliser x ^= x⋙16, x *= 21f0aaad, x ^= x⋙15, x *= 735a2d97, x ^= x⋙15, whose constants
 * come from a search for small avalanche bias (<a href="https://github.com/skeeto/hash-prospector">hash-prospector</a>).
 * Only 32-bit adds, exclusive ors, shifts and multiplies are used, so a SIMD form computes identical bits in integer
 * lanes. For a given key the map from index to bits is one to one: a stream visits each of the 2³² words exactly once.
 *
 * <p>Good enough for initialising, shuffling, augmenting and dropping; not for secrets.
 */
public final class CounterRandom {

  /** The fractional part of the golden ratio in 64 bits; added so that small seeds and streams start far apart. */
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  /** The stream, below a caller's key, that supplies the second word of a Gaussian draw. */
  private static final long GAUSSIAN_ANGLE_STREAM = 0x67617573736e6f72L;

  private static final float TWO_TO_MINUS_24 = 0x1p-24f;
  private static final double TWO_TO_MINUS_32 = 0x1p-32;

  private CounterRandom() {}

  /**
   * The key of a stream: 64 bits in which every bit of the seed and of the stream's number has been mixed.
   *
   * <p>Different streams of one seed have different keys, as have different seeds at one stream number.
   */
  public static long key(long seed, long stream) {
    return mix64(mix64(seed + GOLDEN_RATIO) + (stream + 1) * GOLDEN_RATIO);
  }

  /** The 32 random bits at an index of a stream; any int is an index, negative ones too. */
  public static int bits(long key, int index) {
    return mix32(mix32(index + (int) key) ^ (int) (key >>> 32));
  }

  /** A uniform number in [0, 1): a multiple of 2⁻²⁴, so that every value is exact in a float. */
  public static float uniform(long key, int index) {
    return (bits(key, index) >>> 8) * TWO_TO_MINUS_24;
  }

  /**
   * A standard normal number by Box and Muller's transform, {@code sqrt(-2 ln u) cos(2π v)}.
   *
   * <p>u comes from the stream itself and v from a stream derived from its key. {@link StrictMath} makes the result
   * the same on every machine. The resolution of u limits draws to ±6.77.
   */
  public static double gaussian(long key, int index) {
    double u = (Integer.toUnsignedLong(bits(key, index)) + 0.5) * TWO_TO_MINUS_32;
    double v = Integer.toUnsignedLong(bits(key(key, GAUSSIAN_ANGLE_STREAM), index)) * TWO_TO_MINUS_32;
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  /**
   * A uniform int in {@code [0, bound)}.
   *
   * <p>The high half of bits × bound: the odds of two values differ by less than one part in 2³² / bound.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public static int below(long key, int index, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("expected a bound of 1 or more, got " + bound);
    }
    return (int) ((Integer.toUnsignedLong(bits(key, index)) * bound) >>> 32);
  }

  /** Shuffles an array in place by Fisher and Yates' method; the order is a function of the key and the length. */
  public static void shuffle(int[] array, long key) {
    for (int i = array.length - 1; i > 0; i--) {
      int j = below(key, i, i + 1);
      int swapped = array[i];
      array[i] = array[j];
      array[j] = swapped;
    }
  }

  /**
   * The numbers 0 to n − 1 in an order that is a function of n and the key.
   *
   * @throws IllegalArgumentException if n is negative
   */
  public static int[] permutation(int n, long key) {
    if (n < 0) {
      throw new IllegalArgumentException("expected a length of 0 or more, got " + n);
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    shuffle(order, key);
    return order;
  }

  private static int mix32(int value) {
    int x = value;
    x = (x ^ (x >>> 16)) * 0x21f0aaad;
    x = (x ^ (x >>> 15)) * 0x735a2d97;
    return x ^ (x >>> 15);
  }

  /** A one-to-one 64-bit finaliser, "Mix13" of https://zimbry.blogspot.com/2011/09/better-bit-mixing-improving-on.html. */
  private static long mix64(long value) {
    long x = value;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
