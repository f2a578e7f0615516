package dev.weft.benchmarks.zoo;

import dev.weft.benchmarks.zoo.SweepRun.Direction;
import dev.weft.core.io.AtomicFiles;
import dev.weft.core.io.Json;
import dev.weft.core.kernel.Kernels;
import dev.weft.core.kernel.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether any shape of a convolution is slow: GFLOP/s on one thread of thousands of shapes, each compared with the next larger one
 * whose channels and filters are multiples of 16.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.zoo.Sweep \
 *     --out docs/data/sweep.json
 * </pre>
 */
@Command(name = "sweep", mixinStandardHelpOptions = true,
    description = "Measures convolutions of many shapes, and prints those that are slow for their size.")
@SuppressWarnings("EnumOrdinal") // rows of an array by part
public final class Sweep implements Callable<Integer> {

  private static final long WARM_UP_MILLIS = 1500;
  private static final long WARM_UP_NANOS = 2_000_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double TOLERANCE = 0.1;
  private static final int PROGRESS = 100;

  @Option(names = "--subset", description = "a tenth of the shapes only")
  private boolean subset;

  @Option(names = "--millis", defaultValue = "20",
      description = "for each direction of a shape; default: ${DEFAULT-VALUE}")
  private double millis;

  @Option(names = "--again", defaultValue = "2",
      description = "how often slow shapes are measured once more, the fastest time counting; default: ${DEFAULT-VALUE}")
  private int again;

  @Option(names = "--slow", defaultValue = "0.5",
      description = "the ratio below which a shape is; default: ${DEFAULT-VALUE}")
  private double slow;

  @Option(names = "--worst", defaultValue = "15", description = "how many to print; default: ${DEFAULT-VALUE}")
  private int worst;

  @Option(names = "--machine", defaultValue = "", description = "its name, for the chart")
  private String machine;

  @Option(names = "--out", description = "where to write all results as JSON")
  private Path out;

  private final Map<SweepShape, double[]> gflops = new LinkedHashMap<>();

  /** Measures and prints. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Sweep()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<SweepShape> shapes = subset ? SweepShape.subset() : SweepShape.all();
    WarmUp.run(WARM_UP_MILLIS);
    for (SweepShape shape : SweepShape.subset()) {
      SweepRun.gflops(shape, WARM_UP_NANOS);
    }
    measure(shapes);
    measure(shapes.stream().filter(shape -> shape.equals(shape.aligned())).toList());
    for (int i = 0; i < again; i++) {
      measure(slowOnes());
    }
    for (Direction direction : Direction.values()) {
      print(direction);
    }
    if (out != null) {
      AtomicFiles.write(out, json());
    }
    return 0;
  }

  /** Measures shapes; of several times the fastest counts. */
  private void measure(Iterable<SweepShape> shapes) {
    int count = 0;
    for (SweepShape shape : shapes) {
      double[] now = SweepRun.gflops(shape, (long) (millis * NANOS_PER_MILLI));
      double[] best = gflops.computeIfAbsent(shape, any -> new double[now.length]);
      Arrays.setAll(best, i -> Math.max(best[i], now[i]));
      if (++count % PROGRESS == 0) {
        System.err.println(count + " shapes");
      }
    }
  }

  private Set<SweepShape> slowOnes() {
    return gflops.keySet().stream()
        .filter(shape -> Arrays.stream(Direction.values()).anyMatch(direction -> ratio(shape, direction) < slow))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private double ratio(SweepShape shape, Direction direction) {
    return gflops.get(shape)[direction.ordinal()] / gflops.get(shape.aligned())[direction.ordinal()];
  }

  /** Whether a shape takes more than a tenth longer than the larger one, which does all of its work and more. */
  private boolean takesLonger(SweepShape shape, Direction direction) {
    return ratio(shape, direction) * shape.aligned().flops() / shape.flops() < 1 - TOLERANCE;
  }

  private void print(Direction direction) {
    List<SweepShape> sorted = gflops.keySet().stream()
        .sorted(Comparator.comparingDouble(shape -> ratio(shape, direction))).toList();
    long below = sorted.stream().filter(shape -> ratio(shape, direction) < slow).count();
    long longer = sorted.stream().filter(shape -> takesLonger(shape, direction)).count();
    System.out.printf(Locale.ROOT, """

        %s: GFLOP/s of %d of %d shapes are below %.2f of the next multiple of 16; %d take longer than that one. The worst:
        """, direction.title(), below, sorted.size(), slow, longer);
    sorted.stream().limit(worst).forEach(shape -> System.out.printf(Locale.ROOT, "  %-40s %7.1f GFLOP/s %6.2f%n", shape,
        gflops.get(shape)[direction.ordinal()], ratio(shape, direction)));
  }

  /** All results, a shape on each line. */
  private String json() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    head.put("machine", machine);
    head.put("with", "Weft " + Kernels.active().name());
    head.put("command", "dev.weft.benchmarks.zoo.Sweep" + (subset ? " --subset" : "") + " --millis " + millis);
    List<Object> columns = new ArrayList<>(List.of("image", "kernel", "stride", "channels", "filters", "batch"));
    for (Direction direction : Direction.values()) {
      columns.add(direction.title());
    }
    head.put("columns", columns);
    String rows = gflops.keySet().stream().map(shape -> Json.write(row(shape))).collect(Collectors.joining(",\n"));
    String text = Json.write(head);
    return text.substring(0, text.length() - 1) + ",\"rows\":[\n" + rows + "\n]}\n";
  }

  private List<Object> row(SweepShape shape) {
    List<Object> row = new ArrayList<>(List.of(
        shape.image(), shape.kernel(), shape.stride(), shape.channels(), shape.filters(), shape.batch()));
    for (double value : gflops.get(shape)) {
      row.add(Math.round(value * 100) / 100.0);
    }
    return row;
  }
}
