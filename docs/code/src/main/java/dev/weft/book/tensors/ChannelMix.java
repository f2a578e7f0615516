package dev.weft.book.tensors;

import dev.weft.book.Print;
import java.util.Arrays;

/** The innermost work of a convolution: the channels of one pixel are mixed into new channels. */
public final class ChannelMix {

  private ChannelMix() {}

  /**
   * Adds what one pixel contributes to one output pixel: {@code y[k] += Σ_c x[c] · W[c, k]}.
   *
   * @param y the K channels of the output pixel
   * @param x the C channels of the input pixel
   * @param weights C × K, row by row
   */
  static void mix(float[] y, float[] x, float[] weights) {
    int channels = x.length;
    int filters = y.length;
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < filters; k++) {
        y[k] += x[c] * weights[c * filters + k];
      }
    }
  }

  /** Mixes two channels into four. */
  public static void main(String[] args) {
    float[] x = {2, 10};
    float[] weights = {
        1, 0, 1, 3, // what channel 0 gives to each of the four outputs
        0, 1, 1, 5}; // what channel 1 gives
    float[] y = new float[4];
    mix(y, x, weights);
    Print.line("y = %s", Arrays.toString(y));
  }
}
