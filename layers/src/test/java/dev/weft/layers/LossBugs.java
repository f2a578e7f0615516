package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Losses whose gradient is wrong. */
final class LossBugs {

  private LossBugs() {}

  /** What a bug makes of the right gradient of one example. */
  interface Computation {
    void spoil(float[] dy, float[] y, float[] target, float scale);
  }

  /** A loss with a bug. */
  record BrokenLoss(Loss real, String bug, Computation computation) implements Loss {

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public Map<String, Object> config() {
      return real.config();
    }

    @Override
    public float loss(float[] y, int yOffset, float[] t, int tOffset, int size) {
      return real.loss(y, yOffset, t, tOffset, size);
    }

    @Override
    public void gradient(
        float[] dy, int dyOffset, float[] y, int yOffset, float[] t, int tOffset, int size, float scale) {
      real.gradient(dy, dyOffset, y, yOffset, t, tOffset, size, scale);
      float[] spoilt = Arrays.copyOfRange(dy, dyOffset, dyOffset + size);
      computation.spoil(
          spoilt, Arrays.copyOfRange(y, yOffset, yOffset + size), Arrays.copyOfRange(t, tOffset, tOffset + size),
          scale);
      System.arraycopy(spoilt, 0, dy, dyOffset, size);
    }

    @Override
    public String toString() {
      return real + ": the gradient " + bug;
    }
  }

  static List<BrokenLoss> of(Loss loss) {
    List<BrokenLoss> bugs = new ArrayList<>();
    bugs.add(new BrokenLoss(loss, "has the wrong sign", (dy, y, t, scale) -> scale(dy, -1)));
    bugs.add(new BrokenLoss(loss, "is one percent too small", (dy, y, t, scale) -> scale(dy, 0.99f)));
    bugs.add(new BrokenLoss(loss, "is added twice", (dy, y, t, scale) -> scale(dy, 2)));
    bugs.add(new BrokenLoss(loss, "is dropped", (dy, y, t, scale) -> scale(dy, 0)));
    bugs.add(new BrokenLoss(loss, "is not divided by the batch", (dy, y, t, scale) -> scale(dy, 1 / scale)));
    bugs.add(new BrokenLoss(loss, "is divided by the outputs", (dy, y, t, scale) -> scale(dy, 1f / dy.length)));
    bugs.add(new BrokenLoss(loss, "lacks one output", (dy, y, t, scale) -> dy[2] = 0));
    bugs.add(new BrokenLoss(loss, "is off by one",
        (dy, y, t, scale) -> System.arraycopy(Bugs.shifted(dy, 1), 0, dy, 0, dy.length)));
    bugs.add(new BrokenLoss(loss, "lacks the target", (dy, y, t, scale) -> dy[argmax(t)] += scale));
    bugs.add(new BrokenLoss(loss, "has the target of another output", (dy, y, t, scale) -> {
      dy[argmax(t)] += scale;
      dy[(argmax(t) + 1) % dy.length] -= scale;
    }));
    float[] before = new float[64];
    bugs.add(new BrokenLoss(loss, "is left from the example before", (dy, y, t, scale) -> {
      float[] right = dy.clone();
      System.arraycopy(before, 0, dy, 0, dy.length);
      System.arraycopy(right, 0, before, 0, right.length);
    }));
    return bugs;
  }

  private static void scale(float[] dy, float factor) {
    for (int i = 0; i < dy.length; i++) {
      dy[i] *= factor;
    }
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
