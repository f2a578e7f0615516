package dev.weft.core.io;

import java.nio.file.Path;
import java.util.Map;

/** The names that may stand in a state dict's pickle, and what they mean here. */
final class TorchNames {

  static final String ORDERED_DICT = "collections.OrderedDict";
  static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  static final String PARAMETER = "torch._utils._rebuild_parameter";

  private static final Map<String, Object> KNOWN = Map.ofEntries(
      Map.entry(ORDERED_DICT, ORDERED_DICT), Map.entry(TENSOR, TENSOR), Map.entry(PARAMETER, PARAMETER),
      Map.entry("torch.FloatStorage", Dtype.F32), Map.entry("torch.DoubleStorage", Dtype.F64),
      Map.entry("torch.HalfStorage", Dtype.F16), Map.entry("torch.BFloat16Storage", Dtype.BF16),
      Map.entry("torch.LongStorage", Dtype.I64), Map.entry("torch.IntStorage", Dtype.I32),
      Map.entry("torch.ShortStorage", Dtype.I16), Map.entry("torch.CharStorage", Dtype.I8),
      Map.entry("torch.ByteStorage", Dtype.U8), Map.entry("torch.BoolStorage", Dtype.BOOL));

  private TorchNames() {}

  /**
   * What a name stands for: a {@link Dtype}, or one of the constants.
   *
   * @throws ModelFormatException if it is not known: nothing else is ever looked up or called
   */
  static Object named(Path file, String name) throws ModelFormatException {
    Object known = KNOWN.get(name);
    if (known == null) {
      throw new ModelFormatException(
          file, "a state dict of tensors, as torch.save(model.state_dict(), …) writes it", "one with '" + name + "'");
    }
    return known;
  }
}
