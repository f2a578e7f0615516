package dev.weft.fmnist.study;

import dev.weft.layers.engine.Network;
import dev.weft.optim.train.EpochResult;
import dev.weft.optim.train.Evaluation;
import java.util.List;

/**
 * A trained network with all that is known of it.
 *
 * @param name what it is called
 * @param network the network
 * @param epochs what each epoch brought
 * @param course what follows from the epochs
 * @param evaluation its predictions for the test images
 * @param result what follows from the predictions
 * @param seconds how long the training took, validation included; differs from run to run
 */
public record ModelStudy(String name, Network network, List<EpochResult> epochs, TrainingCourse course,
    Evaluation evaluation, TestResult result, double seconds) {

  /** Looks at a network's training and at its predictions. */
  public static ModelStudy of(String name, Network network, List<EpochResult> epochs, Evaluation evaluation,
      double seconds) {
    return new ModelStudy(name, network, List.copyOf(epochs), TrainingCourse.of(epochs), evaluation,
        TestResult.of(evaluation), seconds);
  }
}
