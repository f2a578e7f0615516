package dev.weft.benchmarks.zoo;

import com.sun.management.ThreadMXBean;
import dev.weft.core.io.Json;
import dev.weft.core.kernel.Kernels;
import dev.weft.layers.engine.InferenceSession;
import dev.weft.layers.engine.Network;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How fast one network of the zoo trains and predicts, in a JVM of its own and as a library user runs it: nothing is warmed up
 * by hand.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.weft.benchmarks.zoo.ZooSpeed lenet
 * </pre>
 *
 * <p>By itself it prints a line for people. With {@code --what} it measures one thing and prints a line of JSON, runs per second
 * in each of several stretches of time, as {@code benchmarks/peers/torch_zoo.py} does for PyTorch.
 */
@Command(name = "zoo-speed", mixinStandardHelpOptions = true)
public final class ZooSpeed implements Runnable {

  private static final long BEGAN = System.nanoTime();

  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;
  private static final int STRETCHES = 6;
  private static final double WINDOW = 0.5;
  private static final int COUNTED_RUNS = 15;

  /** What is measured. */
  enum What {
    /** Training steps. */
    TRAIN(128),
    /** Batches forward. */
    INFER(256),
    /** One example. */
    ONE(1),
    /** Training steps from the JVM's start on. */
    FRESH(128);

    private final int batch;

    What(int batch) {
      this.batch = batch;
    }
  }

  @Parameters(paramLabel = "NETWORK", description = "its name in the zoo")
  private String name;

  @Option(names = "--what", description = "${COMPLETION-CANDIDATES}; default: the first three")
  private What what;

  @Option(names = "--batch", description = "examples in a run; default: 128 in training, 256 in inference")
  private Integer batch;

  @Option(names = "--threads", defaultValue = "2")
  private int threads;

  @Option(names = "--seconds", defaultValue = "6", description = "for each measurement; default: ${DEFAULT-VALUE}")
  private double seconds;

  /** Measures and prints. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ZooSpeed()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public void run() {
    if (what == null) {
      System.out.printf(Locale.ROOT, "%-12s train %9.0f  infer %9.0f  one %7.1f%n", name,
          batch(What.TRAIN) * best(measure(What.TRAIN)), batch(What.INFER) * best(measure(What.INFER)),
          MICROS / best(measure(What.ONE)));
    } else {
      System.out.println(Json.write(measure(what)));
    }
  }

  private int batch(What what) {
    return batch == null || what == What.ONE ? what.batch : batch;
  }

  private static double best(Map<String, Object> measured) {
    return Collections.max(((List<?>) measured.get("values")).stream().map(Double.class::cast).toList());
  }

  private Map<String, Object> measure(What what) {
    if (what == What.ONE) {
      Network network = Zoo.build(name, 1);
      try (InferenceSession session = network.session(1)) {
        return result(network.parameters().trainable(), ZooWork.one(network, session), what);
      }
    }
    try (ZooWork run = what == What.INFER ? ZooWork.inference(name, batch(what), threads)
        : ZooWork.training(name, batch(what), threads)) {
      return result(run.parameters(), run::run, what);
    }
  }

  private Map<String, Object> result(int parameters, Runnable run, What what) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("batch", batch(what));
    result.put("values", what == What.FRESH ? windows(run) : stretches(run));
    result.put("parameters", parameters);
    result.put("bytes", bytes(run));
    result.put("with", "Weft " + Kernels.active().name());
    return result;
  }

  /** Runs per second, stretch by stretch. */
  private List<Double> stretches(Runnable run) {
    List<Double> rates = new ArrayList<>();
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      long began = System.nanoTime();
      long end = began + (long) (seconds / STRETCHES * NANOS);
      int runs = 0;
      while (runs == 0 || System.nanoTime() < end) {
        run.run();
        runs++;
      }
      rates.add(runs * NANOS / (System.nanoTime() - began));
    }
    return rates;
  }

  /** Runs per second in each half second since the program began; a run counts evenly for the time that it took. */
  private List<Double> windows(Runnable run) {
    double[] done = new double[(int) Math.ceil(seconds / WINDOW)];
    double from = (System.nanoTime() - BEGAN) / NANOS;
    while (from < seconds) {
      run.run();
      double to = (System.nanoTime() - BEGAN) / NANOS;
      for (int i = (int) (from / WINDOW); i < Math.min(done.length, Math.ceil(to / WINDOW)); i++) {
        double inside = Math.min(to, (i + 1) * WINDOW) - Math.max(from, i * WINDOW);
        done[i] += inside / (to - from);
      }
      from = to;
    }
    return Arrays.stream(done).map(runs -> runs / WINDOW).boxed().toList();
  }

  /** The median of what all threads allocate in a run; in single runs a class is loaded. */
  private static long bytes(Runnable run) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] bytes = new long[COUNTED_RUNS];
    for (int i = 0; i < bytes.length; i++) {
      long before = bean.getTotalThreadAllocatedBytes();
      run.run();
      bytes[i] = bean.getTotalThreadAllocatedBytes() - before;
    }
    Arrays.sort(bytes);
    return bytes[bytes.length / 2];
  }
}
