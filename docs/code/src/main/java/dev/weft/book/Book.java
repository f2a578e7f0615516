package dev.weft.book;

import dev.weft.book.pages.Page;
import dev.weft.book.pages.Program;
import dev.weft.book.pages.Refresh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a program of the book with the scalar kernels, so that it prints what its chapter shows.
 *
 * <pre>
 * java -jar docs/code/target/book.jar neuron.OneNeuron    run dev.weft.book.neuron.OneNeuron
 * java -jar docs/code/target/book.jar refresh             write outputs and figures into docs/ again
 * java -jar docs/code/target/book.jar refresh measured    only those that come from docs/performance/results
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
      if (args.length > 1 && args[1].equals("measured")) {
        Refresh.measuredFigures();
      } else {
        Refresh.everyPage();
      }
    } else {
      try {
        new Program(args[0], Arrays.asList(args).subList(1, args.length)).run();
      } catch (IllegalArgumentException e) {
        System.err.println(e.getMessage());
        System.exit(2);
      }
    }
  }

  private static Set<String> programs() {
    Set<String> programs = new TreeSet<>();
    List<Page> pages = new ArrayList<>(Page.measured());
    Page.BOOK.forEach(folder -> pages.addAll(Page.in(folder)));
    for (Page page : pages) {
      page.outputs().forEach(output -> programs.add(output.program().toString()));
      page.tables().forEach(table -> programs.add(table.program().toString()));
      page.figures().forEach(figure -> programs.add(figure.program().toString()));
    }
    programs.remove("");
    return programs;
  }
}
