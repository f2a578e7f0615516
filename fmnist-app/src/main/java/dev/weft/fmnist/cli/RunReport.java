package dev.weft.fmnist.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fmnist.data.DataFormatException;
import dev.weft.fmnist.data.FashionMnistData;
import dev.weft.fmnist.report.ReportPage;
import dev.weft.fmnist.report.Reports;
import dev.weft.fmnist.study.DataStudy;
import dev.weft.fmnist.study.PreProcessing;
import dev.weft.fmnist.study.Provenance;
import dev.weft.fmnist.study.Study;
import dev.weft.core.io.AtomicFiles;
import dev.weft.optim.data.Dataset;
import dev.weft.optim.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the report of finished runs, from the files that they left. */
final class RunReport {

  private RunReport() {}

  /**
   * Writes the report of one run into its directory.
   *
   * @param options what the command that gives the same numbers needs to find the data
   * @return the page
   * @throws IOException if the run cannot be read or the report not written
   */
  static Path ofRun(OwnFolder folder, FashionMnistData data, List<String> options) throws IOException {
    RunDirectory directory = RunDirectory.of(folder.path(), options);
    FinishedRun run = FinishedRun.load(directory, data);
    ReportPage page = Reports.run(study(List.of(run), "train", data, options), data);
    return write(page, folder);
  }

  private static Path write(ReportPage page, OwnFolder folder) throws IOException {
    folder.claim(page.files(folder.path()));
    return page.write(folder.path());
  }

  /**
   * Writes the report of a study and its numbers into its directory.
   *
   * @param options what the command that gives the same numbers needs to find the data
   * @return the page
   * @throws IOException if a run cannot be read or the report not written
   */
  static Path ofStudy(OwnFolder folder, FashionMnistData data, List<String> options) throws IOException {
    StudyDirectory directory = new StudyDirectory(folder.path(), options);
    List<FinishedRun> runs = List.of(FinishedRun.load(directory.run(Architecture.BASELINE), data),
        FinishedRun.load(directory.run(Architecture.DROPOUT), data));
    requireSameSettings(directory, runs.getFirst().settings(), runs.getLast().settings());
    Study study = study(runs, "study", data, options);
    folder.claim(List.of(directory.values()));
    Path page = write(Reports.study(study, data), folder);
    AtomicFiles.write(directory.values(), Report.json(study.values()));
    return page;
  }

  private static void requireSameSettings(StudyDirectory directory, TrainSettings baseline, TrainSettings dropout)
      throws DataFormatException {
    Map<String, String> expected = baseline.withArchitecture(Architecture.DROPOUT).toMap();
    Map<String, String> found = dropout.toMap();
    if (!found.equals(expected)) {
      throw new DataFormatException(directory.run(Architecture.DROPOUT).path().toString(),
          "a run like that in " + directory.run(Architecture.BASELINE).path() + ", with " + different(expected, found),
          "one with " + different(found, expected));
    }
  }

  /** The options that others do not have, or have with another value. Only a limit can be missing. */
  private static String different(Map<String, String> options, Map<String, String> others) {
    return options.entrySet().stream().filter(option -> !others.entrySet().contains(option))
        .map(option -> "--" + option.getKey() + " " + option.getValue())
        .reduce((first, next) -> first + " " + next).orElse("no --" + TrainSettings.LIMIT);
  }

  private static Study study(List<FinishedRun> runs, String command, FashionMnistData data,
      List<String> dataOptions) {
    TrainSettings settings = runs.getLast().settings();
    Split<Dataset> split = settings.split(data.training());
    return Study.of(DataStudy.of(data),
        PreProcessing.of(data.training(), split.training(), split.validation()),
        runs.stream().map(FinishedRun::model).toList(),
        new Provenance(command(command, runs.getLast(), dataOptions), facts(runs, data)));
  }

  private static String command(String name, FinishedRun run, List<String> dataOptions) {
    List<String> words = new ArrayList<>(List.of(name));
    Map<String, String> options = run.settings().toMap();
    if (name.equals("study")) {
      options.keySet().retainAll(StudyCommand.OPTIONS);
    }
    options.forEach((option, value) -> words.addAll(List.of("--" + option, value)));
    words.addAll(dataOptions);
    return Program.line(words, run.metrics().path(RunSummary.KERNELS).asText());
  }

  private static Map<String, String> facts(List<FinishedRun> runs, FashionMnistData data) {
    JsonNode last = runs.getLast().metrics();
    TrainSettings settings = runs.getLast().settings();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Recipe", settings.recipe().toString());
    facts.put("Seed", settings.seed() + ", of the split " + settings.splitSeed());
    facts.put("Data", data.source());
    data.digests().forEach((file, digest) -> facts.put("SHA-256 of " + file, digest));
    facts.put("Weft", last.path("version").asText());
    facts.put("JVM", last.path("java").asText());
    facts.put("CPU", last.path("cpu").asText());
    facts.put("Kernels", last.path(RunSummary.KERNELS).asText() + ", threads: " + last.path("threads").asText());
    for (FinishedRun run : runs) {
      JsonNode metrics = run.metrics();
      facts.put("Training of " + run.model().name(), String.format(Locale.ROOT,
          "%s, %,.0f images/s, finished %s", StepBar.clock(Math.round(run.model().seconds())),
          metrics.path("imagesPerSecond").asDouble(), readable(metrics.path("finished").asText())));
    }
    facts.put("Report made", readable(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
    return facts;
  }

  /** An instant as {@code 2026-11-23 05:00:14 UTC}. */
  private static String readable(String instant) {
    return instant.replace('T', ' ').replace("Z", " UTC");
  }
}
