package dev.weft.layers.oracle;

/** Normalisations over a part of each example, as functions of {@link Value}s. */
public final class Norms {

  private Norms() {}

  /** {@code γ (x − mean) / √(variance + ε) + β} with the moments of each row of C values. */
  public static Value layerNorm(Value x, Value gamma, Value beta, double epsilon) {
    return Ops.plus(Ops.times(normalised(x, epsilon), gamma), beta);
  }

  /** The same with the moments of all pixels and channels of a group. */
  public static Value groupNorm(Value x, Value gamma, Value beta, int groups, double epsilon) {
    int channels = x.dim(-1);
    int inGroup = channels / groups;
    int pixels = x.size() / x.dim(0) / channels;
    int[] grouped = new int[x.size()]; // (N, P, C) read as (N, G, P · C/G)
    int[] back = new int[x.size()];
    for (int i = 0; i < grouped.length; i++) {
      int c = i % inGroup;
      int pixel = i / inGroup % pixels;
      int g = i / inGroup / pixels % groups;
      int n = i / inGroup / pixels / groups;
      grouped[i] = (n * pixels + pixel) * channels + g * inGroup + c;
      back[grouped[i]] = i;
    }
    Value rows = Ops.pick(x, new int[] {x.dim(0), groups, pixels * inGroup}, grouped);
    Value normal = Ops.pick(normalised(rows, epsilon), x.shape(), back);
    return Ops.plus(Ops.times(normal, gamma), beta);
  }

  /** {@code x} less the mean of its channel, over the deviation of its channel; one of them stands for all channels. */
  public static Value standardised(Value x, double[] mean, double[] deviation) {
    int channels = x.dim(-1);
    int[] from = new int[channels];
    for (int c = 0; c < channels; c++) {
      from[c] = mean.length == 1 ? 0 : c;
    }
    Value means = Ops.pick(Value.of(mean, mean.length), new int[] {channels}, from);
    Value deviations = Ops.pick(Value.of(deviation, mean.length), new int[] {channels}, from);
    return Ops.dividedBy(Ops.minus(x, means), deviations);
  }

  /** Each row of the last axis with mean 0 and variance 1. */
  private static Value normalised(Value x, double epsilon) {
    Value count = Ops.filled(x.dim(-1));
    Value centred = Ops.minus(x, Ops.dividedBy(Ops.sumLast(x), count));
    Value variance = Ops.dividedBy(Ops.sumLast(Ops.times(centred, centred)), count);
    return Ops.dividedBy(
        centred, Ops.map(variance, v -> Math.sqrt(v + epsilon), v -> 0.5 / Math.sqrt(v + epsilon)));
  }
}
