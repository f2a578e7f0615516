package dev.weft.core.kernel;

/**
 * The steps of recurrent layers for one example, apart from their products; a part of {@link Kernels}.
 *
 * <p>All lies in one array m: each argument besides it and the number of units is where a row starts. σ is the logistic function.
 * Rows that are written and rows that are read are different ones where nothing else is said.
 */
public interface RecurrentKernels {

  /**
   * A step of an LSTM: {@code c = f · previous + i · g}, {@code h = o · tanh(c)}.
   *
   * @param h the new output
   * @param c the new cell state
   * @param gates four rows side by side, i, f, g and o: the sums that came to them, of which {@code σ, σ, tanh, σ} is left
   * @param previous the cell state before
   */
  void lstm(float[] m, int h, int c, int gates, int previous, int units);

  /**
   * The gradients of {@link #lstm}, given those of h and c.
   *
   * @param dSums of the sums that came to the gates, four rows side by side
   * @param dPrevious of the cell state before
   * @param dh of the output, all there is
   * @param dc of the new cell state, from later steps
   * @param gates what lstm left there
   * @param previous the cell state before
   */
  void lstmGradient(
      float[] m, int dSums, int dPrevious, int dh, int dc, int gates, int previous, int units);

  /**
   * A step of a GRU: {@code z = σ(aᶻ + bᶻ)}, {@code r = σ(aʳ + bʳ)}, {@code n = tanh(aⁿ + r · bⁿ)}, {@code h = n + z · (previous −
   * n)}.
   *
   * @param h the new output
   * @param gates three rows side by side, z, r and n: the sums a that come from the input, of which the gates are left
   * @param sums b, the sums that come from the output before, for the same three
   * @param previous the output before
   */
  void gru(float[] m, int h, int gates, int sums, int previous, int units);

  /**
   * The gradients of {@link #gru}, given that of h.
   *
   * @param dGates of the sums a, three rows side by side
   * @param dSums of the sums b, three rows side by side
   * @param dPrevious of the output before, as far as it comes from {@code z · previous}
   * @param dh of the output, all there is
   * @param gates what gru left there
   * @param last the last row of the sums b, bⁿ
   * @param previous the output before
   */
  void gruGradient(
      float[] m, int dGates, int dSums, int dPrevious, int dh, int gates, int last, int previous, int units);
}
