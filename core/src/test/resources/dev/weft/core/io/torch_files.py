"""Writes the .pt files of TensorArchiveTest. Run in this folder; PyTorch 2.13.0 was used.

types.pt has every type in a state dict, types4.pt the same in pickle protocol 4, nested.pt within a training's state. The others are to be
refused: a whole model, a pickle that calls os.system, the format from before zip archives, a single tensor, a dictionary without tensors,
and one that repeats an element by strides of 0.
"""

import os
from collections import OrderedDict
import torch

values = torch.tensor([[1.5, -2, 3], [0, 100, -7]])
integers = torch.tensor([1, -2, 3])
wide = torch.zeros(4, 5)
wide[1:3, 2:5] = values
state = OrderedDict(
    float32=values,
    float64=values.double(),
    float16=values.half(),
    bfloat16=values.bfloat16(),
    transposed=values.t().contiguous().t(),
    part=wide[1:3, 2:5],
    int64=integers,
    int32=integers.int(),
    int16=integers.short(),
    int8=integers.to(torch.int8),
    uint8=torch.tensor([0, 200, 255], dtype=torch.uint8),
    bool=torch.tensor([True, False]),
    scalar=torch.tensor(5),
    empty=torch.zeros(0, 4),
    parameter=torch.nn.Parameter(torch.tensor([1.0, 2.0])),
)


class Evil:
    def __reduce__(self):
        return os.system, ("true",)


torch.save(state, "types.pt")
torch.save(state, "types4.pt", pickle_protocol=4)
torch.save({"epoch": 3, "rate": 0.1, "losses": [1.0, 0.5], "best": None, "state_dict": state, "optimizer": {"state": {0: {}}}}, "nested.pt")
torch.save(torch.nn.Linear(2, 3), "whole.pt")
torch.save({"weight": values, "x": Evil()}, "evil.pt")
torch.save({"weight": values}, "legacy.pt", _use_new_zipfile_serialization=False)
torch.save(values, "one.pt")
torch.save({"epoch": 1, "net": {}}, "other.pt")
torch.save({"weight": torch.ones(1).expand(3, 2)}, "expanded.pt")
