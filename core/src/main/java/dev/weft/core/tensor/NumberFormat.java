package dev.weft.core.tensor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * One format for a set of numbers that are printed in columns: positional, or scientific if the magnitudes are too far
 * apart or too far from 1. Each number has the shortest digits that tell it from its neighbours, but at most eight
 * decimals.
 */
final class NumberFormat {

  private static final int MAX_DECIMALS = 8;
  private static final float SCIENTIFIC_FROM = 1e8f;
  private static final float SCIENTIFIC_BELOW = 1e-4f;
  private static final float SCIENTIFIC_RATIO = 1000;

  private final boolean scientific;
  /** Width before the decimal point, sign included. */
  private int left;
  /** Width after the decimal point, without an exponent. */
  private int right;

  private NumberFormat(boolean scientific) {
    this.scientific = scientific;
  }

  static NumberFormat of(List<Float> values) {
    NumberFormat format = new NumberFormat(isScientific(values));
    int longestName = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        String digits = format.digits(value);
        int point = digits.indexOf('.');
        format.left = Math.max(format.left, point);
        format.right = Math.max(format.right, digits.length() - point - 1);
      } else {
        longestName = Math.max(longestName, name(value).length());
      }
    }
    format.left = Math.max(format.left, longestName - format.tailLength());
    return format;
  }

  private static boolean isScientific(List<Float> values) {
    float largest = 0;
    float smallest = Float.POSITIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value) && value != 0) {
        largest = Math.max(largest, Math.abs(value));
        smallest = Math.min(smallest, Math.abs(value));
      }
    }
    return largest >= SCIENTIFIC_FROM || smallest < SCIENTIFIC_BELOW || largest / smallest > SCIENTIFIC_RATIO;
  }

  /** The length of what follows the integer part: the point, the decimals and the exponent. */
  private int tailLength() {
    return 1 + right + (scientific ? "e+00".length() : 0);
  }

  String format(float value) {
    if (!Float.isFinite(value)) {
      String name = name(value);
      return " ".repeat(left + tailLength() - name.length()) + name;
    }
    String digits = digits(value);
    int point = digits.indexOf('.');
    int missing = right - (digits.length() - point - 1);
    String padded = " ".repeat(left - point) + digits;
    return scientific
        ? padded + "0".repeat(missing) + exponent(value)
        : padded + " ".repeat(missing);
  }

  private static String name(float value) {
    return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /** Sign, integer part, point and as many decimals as the value needs; for scientific numbers, those of the mantissa. */
  private String digits(float value) {
    BigDecimal shortest = new BigDecimal(Float.toString(Math.abs(value)));
    BigDecimal mantissa = scientific ? shortest.movePointLeft(exponentOf(shortest)) : shortest;
    BigDecimal rounded = mantissa.setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    String plain = (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
    return sign + plain + (plain.indexOf('.') < 0 ? "." : "");
  }

  private static String exponent(float value) {
    int exponent = exponentOf(new BigDecimal(Float.toString(Math.abs(value))));
    return (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }

  private static int exponentOf(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }
}
