package dev.weft.book.pages;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of the book and its arguments.
 *
 * @param name the name of its class, from the package {@code dev.weft.book} on
 * @param arguments what its main method is given
 */
public record Program(String name, List<String> arguments) {

  /** A program written as on a command line, such as {@code answers.TensorAnswers 2}. */
  static Program of(String commandLine) {
    List<String> words = List.of(commandLine.strip().split("\\s+", -1));
    return new Program(words.getFirst(), words.subList(1, words.size()));
  }

  /** The same program with one more argument. */
  public Program with(String argument) {
    return new Program(name, Stream.concat(arguments.stream(), Stream.of(argument)).toList());
  }

  /** Runs it; it prints to the standard output. */
  public void run() {
    try {
      Class.forName("dev.weft.book." + name).getMethod("main", String[].class)
          .invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "expected the name of a class below dev.weft.book with a main method, got " + name, e);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(this + " failed", e.getCause() == null ? e : e.getCause());
    }
  }

  /** Runs it and returns the lines it printed. */
  public List<String> output() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public String toString() {
    return String.join(" ", name, String.join(" ", arguments)).strip();
  }
}
