package dev.weft.optim.data;

/** Other examples that count as much as given numbers. */
final class Weighted extends ExamplesView {

  private final float[] weights;

  Weighted(Examples viewed, float[] weights) {
    super(viewed);
    if (weights.length != viewed.size()) {
      throw new IllegalArgumentException(
          "expected a weight for each of " + viewed.size() + " examples, got " + weights.length);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected finite weights of 0 or more, got " + weights[i] + " for " + viewed.describe(i));
      }
      sum += weights[i];
    }
    if (weights.length > 0 && sum == 0) {
      throw new IllegalArgumentException("expected a weight above 0 for at least one example, got only zeros");
    }
    this.weights = weights.clone();
  }

  @Override
  public float weight(int i) {
    return weights[i] * super.weight(i);
  }
}
