package dev.weft.core.kernel;

/** Cuts the patches of {@link Kernels#addScaledPatches} into the tiles of {@link PatchTiles} and {@link ShortPatches}. */
final class Patches {

  private static final int L = SimdKernels.SPECIES.length();

  /** Taps of the wide tile, and how many vectors of each. */
  private static final int TAPS = 3;
  private static final int VECTORS = L == 8 ? 4 : 6;
  private static final int WIDTH = VECTORS * L;

  private Patches() {}

  static void add(
      float[] y, int yOffset, float[] x, int xOffset, float[] start, int startOffset, float[] scale, int scaleOffset,
      int count, Patch patch) {
    int taps = patch.taps();
    int tapLength = patch.tapLength();
    int xStride = patch.xStride();
    int yStride = patch.yStride();
    int wide = taps == TAPS ? wideFloats(tapLength) : 0;
    for (int l = 0; l < wide; l += WIDTH) {
      if (VECTORS == 6) {
        PatchTiles.tile3x6(y, yOffset + l, yStride, x, xOffset + l, xStride, start, startOffset, scale, scaleOffset,
            count, 5 * L);
      } else {
        PatchTiles.tile3x4(y, yOffset + l, yStride, x, xOffset + l, xStride, start, startOffset, scale, scaleOffset,
            count, 3 * L);
      }
    }
    int rest = tapLength - wide;
    for (int t = 0; t < taps && rest > 0; t++) {
      tap(y, yOffset + t * yStride + wide, x, xOffset + t * xStride + wide, rest, start, startOffset, scale,
          scaleOffset, count);
    }
  }

  /** How much of a tap goes into wide tiles: what they leave is nothing, or a vector at least, or the whole of a short tap. */
  private static int wideFloats(int tapLength) {
    int wide = tapLength / WIDTH * WIDTH;
    int rest = tapLength - wide;
    return rest == 0 || rest >= L ? wide : Math.max(0, wide - WIDTH);
  }

  /** One tap: pairs of vectors, of which the last may overlap so as to end with the tap. */
  private static void tap(
      float[] y, int yAt, float[] x, int xAt, int length, float[] start, int startOffset, float[] scale,
      int scaleOffset, int count) {
    if (length < L) {
      ShortPatches.tap(y, yAt, x, xAt, length, start, startOffset, scale, scaleOffset, count);
      return;
    }
    int l = 0;
    for (; length - l >= 3 * L; l += 2 * L) {
      PatchTiles.tile1x2(y, yAt + l, 0, x, xAt + l, 0, start, startOffset, scale, scaleOffset, count, L);
    }
    if (length - l > 2 * L) {
      PatchTiles.tile1x2(y, yAt + l, 0, x, xAt + l, 0, start, startOffset, scale, scaleOffset, count, 0);
      l += L;
    }
    PatchTiles.tile1x2(y, yAt + l, 0, x, xAt + l, 0, start, startOffset, scale, scaleOffset, count, length - l - L);
  }
}
