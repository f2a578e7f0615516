package dev.weft.core.tensor;

/** The operations of {@link Tensor} that compute each element from one element of each operand. */
abstract sealed class TensorArithmetic extends TensorArrangement permits TensorInPlace {

  TensorArithmetic() {}

  /** The sum, broadcast. */
  public Tensor plus(Tensor other) {
    return combine(other, (a, b) -> a + b);
  }

  /** The sum of each element and a number. */
  public Tensor plus(float number) {
    return map(a -> a + number);
  }

  /** The difference, broadcast. */
  public Tensor minus(Tensor other) {
    return combine(other, (a, b) -> a - b);
  }

  /** The difference of each element and a number. */
  public Tensor minus(float number) {
    return map(a -> a - number);
  }

  /** The element-wise product, broadcast; {@link Tensor#matmul} is the matrix product. */
  public Tensor times(Tensor other) {
    return combine(other, (a, b) -> a * b);
  }

  /** The product of each element and a number. */
  public Tensor times(float number) {
    return map(a -> a * number);
  }

  /** The quotient, broadcast; division by zero gives an infinity or NaN. */
  public Tensor dividedBy(Tensor other) {
    return combine(other, (a, b) -> a / b);
  }

  /** The quotient of each element and a number; division by zero gives an infinity or NaN. */
  public Tensor dividedBy(float number) {
    return map(a -> a / number);
  }

  /**
   * A function of pairs of elements, broadcast.
   *
   * @throws IllegalArgumentException if the shapes do not broadcast to a common one
   */
  public Tensor combine(Tensor other, FloatBinaryOperator operator) {
    return Broadcast.combine(self(), other, operator);
  }

  /** A function of each element. */
  public Tensor map(FloatUnaryOperator operator) {
    Tensor result = self().copy();
    float[] values = result.array();
    for (int i = 0; i < values.length; i++) {
      values[i] = operator.apply(values[i]);
    }
    return result;
  }

  /** Each element negated; 0 becomes −0. */
  public Tensor negate() {
    return map(a -> -a);
  }

  /** The absolute value of each element. */
  public Tensor abs() {
    return map(Math::abs);
  }

  /** e to the power of each element. */
  public Tensor exp() {
    return map(a -> (float) Math.exp(a));
  }

  /** The natural logarithm of each element: −∞ of 0, NaN of negative numbers. */
  public Tensor log() {
    return map(a -> (float) Math.log(a));
  }

  /** The square root of each element, NaN of negative numbers. */
  public Tensor sqrt() {
    return map(a -> (float) Math.sqrt(a));
  }

  /** The larger of each pair of elements, broadcast; NaN if one is. */
  public Tensor maximum(Tensor other) {
    return combine(other, Math::max);
  }

  /** The smaller of each pair of elements, broadcast; NaN if one is. */
  public Tensor minimum(Tensor other) {
    return combine(other, Math::min);
  }

  /**
   * Each element, or the nearer bound where it lies outside of them; NaN stays.
   *
   * @throws IllegalArgumentException if the bounds are not in order
   */
  public Tensor clip(float lower, float upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("expected a lower bound and one not below it, got " + lower + " and " + upper);
    }
    return map(a -> a < lower ? lower : a > upper ? upper : a);
  }

  /** Each element to the power of the other's, broadcast; a negative one to a broken power is NaN, and 1 to any power 1. */
  public Tensor pow(Tensor exponents) {
    return combine(exponents, TensorArithmetic::power);
  }

  /** Each element to a power; as {@link #pow(Tensor)}. */
  public Tensor pow(float exponent) {
    return map(a -> power(a, exponent));
  }

  /** IEEE 754's power, which NumPy has too; {@link Math#pow} makes NaN of 1 to the power of infinity and of NaN. */
  private static float power(float base, float exponent) {
    boolean one = base == 1 || (base == -1 && Float.isInfinite(exponent));
    return one ? 1 : (float) Math.pow(base, exponent);
  }

  /** 1 where an element is NaN and 0 elsewhere. */
  public Tensor isNaN() {
    return map(a -> Float.isNaN(a) ? 1 : 0);
  }

  /** 1 where an element is greater than the other's, and 0 elsewhere; broadcast. */
  public Tensor greaterThan(Tensor other) {
    return combine(other, (a, b) -> a > b ? 1 : 0);
  }

  /** 1 where an element is greater than the number, and 0 elsewhere. */
  public Tensor greaterThan(float number) {
    return map(a -> a > number ? 1 : 0);
  }

  /** 1 where an element is greater than the other's or equal, and 0 elsewhere; broadcast. */
  public Tensor atLeast(Tensor other) {
    return combine(other, (a, b) -> a >= b ? 1 : 0);
  }

  /** 1 where an element is greater than the number or equal, and 0 elsewhere. */
  public Tensor atLeast(float number) {
    return map(a -> a >= number ? 1 : 0);
  }

  /** 1 where an element is less than the other's, and 0 elsewhere; broadcast. */
  public Tensor lessThan(Tensor other) {
    return combine(other, (a, b) -> a < b ? 1 : 0);
  }

  /** 1 where an element is less than the number, and 0 elsewhere. */
  public Tensor lessThan(float number) {
    return map(a -> a < number ? 1 : 0);
  }

  /** 1 where an element is less than the other's or equal, and 0 elsewhere; broadcast. */
  public Tensor atMost(Tensor other) {
    return combine(other, (a, b) -> a <= b ? 1 : 0);
  }

  /** 1 where an element is less than the number or equal, and 0 elsewhere. */
  public Tensor atMost(float number) {
    return map(a -> a <= number ? 1 : 0);
  }

  /** 1 where an element is equal to the other's, and 0 elsewhere; broadcast. */
  public Tensor equalTo(Tensor other) {
    return combine(other, (a, b) -> a == b ? 1 : 0);
  }

  /** 1 where an element is equal to the number, and 0 elsewhere. */
  public Tensor equalTo(float number) {
    return map(a -> a == number ? 1 : 0);
  }

  /** 1 where an element is not equal to the other's, NaN too, and 0 elsewhere; broadcast. */
  public Tensor notEqualTo(Tensor other) {
    return combine(other, (a, b) -> a != b ? 1 : 0);
  }

  /** 1 where an element is not equal to the number, NaN too, and 0 elsewhere. */
  public Tensor notEqualTo(float number) {
    return map(a -> a != number ? 1 : 0);
  }
}
