package dev.weft.core.kernel;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link Kernels#addScaledPatches} must do, run here on the kernels of this JVM and by {@link KernelChild} on those of
 * other JVMs. The size is the length of a tap.
 */
class PatchContractTest {

  private final Kernels kernels = Kernels.active();

  static IntStream sizes() {
    return KernelContractTest.sizes();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addScaledPatchesAddsEachPatchExactlyOnSmallIntegers(int tapLength) {
    for (int taps = 1; taps <= 4; taps++) {
      for (int count : new int[] {0, 1, 3, 8}) {
        Patches patches = new Patches(taps, tapLength, count, true);
        Operand y = patches.y();
        float[] expected = y.data();
        for (int e = 0; e < count; e++) {
          for (int i = 0; i < taps * tapLength; i++) {
            expected[patches.yIndex(i)] += patches.scale.get(e) * patches.x.get(patches.xIndex(e, i));
          }
        }
        patches.add(kernels, y, 0, count);
        y.assertSameBits(Operand.of(expected, y.offset()), taps + " taps of " + tapLength + ", " + count + " patches");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addScaledPatchesStaysWithinTheBoundOfItsLength(int tapLength) {
    Patches patches = new Patches(3, tapLength, 40, false);
    Operand y = patches.y();
    Operand before = y.copy();
    patches.add(kernels, y, 0, 40);
    y.assertGuards();
    for (int i = 0; i < 3 * tapLength; i++) {
      ProductChecks.Sum sum = new ProductChecks.Sum(before.get(patches.yIndex(i)));
      for (int e = 0; e < 40; e++) {
        sum.add(patches.scale.get(e), patches.x.get(patches.xIndex(e, i)));
      }
      sum.assertHolds(y.get(patches.yIndex(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addScaledPatchesGivesTheSameBitsHoweverItsPatchesAreSplit(int tapLength) {
    Patches patches = new Patches(3, tapLength, 11, false);
    Operand atOnce = patches.y();
    patches.add(kernels, atOnce, 0, 11);
    Operand split = patches.y();
    patches.add(kernels, split, 0, 4);
    patches.add(kernels, split, 4, 7);
    split.assertSameBits(atOnce, "4 and 7 patches");
  }

  /** Patches of a few taps, apart from each other by different strides in x and y. */
  private static final class Patches {
    private final int taps;
    private final int tapLength;
    private final boolean integers;
    private final int xStride;
    private final int yStride;
    private final Operand x;
    private final Operand start;
    private final Operand scale;

    Patches(int taps, int tapLength, int count, boolean integers) {
      this.taps = taps;
      this.tapLength = tapLength;
      this.integers = integers;
      this.xStride = tapLength + 4;
      this.yStride = tapLength + 1;
      float[] starts = new float[count];
      for (int e = 0; e < count; e++) {
        starts[e] = (e * 7 + 2) % (count + 1) * 3;
      }
      this.start = Operand.of(starts, 2);
      this.scale = numbers(count, 1, 1);
      this.x = numbers(3 * (count + 1) + (taps - 1) * xStride + tapLength, 3, 2);
    }

    private Operand numbers(int length, int offset, long seed) {
      return integers ? Operand.integers(length, offset, seed) : Operand.reals(length, offset, seed);
    }

    Operand y() {
      return numbers((taps - 1) * yStride + tapLength, 6, 3);
    }

    int yIndex(int i) {
      return i / tapLength * yStride + i % tapLength;
    }

    int xIndex(int e, int i) {
      return (int) start.get(e) + i / tapLength * xStride + i % tapLength;
    }

    void add(Kernels kernels, Operand y, int from, int count) {
      kernels.addScaledPatches(y.array(), y.offset(), x.array(), x.offset(), start.array(), start.offset() + from,
          scale.array(), scale.offset() + from, count, new Patch(taps, tapLength, xStride, yStride));
    }
  }
}
