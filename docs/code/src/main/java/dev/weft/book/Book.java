package dev.weft.book;

import dev.weft.book.pages.Page;
import dev.weft.book.pages.Program;
import dev.weft.book.pages.Refresh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a program of the book with the scalar kernels, so that it prints what its chapter shows.
 *
 * <pre>
 * java -jar docs/code/target/book.jar neuron.OneNeuron    run dev.weft.book.neuron.OneNeuron
 * java -jar docs/code/target/book.jar refresh             write outputs and figures into docs/ again
 * java -jar docs/code/target/book.jar                     list the programs
 * </pre>
 *
 * <p>{@code java} has to be Java 25 or newer.
 */
public final class Book {

  private Book() {}

  /** Runs what the first argument names, with the other arguments. */
  public static void main(String[] args) throws IOException {
    System.setProperty("weft.kernels", "scalar");
    if (args.length == 0) {
      programs().forEach(System.out::println);
    } else if (args[0].equals("refresh")) {
      Refresh.everyPage();
    } else {
      try {
        new Program(args[0], Arrays.asList(args).subList(1, args.length)).run();
      } catch (IllegalArgumentException e) {
        System.err.println(e.getMessage());
        System.exit(2);
      }
    }
  }

  private static Set<String> programs() throws IOException {
    Set<String> programs = new TreeSet<>();
    for (Path folder : Page.BOOK) {
      for (Page page : Page.in(folder)) {
        page.outputs().forEach(output -> programs.add(output.program().toString()));
        page.figures().forEach(figure -> programs.add(figure.program().toString()));
      }
    }
    return programs;
  }
}
