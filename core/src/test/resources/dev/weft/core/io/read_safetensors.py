"""Prints a safetensors file of F32 tensors, with nothing but Python's standard library.

Usage: python3 read_safetensors.py FILE

One line a metadata string, `@KEY=VALUE` with VALUE as JSON, then one line a tensor,
`NAME DTYPE SHAPE VALUES`, in the order of the header.
"""

import json
import struct
import sys

with open(sys.argv[1], "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    header = json.loads(file.read(length).decode("utf-8"))
    data = file.read()

for key, value in header.pop("__metadata__", {}).items():
    print(f"@{key}={json.dumps(value)}")
for name, entry in header.items():
    begin, end = entry["data_offsets"]
    values = struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
    print(name, entry["dtype"], tuple(entry["shape"]), list(values))
