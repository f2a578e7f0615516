/** Weights of Keras. */
module weft.keras {
  requires transitive weft.layers;
  requires io.jhdf;

  exports dev.weft.keras;
}
