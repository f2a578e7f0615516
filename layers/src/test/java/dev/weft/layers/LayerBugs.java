package dev.weft.layers;

import dev.weft.layers.BrokenLayer.Bug;
import dev.weft.layers.BrokenLayer.Computation;
import dev.weft.layers.BrokenLayer.Scene;
import dev.weft.layers.engine.LayerSpec;
import java.util.List;

/** Bugs that only one kind of layer can have: formulas with a term missing or a thing mixed up. */
final class LayerBugs {

  private LayerBugs() {}

  /** One element of dx from the x, y and dy of its place. */
  private interface Formula {
    double dx(double x, double y, double dy);
  }

  static List<Bug> of(LayerSpec spec) {
    return switch (spec) {
      case Dense.Spec _ -> List.of(input("multiplies by W instead of its transpose", LayerBugs::byW));
      case Conv2D.Spec s when s.padding().same() -> List.of();
      case Conv2D.Spec s -> List.of(
          input("lacks the last tap", scene -> ofConvolution(scene, s, false, s.stride().height())),
          input("turns the kernel around", scene -> ofConvolution(scene, s, true, s.stride().height())));
      case MaxPool2D.Spec s -> List.of(
          input("goes to the whole window", scene -> ofPool(scene, s.size().height(), true)),
          input("goes to the first of the window", scene -> ofPool(scene, s.size().height(), false)));
      case AveragePool2D.Spec s -> List.of(
          input("is not divided", scene -> Bugs.scaled(scene.right(), s.size().area())));
      case GlobalAveragePool.Spec _ -> List.of(
          input("is divided by the channels", scene -> Bugs.scaled(
              scene.right(), (float) scene.shape().dim(1) * scene.shape().dim(2) / scene.shape().dim(3))));
      case BatchNorm.Spec s -> List.of(
          input("takes the statistics for constants", scene -> ofBatchNorm(scene, s, false, false)),
          input("lacks the term of the mean", scene -> ofBatchNorm(scene, s, false, true)),
          input("lacks the term of the variance", scene -> ofBatchNorm(scene, s, true, false)));
      case Dropout.Spec s -> List.of(
          formula("lacks the mask", (x, y, dy) -> dy / (1 - s.rate())),
          formula("lacks the scale", (x, y, dy) -> y == 0 ? 0 : dy));
      case Relu.Spec _ -> List.of(
          formula("passes everywhere", (x, y, dy) -> dy),
          formula("passes on the wrong side", (x, y, dy) -> x > 0 ? 0 : dy));
      case LeakyRelu s -> List.of(
          formula("passes everywhere", (x, y, dy) -> dy),
          formula("has no slope below zero", (x, y, dy) -> x > 0 ? dy : 0));
      case Elu s -> List.of(
          formula("passes everywhere", (x, y, dy) -> dy),
          formula("lacks alpha below zero", (x, y, dy) -> x > 0 ? dy : dy * y));
      case Gelu _ -> List.of(formula("lacks the density", (x, y, dy) -> dy * y / x));
      case Sigmoid _ -> List.of(
          formula("lacks 1 - y", (x, y, dy) -> dy * y),
          formula("takes x for y", (x, y, dy) -> dy * x * (1 - x)));
      case Tanh _ -> List.of(
          formula("lacks the square", (x, y, dy) -> dy * (1 - y)),
          formula("takes x for y", (x, y, dy) -> dy * (1 - x * x)));
      case Softmax.Spec _ -> List.of(
          formula("lacks the sum", (x, y, dy) -> dy * y),
          formula("has the diagonal only", (x, y, dy) -> dy * y * (1 - y)));
      case Silu _ -> List.of(formula("lacks the slope of the sigmoid", (x, y, dy) -> dy * y / x));
      case HardSwish _ -> List.of(formula("lacks the slope of the gate", (x, y, dy) -> dy * y / x));
      case Softplus _ -> List.of(formula("takes y for the sigmoid", (x, y, dy) -> dy * y));
      case Relu6 _ -> List.of(formula("passes everywhere", (x, y, dy) -> dy));
      case PRelu.Spec _ -> List.of(
          formula("passes everywhere", (x, y, dy) -> dy),
          formula("has no slope below zero", (x, y, dy) -> x > 0 ? dy : 0));
      case SpatialDropout.Spec s -> List.of(
          formula("lacks the mask", (x, y, dy) -> dy / (1 - s.rate())),
          formula("lacks the scale", (x, y, dy) -> y == 0 ? 0 : dy));
      case StochasticDepth.Spec s -> List.of(
          formula("lacks the draw", (x, y, dy) -> dy / (1 - s.rate())),
          formula("lacks the scale", (x, y, dy) -> y == 0 ? 0 : dy));
      case UpSampling2D.Spec s -> List.of(
          input("is the mean in place of the sum", scene -> Bugs.scaled(scene.right(), 1f / s.size().area())));
      case GlobalMaxPool.Spec _ -> List.of(input("goes to every pixel", LayerBugs::toEveryPixel));
      case LayerNorm.Spec s -> List.of(
          input("takes the statistics for constants", scene -> ofLayerNorm(scene, s, false, false)),
          input("lacks the term of the mean", scene -> ofLayerNorm(scene, s, false, true)),
          input("lacks the term of the variance", scene -> ofLayerNorm(scene, s, true, false)));
      default -> List.of();
    };
  }

  private static Bug input(String name, Computation computation) {
    return new Bug("input", name, computation);
  }

  private static Bug formula(String name, Formula formula) {
    return input(name, scene -> {
      float[] x = scene.x();
      float[] y = scene.y();
      float[] dy = scene.dy();
      float[] dx = new float[x.length];
      for (int i = 0; i < dx.length; i++) {
        dx[i] = (float) formula.dx(x[i], y[i], dy[i]);
      }
      return dx;
    });
  }

  /** {@code dx = dy W} of a square W. */
  private static float[] byW(Scene scene) {
    float[] w = scene.value("kernel");
    float[] dy = scene.dy();
    int units = scene.shape().dim(1);
    float[] dx = new float[dy.length];
    for (int i = 0; i < dx.length; i++) {
      for (int k = 0; k < units; k++) {
        dx[i] += dy[i / units * units + k] * w[k * units + i % units];
      }
    }
    return dx;
  }

  /** dx of a convolution without padding, by its definition: with the kernel turned around, or without its last tap. */
  private static float[] ofConvolution(Scene scene, Conv2D.Spec spec, boolean turned, int stride) {
    float[] w = scene.value("kernel");
    float[] dy = scene.dy();
    float[] dx = new float[scene.right().length];
    int width = scene.shape().dim(2);
    int channels = scene.shape().dim(3);
    int outHeight = scene.layer().outputShape().dim(0);
    int outWidth = scene.layer().outputShape().dim(1);
    int taps = spec.kernelHeight() * spec.kernelWidth();
    for (int o = 0; o < dy.length; o++) {
      int k = o % spec.filters();
      int j = o / spec.filters() % outWidth;
      int i = o / spec.filters() / outWidth % outHeight;
      int n = o / spec.filters() / outWidth / outHeight;
      for (int tap = 0; tap < (turned ? taps : taps - 1); tap++) {
        int row = i * stride + tap / spec.kernelWidth();
        int column = j * stride + tap % spec.kernelWidth();
        int from = turned ? taps - 1 - tap : tap;
        for (int c = 0; c < channels; c++) {
          dx[((n * scene.shape().dim(1) + row) * width + column) * channels + c] +=
              dy[o] * w[(from * channels + c) * spec.filters() + k];
        }
      }
    }
    return dx;
  }

  /** dx of a pool whose windows tile the image, as if the whole window or its first place had won. */
  private static float[] ofPool(Scene scene, int size, boolean whole) {
    float[] dy = scene.dy();
    int height = scene.shape().dim(1);
    int width = scene.shape().dim(2);
    int channels = scene.shape().dim(3);
    float[] dx = new float[scene.right().length];
    for (int e = 0; e < dx.length; e++) {
      int column = e / channels % width;
      int row = e / channels / width % height;
      int n = e / channels / width / height;
      int window = (n * (height / size) + row / size) * (width / size) + column / size;
      boolean first = row % size == 0 && column % size == 0;
      dx[e] = whole || first ? dy[window * channels + e % channels] : 0;
    }
    return dx;
  }

  private static float[] toEveryPixel(Scene scene) {
    float[] dy = scene.dy();
    int channels = scene.shape().dim(-1);
    int size = scene.layer().inputShape().size();
    float[] dx = new float[scene.right().length];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dy[i / size * channels + i % channels];
    }
    return dx;
  }

  /** dx of layer normalisation, with or without the two terms that come from the statistics. */
  private static float[] ofLayerNorm(Scene scene, LayerNorm.Spec spec, boolean meanTerm, boolean varianceTerm) {
    float[] x = scene.x();
    float[] dy = scene.dy();
    float[] gamma = scene.value("gamma");
    int channels = gamma.length;
    float[] dx = new float[x.length];
    for (int row = 0; row < x.length; row += channels) {
      double mean = 0;
      double squares = 0;
      for (int c = 0; c < channels; c++) {
        mean += x[row + c] / channels;
      }
      for (int c = 0; c < channels; c++) {
        squares += (x[row + c] - mean) * (x[row + c] - mean);
      }
      double inverse = 1 / Math.sqrt(squares / channels + spec.epsilon());
      double sum = 0;
      double products = 0;
      for (int c = 0; c < channels; c++) {
        sum += gamma[c] * dy[row + c];
        products += gamma[c] * dy[row + c] * (x[row + c] - mean) * inverse;
      }
      for (int c = 0; c < channels; c++) {
        double shared = (meanTerm ? sum : 0) + (varianceTerm ? (x[row + c] - mean) * inverse * products : 0);
        dx[row + c] = (float) (inverse * (gamma[c] * dy[row + c] - shared / channels));
      }
    }
    return dx;
  }

  /** dx of batch normalisation in training, with or without the two terms that come from the statistics. */
  private static float[] ofBatchNorm(Scene scene, BatchNorm.Spec spec, boolean meanTerm, boolean varianceTerm) {
    float[] x = scene.x();
    float[] dy = scene.dy();
    float[] gamma = scene.value("gamma");
    int channels = gamma.length;
    int rows = x.length / channels;
    float[] dx = new float[x.length];
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      double squares = 0;
      for (int i = c; i < x.length; i += channels) {
        mean += x[i] / rows;
      }
      for (int i = c; i < x.length; i += channels) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      double inverse = 1 / Math.sqrt(squares / rows + spec.epsilon());
      double dBeta = 0;
      double dGamma = 0;
      for (int i = c; i < x.length; i += channels) {
        dBeta += dy[i];
        dGamma += dy[i] * (x[i] - mean) * inverse;
      }
      for (int i = c; i < x.length; i += channels) {
        double shared = (meanTerm ? dBeta : 0) + (varianceTerm ? (x[i] - mean) * inverse * dGamma : 0);
        dx[i] = (float) (gamma[c] * inverse * (dy[i] - shared / rows));
      }
    }
    return dx;
  }
}
