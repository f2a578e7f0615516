package dev.weft.layers;

import java.util.ArrayList;
import java.util.List;

/** Rewrites neighbouring layers into one that computes the same in fewer passes over memory. */
final class Fusion {

  private Fusion() {}

  /** The layers to execute in place of these: three that fuse become one, all others stay. */
  static List<Layer> rewrite(List<Layer> layers, boolean allowWinograd) {
    List<Layer> rewritten = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer fused = i + 2 < layers.size()
          ? ConvReluPool2D.fuse(layers.get(i), layers.get(i + 1), layers.get(i + 2), allowWinograd)
          : null;
      if (fused != null) {
        rewritten.add(fused);
        i += 2;
      } else {
        rewritten.add(layers.get(i));
      }
    }
    return rewritten;
  }
}
