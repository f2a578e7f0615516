package dev.weft.layers.check;

import dev.weft.core.parallel.WorkerPool;
import dev.weft.core.random.CounterRandom;
import dev.weft.core.tensor.Shape;
import dev.weft.layers.check.GradientReport.Element;
import dev.weft.layers.check.GradientReport.TensorCheck;
import dev.weft.layers.check.GradientReport.Verdict;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One check of a network's gradients at one batch, as {@link GradientCheck} describes it. */
final class GradientCheckRun {

  private static final int SAMPLE_STREAM = 0x67726164; // "grad"

  private final GradientCheck settings;
  private final Network network;
  private final Loss loss;
  private final int batch;
  private final WorkerPool pool;

  GradientCheckRun(GradientCheck settings, int batch, WorkerPool pool) {
    this.settings = settings;
    this.network = settings.network();
    this.loss = settings.loss();
    this.batch = batch;
    this.pool = pool;
  }

  /** Numbers that are moved, in an array of which they may be a part, and their gradients at the same places. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Numbers(Shape shape, float[] values, float[] gradients, int offset) {}

  /** From the loss back to the first layer; the list is in the order of the network. */
  List<TensorCheck> checkAll(float[][] x, float[] targets) {
    Probe whole = new Probe(network, batch, x, pool, settings);
    float[] y = new float[targets.length];
    whole.runSomethingElse(new float[y.length]);
    whole.forward(y);
    float[] dy = lossGradient(y, targets);
    whole.backward(dy);
    List<TensorCheck> checks = new ArrayList<>();
    if (isWanted(loss.name())) {
      checks.add(checkLoss(y, targets, dy));
    }
    List<Step> steps = network.executed(true);
    float[][] gradients = new float[steps.size()][]; // of each output, as far as its consumers gave it
    gradients[steps.size() - 1] = dy;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Layer layer = steps.get(i).layer();
      Probe alone = runAlone(steps, i, whole, x, gradients[i]);
      float[][] dx = readsOnlyAnInput(steps, i)
          ? new float[][] {whole.dx(Step.networkInput(steps.get(i).inputs().get(0)))} : alone.allDx();
      if (isWanted(layer.name())) {
        checks.addAll(checkLayer(layer, alone, dx, whole.gradients(), gradients[i]).reversed());
      }
      for (int k = 0; k < dx.length; k++) {
        int from = steps.get(i).inputs().get(k);
        if (from >= 0) {
          gradients[from] = gradients[from] == null ? dx[k] : sum(gradients[from], dx[k]);
        }
      }
    }
    Collections.reverse(checks);
    return checks;
  }

  private Probe runAlone(List<Step> steps, int i, Probe whole, float[][] x, float[] dy) {
    float[][] inputs = new float[steps.get(i).inputs().size()][];
    for (int k = 0; k < inputs.length; k++) {
      int from = steps.get(i).inputs().get(k);
      inputs[k] = from < 0 ? x[Step.networkInput(from)].clone() : whole.activation(steps.get(from).layer().name());
    }
    Probe alone = new Probe(network.alone(steps.get(i).layer()), batch, inputs, pool, settings);
    alone.runSomethingElse(dy);
    alone.forward(new float[dy.length]);
    alone.backward(dy);
    return alone;
  }

  /** Whether a step takes an input of the network that nobody else takes: then the whole network's gradient of it is its own. */
  private static boolean readsOnlyAnInput(List<Step> steps, int i) {
    List<Integer> from = steps.get(i).inputs();
    return from.size() == 1 && from.get(0) < 0
        && steps.stream().flatMap(step -> step.inputs().stream()).filter(from.get(0)::equals).count() == 1;
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private boolean isWanted(String name) {
    return settings.layers().isEmpty() || settings.layers().contains(name)
        || Arrays.stream(name.split("\\+", -1)).anyMatch(settings.layers()::contains);
  }

  private float[] lossGradient(float[] y, float[] targets) {
    int size = y.length / batch;
    float[] dy = new float[y.length];
    for (int n = 0; n < batch; n++) {
      loss.gradient(dy, n * size, y, n * size, targets, n * size, size, 1f / batch);
    }
    return dy;
  }

  /** The loss is checked like a layer with one output for each example, of which the mean is taken. */
  private TensorCheck checkLoss(float[] y, float[] targets, float[] dy) {
    int size = y.length / batch;
    float[] shares = new float[batch];
    Arrays.fill(shares, 1f / batch);
    Slopes slopes = new Slopes(losses -> {
      for (int n = 0; n < batch; n++) {
        losses[n] = loss.loss(y, n * size, targets, n * size, size);
      }
    }, shares, false, settings);
    return check(loss.name(), "output", new Numbers(network.outputShape().prepend(batch), y, dy, 0), slopes);
  }

  private List<TensorCheck> checkLayer(Layer layer, Probe alone, float[][] dx, float[] gradients, float[] dy) {
    Slopes slopes = new Slopes(alone::forward, dy, layer.hasKinks(), settings);
    List<TensorCheck> checks = new ArrayList<>();
    for (int k = 0; k < dx.length; k++) {
      Shape inputs = layer.inputShapes().get(k).prepend(batch);
      String name = dx.length == 1 ? "input" : "input " + (k + 1);
      checks.add(check(layer.name(), name, new Numbers(inputs, alone.x(k), dx[k], 0), slopes));
    }
    float[] values = network.parameters().values();
    for (Parameter parameter : layer.parameters()) {
      if (parameter.trainable()) {
        Numbers numbers = new Numbers(parameter.shape(), values, gradients, parameter.offset());
        checks.add(check(layer.name(), parameter.name(), numbers, slopes));
      }
    }
    return checks;
  }

  private TensorCheck check(String layer, String tensor, Numbers numbers, Slopes slopes) {
    int[] sample = sample(numbers.shape().size(), layer + " " + tensor);
    Element worst = null;
    int kinks = 0;
    int resolved = 0;
    for (int i : sample) {
      Slopes.Slope slope = slopes.along(numbers.values(), numbers.offset() + i);
      double analytic = numbers.gradients()[numbers.offset() + i];
      Element element = compare(slope, analytic, index(numbers.shape(), i));
      if (element.kink()) {
        kinks++;
      } else if (Math.max(Math.abs(analytic), Math.abs(element.numeric())) > slope.noise() / settings.tolerance()) {
        resolved++;
      }
      if (worst == null || element.relativeError() > worst.relativeError()) {
        worst = element;
      }
    }
    Verdict verdict = worst.relativeError() > settings.tolerance() ? Verdict.FAILED
        : resolved == 0 ? Verdict.UNRESOLVED : Verdict.OK;
    return new TensorCheck(layer, tensor, numbers.shape(), sample.length, kinks, resolved, worst, verdict);
  }

  private Element compare(Slopes.Slope slope, double analytic, List<Integer> index) {
    double tolerance = settings.tolerance();
    double size = Math.max(Math.abs(analytic), Math.max(Math.abs(slope.middle()), slope.noise() / tolerance));
    boolean kink = slope.width() > tolerance * size;
    double numeric = kink ? Math.clamp(analytic, slope.low(), slope.high()) : slope.middle();
    double error = analytic == numeric ? 0 : Math.abs(analytic - numeric) / size;
    return new Element(index, analytic, numeric, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error, kink);
  }

  /** All places, or as many as wanted: the first, the last, and one at random from each of equal stretches between. */
  private int[] sample(int size, String name) {
    int count = Math.min(size, settings.elements());
    long key = CounterRandom.key(CounterRandom.key(settings.seed(), SAMPLE_STREAM), name.hashCode());
    int[] sample = new int[count];
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) k * size / count);
      int to = (int) ((k + 1L) * size / count);
      sample[k] = k == 0 ? 0 : k == count - 1 ? size - 1 : from + CounterRandom.below(key, k, to - from);
    }
    return sample;
  }

  private static List<Integer> index(Shape shape, int place) {
    List<Integer> index = new ArrayList<>();
    for (int axis = shape.rank() - 1, rest = place; axis >= 0; rest /= shape.dim(axis--)) {
      index.add(rest % shape.dim(axis));
    }
    return index.reversed();
  }
}
