package dev.weft.layers.io;

import dev.weft.layers.engine.Layer;
import java.util.List;

/** How another library names and lays out the parameters of a layer. */
interface Layout {

  /**
   * The parameters of a layer as that library has them.
   *
   * @param layer a layer
   * @param features for each feature of the layer's input, the number that it has there; null if features are in the same order
   */
  List<Slot> slots(Layer layer, int[] features);

  /** A tensor's name there, taken apart into its module and the name within it; null for one that no layer takes. */
  Place place(String name);

  /**
   * What modules are of one kind, as far as their names tell: those of one shape are in the network's order only if they are of one
   * family.
   */
  String family(String module);

  /** Whether modules have the names that people gave them and come in the network's order, kinds mixed. */
  boolean keepsNamesAndOrder();

  /** Whether flatten puts channels first there. */
  boolean channelsFirst();

  /**
   * Where a tensor belongs.
   *
   * @param module its layer
   * @param leaf what it is there
   */
  record Place(String module, String leaf) {}
}
