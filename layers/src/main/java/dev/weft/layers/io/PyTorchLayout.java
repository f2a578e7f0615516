package dev.weft.layers.io;

import dev.weft.core.tensor.Shape;
import dev.weft.core.tensor.Tensor;
import dev.weft.layers.BatchNorm;
import dev.weft.layers.Conv2D;
import dev.weft.layers.Conv2DTranspose;
import dev.weft.layers.Dense;
import dev.weft.layers.DepthwiseConv2D;
import dev.weft.layers.Embedding;
import dev.weft.layers.GroupNorm;
import dev.weft.layers.GroupedConv2D;
import dev.weft.layers.Gru;
import dev.weft.layers.LayerNorm;
import dev.weft.layers.Lstm;
import dev.weft.layers.PRelu;
import dev.weft.layers.engine.Layer;
import dev.weft.layers.engine.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * PyTorch's: channels first, output channels before input channels, {@code weight}, {@code bias}, {@code running_mean} and {@code
 * running_var}. Parameters of a layer of one's own are looked for under their own names, in the same layout. Of recurrent modules each layer
 * and direction counts as a module, {@code rnn.l0}, {@code rnn.l0_reverse}; see {@link PyTorchRecurrence}.
 */
final class PyTorchLayout implements Layout {

  @Override
  public List<Slot> slots(Layer layer, int[] features) {
    List<Slot> slots = new ArrayList<>();
    for (Parameter parameter : layer.parameters()) {
      String role = parameter.name().substring(parameter.name().lastIndexOf('/') + 1);
      if (layer instanceof Lstm || layer instanceof Gru) {
        slots.addAll(PyTorchRecurrence.slots(layer, parameter, role));
      } else {
        slots.add(slot(layer, parameter, role, features));
      }
    }
    return slots;
  }

  private static Slot slot(Layer layer, Parameter parameter, String role, int[] features) {
    return switch (layer) {
      case Conv2D _,Conv2DTranspose _,GroupedConv2D _,DepthwiseConv2D _ -> role.equals("bias")
          ? Slot.same(parameter, "bias")
          : kernel(layer, parameter);
      case Dense _ -> role.equals("bias") ? Slot.same(parameter, "bias").asOptional() : dense(parameter, features);
      case BatchNorm _,LayerNorm _,GroupNorm _,PRelu _ -> byFeature(parameter, normalised(role), features);
      case Embedding _ -> Slot.same(parameter, "weight");
      default -> Slot.same(parameter, role);
    };
  }

  private static String normalised(String role) {
    return switch (role) {
      case "gamma", "slope" -> "weight";
      case "beta" -> "bias";
      case "moving_mean" -> "running_mean";
      case "moving_variance" -> "running_var";
      default -> role;
    };
  }

  private static Slot kernel(Layer layer, Parameter parameter) {
    int[] d = parameter.shape().dims();
    return switch (layer) {
      case GroupedConv2D _ -> weight(parameter, Shape.of(d[0] * d[4], d[3], d[1], d[2]),
          theirs -> theirs.reshape(d[0], d[4], d[3], d[1], d[2]).transpose(0, 3, 4, 2, 1),
          ours -> ours.transpose(0, 4, 3, 1, 2));
      case DepthwiseConv2D _ -> weight(parameter, Shape.of(d[2] * d[3], 1, d[0], d[1]),
          theirs -> theirs.reshape(d[2], d[3], d[0], d[1]).transpose(2, 3, 0, 1),
          ours -> ours.transpose(2, 3, 0, 1));
      default -> d.length == 3
          ? weight(parameter, Shape.of(d[2], d[1], d[0]), theirs -> theirs.transpose(), ours -> ours.transpose())
          : weight(parameter, Shape.of(d[3], d[2], d[0], d[1]),
              theirs -> theirs.transpose(2, 3, 1, 0),
              ours -> ours.transpose(3, 2, 0, 1));
    };
  }

  private static Slot dense(Parameter parameter, int[] features) {
    return weight(parameter, Shape.of(parameter.shape().dim(1), parameter.shape().dim(0)),
        theirs -> FeatureOrder.fromTheirs(theirs.transpose(), features),
        ours -> FeatureOrder.toTheirs(ours, features).transpose());
  }

  private static Slot weight(
      Parameter parameter, Shape theirs, UnaryOperator<Tensor> toOurs, UnaryOperator<Tensor> toTheirs) {
    return new Slot(parameter, "weight", theirs, false, toOurs, toTheirs);
  }

  private static Slot byFeature(Parameter parameter, String leaf, int[] features) {
    int[] order = features != null && features.length == parameter.size() ? features : null;
    return new Slot(parameter, leaf, parameter.shape(), false,
        theirs -> FeatureOrder.fromTheirs(theirs, order), ours -> FeatureOrder.toTheirs(ours, order));
  }

  @Override
  public Place place(String name) {
    int dot = name.lastIndexOf('.');
    String leaf = name.substring(dot + 1);
    Place recurrent = PyTorchRecurrence.place(name.substring(0, dot + 1), leaf);
    if (recurrent != null) {
      return recurrent;
    }
    return leaf.equals("num_batches_tracked") ? null : new Place(dot < 0 ? "" : name.substring(0, dot), leaf);
  }

  /** The name of a tensor in a file. */
  String name(String module, String leaf) {
    if (PyTorchRecurrence.LEAVES.contains(leaf)) {
      return PyTorchRecurrence.name(module, leaf);
    }
    return module.isEmpty() ? leaf : module + "." + leaf;
  }

  @Override
  public String family(String module) {
    return "";
  }

  @Override
  public boolean keepsNamesAndOrder() {
    return true;
  }

  @Override
  public boolean channelsFirst() {
    return true;
  }
}
