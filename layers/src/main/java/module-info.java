/** Layers, losses, networks and model files. */
module weft.layers {
  requires transitive weft.core;

  exports dev.weft.layers;
  exports dev.weft.layers.check;
  exports dev.weft.layers.engine;
  exports dev.weft.layers.io;
}
