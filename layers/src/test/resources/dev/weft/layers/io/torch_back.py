"""Loads what Weft wrote into the networks of torch_weights.py: torch_back.py NAME FILE.safetensors. PyTorchBackTest runs it."""

import json
import pathlib
import struct
import sys
import torch
import torch_weights

name, file = sys.argv[1:]
data = pathlib.Path(file).read_bytes()
start = 8 + struct.unpack("<Q", data[:8])[0]
tensors = {}
for key, entry in json.loads(data[8:start]).items():
    if key != "__metadata__":
        begin, end = entry["data_offsets"]
        tensors[key] = torch.frombuffer(bytearray(data[start + begin : start + end]), dtype=torch.float32).reshape(entry["shape"])
network = (torch_weights.images() | torch_weights.sequences())[name][0]
keys = network.load_state_dict(tensors, strict=False)
missing = [key for key in keys.missing_keys if not key.endswith("num_batches_tracked")]
unexpected = [key for key in keys.unexpected_keys if tensors[key].any()]  # a layer without bias here has one of zeros there
assert not missing and not unexpected, f"missing {missing}, unexpected {unexpected}"
network.eval()
io = torch.load(pathlib.Path(__file__).parent / f"{name}.io.pt")
x = io["x"].permute(0, 3, 1, 2) if io["x"].dim() == 4 else io["x"]
print("largest difference", (network(x) - io["y"]).abs().max().item())
