/** Optimisers, the training loop, data and metrics. */
module weft.optim {
  requires transitive weft.layers;
  requires java.desktop;

  exports dev.weft.optim;
  exports dev.weft.optim.train;
  exports dev.weft.optim.augment;
  exports dev.weft.optim.data;
  exports dev.weft.optim.metrics;

  opens dev.weft.optim to weft.layers; // schedules are private records, whose components are their configuration
}
