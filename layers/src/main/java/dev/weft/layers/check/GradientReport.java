package dev.weft.layers.check;

import dev.weft.core.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@link GradientCheck} found, tensor by tensor from the network's input to its loss. {@link #toString()} is a table.
 *
 * {@snippet :
 * GradientReport report = GradientCheck.of(network, softmaxCrossEntropy()).check(x.slice(0, 3), 0, 1, 2);
 * report.passed(); // = true
 * report.failures(); // = []
 * }
 *
 * @param tensors one entry for the input of each layer, each trainable parameter, and the output that the loss sees
 */
public record GradientReport(List<TensorCheck> tensors) {

  /** Copies the list. */
  public GradientReport {
    tensors = List.copyOf(tensors);
  }

  /** How the check of a tensor ended. */
  public enum Verdict {
    /** Every element checked agrees. */
    OK,
    /** An element does not agree, or is not a number. */
    FAILED,
    /** Nothing was found wrong, but every gradient was 0, too small for float32, or at a kink: nothing was shown. */
    UNRESOLVED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One element of a gradient.
   *
   * @param index its place, one number for each axis
   * @param analytic what the layer computed
   * @param numeric the slope that was measured; at a kink the possible slope that is nearest to the analytic one
   * @param relativeError their difference divided by the larger of the two, or by the smallest gradient that float32
   *     resolves to the tolerance, if that is more
   * @param kink whether the slope jumps too near to be told
   */
  public record Element(List<Integer> index, double analytic, double numeric, double relativeError, boolean kink) {

    /** Copies the index. */
    public Element {
      index = List.copyOf(index);
    }

    /** The index as {@code [0, 3, 1]}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s: analytic %.6g, numeric %.6g, relative error %.2g", index, analytic, numeric,
          relativeError);
    }
  }

  /**
   * The check of one tensor.
   *
   * @param layer the layer as executed, such as {@code conv2d_1+relu_1+max_pool2d_1}, or the loss
   * @param tensor the parameter's name, {@code input} for the layer's input, {@code output} for what the loss sees
   * @param shape its shape, with the batch axis for inputs
   * @param checked number of elements that were compared
   * @param kinks how many of them lie so near a kink of the layer that only the range of possible slopes is known
   * @param resolved how many are free of kinks and large enough for an error of the tolerance's size to show
   * @param worst the element with the largest relative error
   * @param verdict how it ended
   */
  public record TensorCheck(
      String layer, String tensor, Shape shape, int checked, int kinks, int resolved, Element worst,
      Verdict verdict) {

    /** Layer, tensor, verdict and worst element on one line. */
    @Override
    public String toString() {
      return layer + ", " + tensor + " " + shape + ": " + verdict + ", " + checked + " checked"
          + (kinks > 0 ? ", " + kinks + " at kinks of " + layer : "") + ", worst " + worst;
    }
  }

  /** Whether no tensor failed and at least one agreed: data that leaves no gradient to compare shows nothing. */
  public boolean passed() {
    return count(Verdict.FAILED) == 0 && count(Verdict.OK) > 0;
  }

  /** The tensors that failed. */
  public List<TensorCheck> failures() {
    return tensors.stream().filter(tensor -> tensor.verdict() == Verdict.FAILED).toList();
  }

  /** The table, a row for each tensor, and a last line that sums it up; every line ends with a line feed. */
  @Override
  public String toString() {
    return new GradientTable(this).text();
  }

  /** The last line of the table. */
  public String conclusion() {
    int checked = tensors.stream().mapToInt(TensorCheck::checked).sum();
    int kinks = tensors.stream().mapToInt(TensorCheck::kinks).sum();
    String where = tensors.stream().filter(tensor -> tensor.kinks() > 0).map(TensorCheck::layer).distinct()
        .collect(Collectors.joining(", "));
    return outcome() + ", " + checked + " elements checked"
        + (kinks > 0 ? ", " + kinks + " at kinks (" + where + ")" : "");
  }

  private String outcome() {
    int size = tensors.size();
    long failed = count(Verdict.FAILED);
    long unresolved = count(Verdict.UNRESOLVED);
    if (failed == 0 && unresolved == size) {
      return "not passed, nothing could be compared: every gradient is 0, too small for float32, or at a kink; "
          + unresolved + " of " + size + " tensors unresolved";
    }
    return (failed == 0 ? "passed: " + size + " tensors" : failed + " of " + size + " tensors failed")
        + (unresolved == 0 ? "" : ", " + unresolved + " unresolved");
  }

  private long count(Verdict verdict) {
    return tensors.stream().filter(tensor -> tensor.verdict() == verdict).count();
  }
}
