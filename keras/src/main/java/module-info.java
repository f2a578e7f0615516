/** Weights of Keras. */
@SuppressWarnings("requires-automatic") // jHDF is no module yet
module weft.keras {
  requires transitive weft.layers;
  requires io.jhdf;

  exports dev.weft.keras;
}
