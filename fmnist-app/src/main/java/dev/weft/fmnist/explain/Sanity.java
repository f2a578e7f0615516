package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.engine.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a map of the trained network and one of a {@linkplain Randomisation randomised} copy are alike, as Spearman's
 * rank correlation over the pixels.
 *
 * @param layer the layer that was randomised last; all behind it are too
 * @param signed the saliencies
 * @param absolute their absolute values
 * @param gradCam the Grad-CAM of the last convolution; NaN where there is none, or one map is the same everywhere
 */
public record Sanity(String layer, double signed, double absolute, double gradCam) {

  /** Compares the maps of one class of one image, for each layer from the last one down. */
  static List<Sanity> check(Network network, Tensor image, int target, long seed) {
    Tensor saliency = Saliency.of(network, image, target);
    List<GradCam> gradCam = GradCam.ofLast(1, network, image, target);
    List<Sanity> checks = new ArrayList<>();
    for (Randomisation random : Randomisation.cascade(network, seed)) {
      Tensor other = Saliency.of(random.network(), image, target);
      List<GradCam> otherCam = GradCam.ofLast(1, random.network(), image, target);
      checks.add(new Sanity(random.layer(), correlation(saliency, other), correlation(saliency.abs(), other.abs()),
          gradCam.isEmpty() ? Double.NaN : correlation(gradCam.getFirst().map(), otherCam.getFirst().map())));
    }
    return checks;
  }

  private static double correlation(Tensor first, Tensor second) {
    return RankCorrelation.spearman(first.toArray(), second.toArray());
  }
}
