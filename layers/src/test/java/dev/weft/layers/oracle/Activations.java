package dev.weft.layers.oracle;

/** Activations as functions of {@link Value}s; those that came first are in {@link Oracle}. */
public final class Activations {

  private Activations() {}

  /** {@code x / (1 + e⁻ˣ)}. */
  public static Value silu(Value x) {
    return Ops.times(x, Oracle.sigmoid(x));
  }

  /** {@code x} times a straight line from 0 at −3 to 1 at 3. */
  public static Value hardSwish(Value x) {
    Value gate = Ops.map(
        x, v -> v <= -3 ? 0 : v >= 3 ? 1 : (v + 3) / 6, v -> Math.abs(v) < 3 ? 1.0 / 6 : 0);
    return Ops.times(x, gate);
  }

  /** {@code x} between 0 and 6, elsewhere the nearer of them. */
  public static Value relu6(Value x) {
    return Ops.map(x, v -> v <= 0 ? 0 : Math.min(v, 6), v -> v <= 0 || v >= 6 ? 0 : 1);
  }

  /** {@code log(1 + eˣ)}. */
  public static Value softplus(Value x) {
    return Ops.map(x, v -> v > 30 ? v : Math.log1p(Math.exp(v)), v -> 1 / (1 + Math.exp(-v)));
  }

  /** {@code x} where x > 0, elsewhere x times the slope of its channel. */
  public static Value prelu(Value x, Value slopes) {
    Value negative = Ops.map(x, v -> v > 0 ? 0 : v, v -> v > 0 ? 0 : 1);
    return Ops.plus(Oracle.relu(x), Ops.times(negative, slopes));
  }
}
