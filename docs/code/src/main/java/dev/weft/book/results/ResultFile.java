package dev.weft.book.results;

import dev.weft.book.pages.Page;
import dev.weft.core.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of {@code docs/performance/results}: figures that were measured one after the other, in one run, on one machine.
 *
 * @param name its name without the ending
 * @param run when and where
 * @param figures what was measured, by the name of the measurement, and of each its quantities by name
 * @param notes words that belong to a measurement, such as the mode that was the fastest
 */
public record ResultFile(String name, Run run, Map<String, Map<String, Sample>> figures, Map<String, String> notes) {

  /** Where the files are. */
  public static final Path FOLDER = Page.ROOT.resolve("docs/performance/results");

  /**
   * When and where something was measured.
   *
   * @param date the day
   * @param machine processor and number of cores
   * @param with the JVM, and what it is compared with
   * @param forks how many fresh JVMs or processes each figure is a median of
   * @param id the same for all files that one call of {@code benchmarks/measure.py} wrote; empty for figures that are older
   */
  public record Run(String date, String machine, String with, int forks, String id) {}

  /** Reads a file by its name. */
  public static ResultFile read(String name) {
    Path file = FOLDER.resolve(name + ".json");
    try {
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("expected measured figures in " + Page.ROOT.relativize(file), e);
    }
  }

  /** Reads the text of a file. */
  static ResultFile parse(String name, String json) {
    Map<?, ?> root = (Map<?, ?>) Json.parse(json);
    Map<?, ?> run = (Map<?, ?>) root.get("run");
    Map<String, Map<String, Sample>> figures = new LinkedHashMap<>();
    ((Map<?, ?>) root.get("figures")).forEach((figure, quantities) -> {
      Map<String, Sample> samples = new LinkedHashMap<>();
      ((Map<?, ?>) quantities).forEach((quantity, forks) -> samples.put((String) quantity, sample((List<?>) forks)));
      figures.put((String) figure, samples);
    });
    Map<String, String> notes = new LinkedHashMap<>();
    if (root.get("notes") instanceof Map<?, ?> map) {
      map.forEach((figure, note) -> notes.put((String) figure, (String) note));
    }
    return new ResultFile(name, new Run((String) run.get("date"), (String) run.get("machine"),
        (String) run.get("with"), ((Number) run.get("forks")).intValue(), (String) run.get("id")), figures, notes);
  }

  private static Sample sample(List<?> forks) {
    return new Sample(forks.stream().map(value -> ((Number) value).doubleValue()).toList());
  }

  /** Whether there is such a figure. */
  public boolean has(String figure) {
    return figures.containsKey(figure);
  }

  /**
   * One quantity.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public Sample sample(String figure, String quantity) {
    Sample sample = figures.getOrDefault(figure, Map.of()).get(quantity);
    if (sample == null) {
      throw new IllegalArgumentException(
          "expected " + quantity + " of \"" + figure + "\" in results/" + name + ".json, got none");
    }
    return sample;
  }

  /** Machine, software and date, for a caption. */
  public String place() {
    return run.machine + ", " + run.with + ", " + run.date;
  }

  /** The whole caption of a table or a figure from this file. */
  public String caption() {
    boolean ranges = figures.values().stream().flatMap(quantities -> quantities.values().stream())
        .anyMatch(Sample::hasRange);
    String forks = switch (run.forks) {
      case 1 -> "One fork";
      default -> "Medians of " + run.forks + " forks"
          + (ranges ? " and, in brackets, the lowest and the highest of them" : "; their range was not kept");
    };
    return forks + "; " + place() + ".";
  }
}
