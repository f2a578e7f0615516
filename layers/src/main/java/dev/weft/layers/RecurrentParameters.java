package dev.weft.layers;

import dev.weft.core.tensor.Shape;
import dev.weft.layers.engine.Initializer;
import dev.weft.layers.engine.Parameter;
import dev.weft.layers.engine.ParameterSlab;
import java.util.List;

/**
 * What a recurrent layer learns.
 *
 * @param kernel W, from the input to the sums of all gates
 * @param recurrent U, from the output before to them
 * @param bias of the sums: one row, or two if the sums of input and output before are apart
 */
record RecurrentParameters(Parameter kernel, Parameter recurrent, Parameter bias) {

  /** Adds both weights to the slab, then the biases with these first values. */
  static RecurrentParameters add(
      ParameterSlab.Builder slab, String name, int channels, StepRecord record, Initializer kernel,
      Initializer recurrent, float[] biases) {
    int units = record.units();
    int sums = record.sums();
    return new RecurrentParameters(
        slab.add(name + "/kernel", Shape.of(channels, sums), kernel, channels, sums),
        slab.add(name + "/recurrent_kernel", Shape.of(units, sums), recurrent, units, sums),
        slab.add(name + "/bias", record.apart() ? Shape.of(2, sums) : Shape.of(sums), biases));
  }

  List<Parameter> all() {
    return List.of(kernel, recurrent, bias);
  }
}
