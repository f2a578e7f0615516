"""Writes net.weights.h5, net.keras and net.json for KerasFileTest. Run in this folder; h5py 3.7.0 and NumPy 1.24.2 were used.

Keras itself was not at hand: the files are in the layout that Keras 3 documents and its saving_lib writes, groups layers/NAME/vars/NUMBER
with NAME from the layer's class, numbered within it, beside the optimiser's state and a random generator's. The outputs are computed here.
"""

import json
import zipfile
import h5py
import numpy as np

random = np.random.default_rng(11)
f = np.float32


def draw(*shape):
    return random.normal(0, 0.5, shape).astype(f)


def conv(x, kernel, groups=1):
    """A convolution without padding: x (N, H, W, C), kernel (h, w, C / groups, K)."""
    n, height, width, channels = x.shape
    h, w, inner, filters = kernel.shape
    y = np.zeros((n, height - h + 1, width - w + 1, filters))
    for g in range(groups):
        k = slice(g * filters // groups, (g + 1) * filters // groups)
        for i in range(h):
            for j in range(w):
                part = x[:, i : i + y.shape[1], j : j + y.shape[2], g * inner : (g + 1) * inner]
                y[..., k] += part @ kernel[i, j, :, k].astype(np.float64)
    return y


conv1, bias1 = draw(3, 3, 2, 4), draw(4)
gamma, beta, mean, variance = draw(4), draw(4), draw(4), random.uniform(0.5, 2, 4).astype(f)
depthwise, depthwise_bias = draw(2, 2, 4, 2), draw(8)
conv2, bias2 = draw(2, 1, 4, 6), draw(6)
dense1, dense_bias1 = draw(2 * 4 * 6, 5), draw(5)
dense2, dense_bias2 = draw(5, 5), draw(5)
dense3, dense_bias3 = draw(5, 5), draw(5)

x = draw(3, 6, 7, 2)
y = conv(x, conv1) + bias1
y = np.maximum((y - mean) / np.sqrt(variance + 1e-3) * gamma + beta, 0)
by_channel = depthwise.reshape(2, 2, 1, 8)
y = conv(np.repeat(y, 2, 3), by_channel, 8) + depthwise_bias
y = np.maximum(conv(y, conv2, 2) + bias2, 0)
y = y.reshape(3, -1)
for weight, bias in [(dense1, dense_bias1), (dense2, dense_bias2), (dense3, dense_bias3)]:
    y = y @ weight.astype(np.float64) + bias

layers = {
    "input_layer": [],
    "conv2d": [conv1, bias1],
    "batch_normalization": [gamma, beta, mean, variance],
    "re_lu": [],
    "depthwise_conv2d": [depthwise, depthwise_bias],
    "conv2d_1": [conv2, bias2],
    "dense": [dense1, dense_bias1],
    "dense_1": [dense2, dense_bias2],
    "dense_2": [dense3, dense_bias3],
}
with h5py.File("net.weights.h5", "w") as file:
    for name, variables in layers.items():
        group = file.create_group(f"layers/{name}/vars")
        for number, variable in enumerate(variables):
            group.create_dataset(str(number), data=variable)
    file.create_dataset("layers/dropout/seed_generator/vars/0", data=np.array([1, 2], np.uint32))
    file.create_dataset("optimizer/vars/0", data=np.int64(300))
    file.create_dataset("optimizer/vars/2", data=conv1)
with zipfile.ZipFile("net.keras", "w") as archive:
    archive.writestr("metadata.json", "{}")
    archive.writestr("config.json", "{}")
    archive.write("net.weights.h5", "model.weights.h5")
with h5py.File("types.h5", "w") as file:
    for dtype in (np.float16, np.float64, np.int8, np.uint8, np.int32, np.int64):
        file.create_dataset(np.dtype(dtype).name, data=np.array([[1, 2, 100]], dtype))
    file["text"] = "no numbers"
    file["packed"] = h5py.Empty("f")
    file.create_dataset("compressed", data=np.arange(1000, dtype=f).reshape(10, 100), chunks=(5, 50), compression="gzip")
    file.create_dataset("big_endian", data=np.array([1.5], ">f4"))
    file["elsewhere"] = h5py.ExternalLink("net.weights.h5", "layers/dense/vars/0")
    file["circle"] = h5py.SoftLink("/")
with open("net.json", "w") as out:
    json.dump({"x": [float(v) for v in x.ravel()], "y": [float(v) for v in y.ravel()]}, out)
