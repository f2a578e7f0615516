package dev.weft.fmnist.explain;

import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Losses;
import dev.weft.layers.engine.GradientSession;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network makes of one image, and why it gives one class the score it does.
 *
 * @param network the network
 * @param image the image, of the network's input shape, from 0 to 1
 * @param target the class that is explained
 * @param logits the score of each class
 * @param probabilities the softmax of the logits
 * @param activations what each layer puts out, in the order of {@link Network#layers()}
 * @param saliency the gradient of the class's logit with respect to the image
 * @param smoothGrad the same, averaged over noisy images
 * @param gradCams the maps of the last two convolutions; fewer or none if the network has not so many
 * @param sanity how the maps change when layers are randomised
 */
public record Explanation(Network network, Tensor image, int target, Tensor logits, Tensor probabilities,
    List<Activation> activations, Tensor saliency, Tensor smoothGrad, List<GradCam> gradCams, List<Sanity> sanity) {

  private static final int GRAD_CAMS = 2;
  private static final long RANDOM_WEIGHTS = 2018;

  /** Copies the lists. */
  public Explanation {
    activations = List.copyOf(activations);
    gradCams = List.copyOf(gradCams);
    sanity = List.copyOf(sanity);
  }

  /**
   * What a layer puts out.
   *
   * @param layer the layer
   * @param input what it takes, without the batch axis
   * @param output what it gives, without the batch axis
   */
  public record Activation(Layer layer, Tensor input, Tensor output) {

    /** Whether the output is the input, as of dropout in inference. */
    public boolean isIdentity() {
      return layer.isView(false);
    }
  }

  /**
   * Explains the class with the highest score.
   *
   * @param image of the network's input shape
   * @throws IllegalArgumentException if the image has another shape
   */
  public static Explanation of(Network network, Tensor image) {
    return of(network, image, network.predict(batch(image)).argmax());
  }

  /**
   * Explains one class.
   *
   * @param image of the network's input shape
   * @param target the class
   * @throws IllegalArgumentException if the image has another shape or there is no such class
   */
  public static Explanation of(Network network, Tensor image, int target) {
    try (GradientSession session = network.gradientSession(1)) {
      Tensor logits = session.forward(batch(image)).reshape(-1);
      Tensor probabilities = logits.copy();
      Losses.softmaxCrossEntropy().activate(probabilities.array(), probabilities.offset(), probabilities.size());
      Tensor saliency = Saliency.of(network, image, target);
      List<GradCam> gradCams = GradCam.ofLast(GRAD_CAMS, network, image, target);
      return new Explanation(network, image, target, logits, probabilities, activations(network, session, image),
          saliency, SmoothGrad.DEFAULT.of(network, image, target), gradCams,
          Sanity.check(network, image, target, RANDOM_WEIGHTS));
    }
  }

  private static List<Activation> activations(Network network, GradientSession session, Tensor image) {
    List<Activation> activations = new ArrayList<>();
    for (Step step : network.steps()) {
      int from = step.inputs().get(0);
      Tensor input = from < 0 ? image : activations.get(from).output();
      Layer layer = step.layer();
      activations.add(new Activation(layer, input, session.activation(layer.name()).reshape(layer.outputShape())));
    }
    return activations;
  }

  private static Tensor batch(Tensor image) {
    return image.reshape(image.shape().prepend(1));
  }

  /** {@return the class with the highest score} */
  public int predicted() {
    return logits.argmax();
  }
}
