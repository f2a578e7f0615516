package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a convolution sees evidence for a class: its feature maps A, weighted by how they act on the class's logit,
 *
 * <pre>
 * α_k = 1/Z Σ_ij ∂z_c / ∂A[i, j, k]        L[i, j] = max(0, Σ_k α_k A[i, j, k])
 * </pre>
 *
 * <p>with Z pixels in a map. A is taken behind the convolution's BatchNorm and activation, if they follow it directly.
 *
 * <p>Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra 2017, "Grad-CAM: visual explanations from deep networks via
 * gradient-based localization".
 *
 * @param layer the name of the convolution
 * @param map L, of shape (height, width) of its feature maps
 */
public record GradCam(String layer, Tensor map) {

  private static final String CONVOLUTION = "conv2d";
  private static final Set<String> BELONGS_TO_CONVOLUTION =
      Set.of("batch_norm", "relu", "leaky_relu", "elu", "gelu", "sigmoid", "tanh");

  /**
   * The maps of the last convolutions.
   *
   * @param x one image, of the network's input shape
   * @param target the class c
   * @param convolutions how many of them at most
   * @return the maps, that of the last convolution last; none if there are no convolutions
   * @throws IllegalArgumentException if the image has another shape or there is no such class
   */
  public static List<GradCam> ofLast(int convolutions, Network network, Tensor x, int target) {
    List<String> names = convolutions(network);
    List<GradCam> maps = new ArrayList<>();
    try (GradientSession session = network.gradientSession(1)) {
      Saliency.differentiate(session, x.reshape(x.shape().prepend(1)), target);
      for (String name : names.subList(Math.max(0, names.size() - convolutions), names.size())) {
        String seen = featureMaps(network, name);
        maps.add(new GradCam(name, weighted(session.activation(seen), session.activationGradients(seen))));
      }
    }
    return maps;
  }

  private static List<String> convolutions(Network network) {
    return network.layers().stream().filter(layer -> layer.spec().kind().equals(CONVOLUTION)).map(Layer::name)
        .toList();
  }

  /** The layer whose output is what a convolution sees, behind its BatchNorm and activation. */
  private static String featureMaps(Network network, String convolution) {
    String last = convolution;
    for (Step step : network.steps()) {
      boolean follows = step.inputs().size() == 1 && step.inputs().get(0) >= 0
          && network.layers().get(step.inputs().get(0)).name().equals(last);
      if (follows && BELONGS_TO_CONVOLUTION.contains(step.layer().spec().kind())) {
        last = step.layer().name();
      }
    }
    return last;
  }

  /** L from A and its gradient, both (1, height, width, K). */
  private static Tensor weighted(Tensor maps, Tensor gradients) {
    Shape shape = maps.shape();
    int filters = shape.dim(-1);
    int pixels = maps.size() / filters;
    Tensor weights = gradients.reshape(pixels, filters).mean(0).reshape(filters, 1); // α
    return maps.reshape(pixels, filters).matmul(weights).map(value -> Math.max(0, value))
        .reshape(shape.dim(1), shape.dim(2));
  }
}
