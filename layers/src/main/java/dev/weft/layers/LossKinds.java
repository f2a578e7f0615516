package dev.weft.layers;

import dev.weft.layers.engine.Loss;
import dev.weft.layers.engine.RecordConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Losses from what their names and configurations say. */
final class LossKinds {

  private static final Map<String, Function<Map<String, ?>, Loss>> KINDS = new HashMap<>();

  static {
    KINDS.put(SoftmaxCrossEntropy.NAME, SoftmaxCrossEntropy::fromConfig);
    add("sparse_softmax_cross_entropy", SparseSoftmaxCrossEntropy.class);
    add("binary_cross_entropy", BinaryCrossEntropy.class);
    add("focal_loss", FocalLoss.class);
    add("hinge", HingeLoss.class);
    add("kl_divergence", KlDivergence.class);
    add("mean_squared_error", MeanSquaredError.class);
    add("mean_absolute_error", MeanAbsoluteError.class);
    add("huber", HuberLoss.class);
    add("log_cosh", LogCosh.class);
    add("cosine", CosineLoss.class);
    add("triplet", TripletLoss.class);
    add("contrastive", ContrastiveLoss.class);
  }

  private LossKinds() {}

  private static <L extends Record & Loss> void add(String name, Class<L> loss) {
    KINDS.put(name, config -> RecordConfig.read(loss, name, config));
  }

  static Loss parse(String name, Map<String, ?> config) {
    Function<Map<String, ?>, Loss> kind = KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("expected the name of one of Weft's losses, got '" + name + "'");
    }
    return kind.apply(config);
  }
}
