package dev.weft.book.results;

import java.util.function.Function;

/**
 * Where a figure in the text comes from: a quantity of a file, or a product or quotient of quantities and numbers.
 *
 * <pre>
 * kernels ConvolutionBenchmark.forward CONV2 IM2COL gflops
 * kernels PooledConvolutionBenchmark.forward CONV2 FUSED gflops / kernels PeakBenchmark.peak TWELVE gflops * 100
 * </pre>
 *
 * <p>The first word of a term is the file, the last one the quantity, and what is between them the figure.
 *
 * @param text as above
 */
public record Formula(String text) {

  /** The number, with the medians of all quantities. */
  public double value(Function<String, ResultFile> files) {
    double value = 1;
    boolean divide = false;
    for (String part : text.strip().split("(?<= [*/]) | (?=[*/] )", -1)) {
      if (part.equals("*") || part.equals("/")) {
        divide = part.equals("/");
      } else {
        double term = term(part.strip(), files);
        value = divide ? value / term : value * term;
      }
    }
    return value;
  }

  private static double term(String term, Function<String, ResultFile> files) {
    if (term.matches("[\\d.]+(e\\d+)?")) {
      return Double.parseDouble(term);
    }
    int first = term.indexOf(' ');
    int last = term.lastIndexOf(' ');
    if (first == last) {
      throw new IllegalArgumentException("expected FILE FIGURE QUANTITY, got \"" + term + "\"");
    }
    return files.apply(term.substring(0, first)).sample(term.substring(first + 1, last), term.substring(last + 1))
        .median();
  }
}
