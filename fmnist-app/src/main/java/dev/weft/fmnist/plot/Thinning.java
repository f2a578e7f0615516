package dev.weft.fmnist.plot;

import java.util.BitSet;

/** Leaves out points that cannot be seen, so that the line of every step of a training is not megabytes long. */
final class Thinning {

  /** Up to this many points nothing is left out. */
  static final int ALL = 1500;

  private Thinning() {}

  /**
   * The points to draw: of those that follow each other in one column of pixels the first, the last, the lowest and the
   * highest. Points without a place are kept, as they are gaps.
   */
  static BitSet keep(double[] xs, double[] ys, Scale x, Scale y) {
    BitSet kept = new BitSet(xs.length);
    if (xs.length <= ALL) {
      kept.set(0, xs.length);
      return kept;
    }
    for (int start = 0; start < xs.length;) {
      int end = start + 1;
      int lowest = start;
      int highest = start;
      if (x.has(xs[start]) && y.has(ys[start])) {
        long column = Math.round(x.at(xs[start]));
        while (end < xs.length && x.has(xs[end]) && y.has(ys[end]) && Math.round(x.at(xs[end])) == column) {
          lowest = ys[end] < ys[lowest] ? end : lowest;
          highest = ys[end] > ys[highest] ? end : highest;
          end++;
        }
      }
      kept.set(start);
      kept.set(end - 1);
      kept.set(lowest);
      kept.set(highest);
      start = end;
    }
    return kept;
  }
}
