package dev.weft.book.tape;

import dev.weft.book.Print;

/** The graph of {@code f = (a + b) · (b − c)}, in which b is used twice. */
public final class SmallGraph {

  private SmallGraph() {}

  /** Prints values and derivatives. */
  public static void main(String[] args) {
    Tape tape = new Tape();
    var a = tape.value(2);
    var b = tape.value(3);
    var c = tape.value(-1);
    var sum = a.plus(b);
    var difference = b.minus(c);
    var f = sum.times(difference);
    tape.backward(f);
    print("a", a);
    print("b", b);
    print("c", c);
    print("a + b", sum);
    print("b - c", difference);
    print("f", f);
  }

  private static void print(String name, Tape.Value value) {
    Print.line("%-5s = %4.0f    df/d(%s) = %.0f", name, value.data(), name, value.gradient());
  }
}
