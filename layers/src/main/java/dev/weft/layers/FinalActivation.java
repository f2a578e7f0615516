package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.Network;
import dev.weft.layers.engine.Step;

/**
 * Whether a network ends in an activation that its loss applies itself, as softmax cross-entropy applies softmax: then the loss must be
 * given what that activation takes, or it would be applied twice. Layers behind it that only pass it on do not count.
 *
 * {@snippet :
 * var network = Sequential.input(4).add(dense(3)).add(softmax()).build(1);
 * var logits = FinalActivation.logits(network, softmaxCrossEntropy()); // without the softmax, on the same parameters
 * Trainer.of(logits, softmaxCrossEntropy(), adam(1e-3f)).fit(training);
 * }
 */
public final class FinalActivation {

  private FinalActivation() {}

  /** Whether output k of a network is made by the activation that the loss applies. */
  public static boolean isAppliedTwice(Network network, int k, Loss loss) {
    return last(network, k, loss.activation()) != null;
  }

  /**
   * The network whose output is what the loss takes: without the activation at the end that the loss applies itself, or the same if
   * there is none. Both share their parameters. A network with several outputs is returned as it is.
   */
  public static Network logits(Network network, Loss loss) {
    return logits(network, loss.activation());
  }

  static Network logits(Network network, String kind) {
    Step step = network.outputNames().size() == 1 ? last(network, 0, kind) : null;
    if (step == null || step.inputs().get(0) < 0) {
      return network;
    }
    return network.upTo(network.steps().get(step.inputs().get(0)).layer().name());
  }

  /** The activation of this kind that makes output k, or null. */
  static Step last(Network network, int k, String kind) {
    Step step = network.lastStep(k);
    return step.layer().spec().kind().equals(kind) ? step : null;
  }
}
