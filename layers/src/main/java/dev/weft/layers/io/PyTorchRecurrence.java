package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.Gru;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PyTorch's LSTM and GRU. One of its modules may have several layers and two directions: {@code rnn.weight_ih_l1_reverse} is {@code
 * weight_ih} of what counts as the module {@code rnn.l1_reverse} here. Weights are transposed. An LSTM has two biases there, of which the
 * sum counts; back there one has it all. A GRU's gates come in the order r, z, n, here z, r, n.
 */
final class PyTorchRecurrence {

  /** What the parameters of a layer and direction are called. */
  static final List<String> LEAVES = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");

  private static final Pattern NAME = Pattern.compile("((?:weight|bias)_(?:ih|hh))_(l\\d+(?:_reverse)?)");
  private static final Pattern PART = Pattern.compile("(?:(.*)\\.)?(l\\d+(?:_reverse)?)");
  private static final int[] GATES = {1, 0, 2};

  private PyTorchRecurrence() {}

  static List<Slot> slots(Layer layer, Parameter parameter, String role) {
    boolean gru = layer instanceof Gru;
    return switch (role) {
      case "kernel" -> List.of(weight(parameter, LEAVES.get(0), gru));
      case "recurrent_kernel" -> List.of(weight(parameter, LEAVES.get(1), gru));
      default -> gru ? List.of(row(parameter, 0), row(parameter, 1)) : List.of(
          Slot.same(parameter, LEAVES.get(2)).asOptional(),
          new Slot(parameter, LEAVES.get(3), parameter.shape(), true, theirs -> theirs,
              ours -> Tensor.zeros(parameter.shape())));
    };
  }

  private static Slot weight(Parameter parameter, String leaf, boolean gru) {
    int[] d = parameter.shape().dims();
    UnaryOperator<Tensor> order = gru ? tensor -> otherOrder(tensor, 1) : tensor -> tensor;
    return new Slot(parameter, leaf, Shape.of(d[1], d[0]), false,
        theirs -> order.apply(theirs.transpose()), ours -> order.apply(ours).transpose());
  }

  /** A row of a GRU's biases; the other one is 0 in it, as the parameter is the sum of both. */
  private static Slot row(Parameter parameter, int row) {
    int sums = parameter.shape().dim(1);
    return new Slot(parameter, LEAVES.get(2 + row), Shape.of(sums), true,
        theirs -> otherOrder(theirs, 0).reshape(1, sums).pad(0, row, 1 - row),
        ours -> otherOrder(ours.take(0, row).reshape(sums), 0));
  }

  /** With the first two of three gates exchanged, which is the way there and back. */
  private static Tensor otherOrder(Tensor tensor, int axis) {
    int units = tensor.shape().dim(axis) / GATES.length;
    int[] places = new int[GATES.length * units];
    for (int i = 0; i < places.length; i++) {
      places[i] = GATES[i / units] * units + i % units;
    }
    return tensor.take(axis, places);
  }

  /** The layer and direction that a tensor belongs to; null if it is not one of a recurrent module. */
  static Layout.Place place(String prefix, String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? new Layout.Place(prefix + matcher.group(2), matcher.group(1)) : null;
  }

  /** A tensor's name; a module without a layer and direction has one layer, forwards. */
  static String name(String module, String leaf) {
    Matcher matcher = PART.matcher(module);
    boolean part = matcher.matches();
    String prefix = part ? matcher.group(1) : module;
    return (prefix == null || prefix.isEmpty() ? "" : prefix + ".") + leaf + "_" + (part ? matcher.group(2) : "l0");
  }
}
