package dev.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark for a millisecond on small inputs, in this JVM, so that none can rot. */
class EveryBenchmarkRunsTest {

  @Test
  void everyBenchmarkPassesItsOwnChecksAndRuns() throws Exception {
    Options tiny = new OptionsBuilder()
        .include("dev.weft.*")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .param("size", "40")
        .param("library", "WEFT", "NETLIB_JAVA")
        .param("batch", "2")
        .param("threads", "1", "2")
        .param("parameters", "1000")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();

    Collection<RunResult> results = new Runner(tiny).run();

    Set<String> ran = new TreeSet<>();
    results.forEach(result -> ran.add(result.getParams().getBenchmark()));
    assertThat(ran).isEqualTo(everyBenchmark()).hasSizeGreaterThan(15);
    assertThat(results).allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }

  private static Set<String> everyBenchmark() {
    Set<String> names = new TreeSet<>();
    BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .forEach(entry -> names.add(entry.getUsername()));
    return names;
  }
}
